# SPDX-License-Identifier: Apache-2.0
"""What the desk proposed for the passages of papers in work, and what a person made of it.

A passage nobody touched follows the records, each language by itself. One that was touched stays, and it is
known whether the desk would propose something else by now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from desk.domain.values import Both
from desk.text import N_

Texts = Mapping[str, Both]
RENEWED = N_(
    "You changed “{where}”, but the card or the register it is made from has changed since: an "
    "address, a name, a recipient. Compare it with them."
)
"""Of a passage a person changed, for which the program would propose another text by now."""


class Proposed:
    """The passages of one dialog, by the form of the paper; ``texts`` are those of papers written before."""

    def __init__(self, texts: Mapping[str, Texts]) -> None:
        self._texts = dict(texts)
        self._before: dict[str, Texts] = {}
        self._now: Texts = {}

    def typed(self, shown: Texts) -> dict[str, Both]:
        """Those that differ from what the desk proposes."""
        return {name: text for name, text in shown.items() if text != self._now.get(name)}

    def keep(self, form: str, shown: Texts) -> None:
        """Keep what a person made of the paper, before another one is shown."""
        self._texts[form] = self.typed(shown)
        self._before[form] = self._changed_from(form, shown)

    def kept(self, form: str) -> Texts:
        """What was kept of the paper."""
        return self._texts.get(form, {})

    def begin(self, form: str, proposed: Texts) -> dict[str, Both]:
        """The texts a person changed, where what the desk proposes now has taken the place of what it did."""
        self._now = proposed
        texts, before = self.kept(form), self._before.get(form, {})
        told = {
            name: (before[name], proposed[name])
            for name in texts
            if name in before and name in proposed
        }
        # A language that was renewed is compared with what it became.
        self._before[form] = {
            name: _renewed(was, was, now, texts[name]) for name, (was, now) in told.items()
        }
        return {
            name: _renewed(text, *told[name], text) if name in told else text
            for name, text in texts.items()
        }

    def stale(self, form: str, shown: Texts, languages: Sequence[str]) -> Iterator[str]:
        """Names of the passages that were changed, and of which the desk would propose another text by now."""
        before = self._before.get(form, {})
        for name, text in self.typed(shown).items():
            was, now = before.get(name), self._now.get(name)
            if was and now and any(
                was.of(each) != now.of(each) and text.of(each) != now.of(each)
                for each in languages
            ):  # fmt: skip
                yield name

    def state(self, form: str, shown: Texts) -> dict[str, object]:
        """What is kept of a draft: the changed texts, and what they were changed from."""
        typed, before = self.typed(shown), self._changed_from(form, shown)
        return {
            "passages": {name: asdict(text) for name, text in typed.items()},
            "proposed": {name: asdict(text) for name, text in before.items()},
        }

    def restore(self, form: str, state: Mapping[str, object]) -> None:
        """Take what ``state`` gave."""
        self._texts[form] = _texts(state.get("passages"))
        self._before[form] = _texts(state.get("proposed"))

    def _changed_from(self, form: str, shown: Texts) -> Texts:
        """What the desk had proposed for the passages a person changed."""
        known = {**self._now, **self._before.get(form, {})}
        return {name: known[name] for name in self.typed(shown) if name in known}


def _renewed(stays: Both, was: Both, now: Both, text: Both) -> Both:
    """``stays``, with ``now`` in each language in which ``text`` is what was proposed."""
    return Both(
        now.ru if text.ru == was.ru else stays.ru, now.en if text.en == was.en else stays.en
    )


def _texts(kept: object) -> dict[str, Both]:
    items = kept.items() if isinstance(kept, dict) else ()
    return {
        str(name): Both(str(text.get("ru", "")), str(text.get("en", "")))
        for name, text in items
        if isinstance(text, dict)
    }
