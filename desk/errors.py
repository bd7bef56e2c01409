# SPDX-License-Identifier: Apache-2.0
"""What can go wrong and be told to a person: the desk's refusals and the machine's troubles.

Everything else that is raised is a fault of the program. Parameters are numbers, dates, references
and message ids, never names: an error may end up in a log.
"""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 -- the customary name of the gettext marker
    """Mark a message for extraction; it is translated where it is shown."""
    return message


class Own(str):
    """Somebody's own words where a message of the program could stand: shown as they are, though a message may be the same."""

    __slots__ = ()


class Told(Exception):
    """An error with a message id of the ``desk`` catalogue and the values of its placeholders."""

    def __init__(self, msgid: str, **params: object) -> None:
        """Keep ``msgid`` untranslated; a parameter that is a date or a moment is phrased when shown."""
        super().__init__(msgid)
        self.msgid = msgid
        self.params = params


class Refusal(Told):
    """The desk will not, and says why; ``field`` names the field of the form that is to blame."""

    def __init__(self, msgid: str, field: str | None = None, **params: object) -> None:
        super().__init__(msgid, **params)
        self.field = field


class AtField(Refusal):
    """A refusal that says “this” of its ``field``, beside which it is read; elsewhere the field is named after it."""


class Trouble(Told):
    """The machine will not: disk full, file locked, file damaged; ``detail`` is shown under a fold."""

    def __init__(self, msgid: str, detail: str = "", **params: object) -> None:
        super().__init__(msgid, **params)
        self.detail = detail
