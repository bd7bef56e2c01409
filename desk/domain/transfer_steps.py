# SPDX-License-Identifier: Apache-2.0
"""What can be done with a transfer now, in the order of Roskomnadzor's cycle, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from desk.domain.countries import RUSSIA
from desk.domain.transfers import Aftermath, NoticeView, TransferView
from desk.errors import N_


class TransferStep(StrEnum):
    """What is done with a transfer, in the usual order."""

    FILE = "file"
    RECEIPT = "receipt"
    ASKED = "asked"
    EXTEND = "extend"
    ANSWERED = "answered"
    DECISION = "decision"
    END = "end"
    DESTROY = "destroy"


@dataclass(frozen=True)
class TransferPossible:
    """Whether a step may be taken now; ``why_not`` is a ``desk`` message id."""

    step: TransferStep
    why_not: str = ""
    params: dict[str, object] = field(default_factory=dict)

    @property
    def allowed(self) -> bool:
        """It may be taken."""
        return not self.why_not


def living(view: TransferView) -> tuple[NoticeView, ...]:
    """The notices that are not void, the oldest first."""
    return tuple(each for each in view.notices if not each.void)


def transfer_steps(view: TransferView) -> tuple[TransferPossible, ...]:
    """Every step with the reason why it is not possible yet."""
    notices = living(view)
    last = notices[-1] if notices else None
    home = view.row.country == RUSSIA
    unfiled = (
        N_("First file the notice.")
        if not home
        else N_("The data stay in Russia: no notice is filed.")
    )
    ended, stopped = view.row.over, view.aftermath is not None
    received = bool(last and last.received)
    unasked = (unfiled if last is None else "") or (
        "" if last and last.owed else N_("Roskomnadzor has asked nothing.")
    )
    extended = bool(last and last.owed and last.owed.term and last.owed.term.original)
    reasons = {
        TransferStep.FILE: (unfiled if home else "")
        or (N_("Roskomnadzor stopped the transfer.") if stopped else "")
        or (N_("The transfer has ended.") if ended else ""),
        TransferStep.RECEIPT: (unfiled if last is None else "")
        or (N_("The receipt is recorded already.") if received else ""),
        TransferStep.ASKED: (unfiled if last is None else "")
        or ("" if received else N_("First record when Roskomnadzor received the notice."))
        or (N_("A question waits for its answer already.") if last and last.owed else ""),
        TransferStep.EXTEND: unasked
        or (N_("This term was extended already.") if extended else ""),
        TransferStep.ANSWERED: unasked,
        TransferStep.DECISION: (unfiled if last is None else "")
        or (N_("A decision is recorded already.") if last and last.decision else ""),
        TransferStep.END: N_("The transfer has ended.") if ended else "",
        TransferStep.DESTROY: "" if stopped else N_("Only after Roskomnadzor has stopped a transfer."),
    }  # fmt: skip
    return tuple(TransferPossible(step, why) for step, why in reasons.items())


def next_step(view: TransferView) -> TransferStep | None:
    """The step to take now; nothing where there is only to wait."""
    if view.aftermath is not None:
        return _after_ban(view.aftermath)
    if view.row.country == RUSSIA or view.row.over:
        return None
    notices = living(view)
    if not notices:
        return TransferStep.FILE
    last = notices[-1]
    if not last.received:
        return TransferStep.RECEIPT
    return TransferStep.ANSWERED if last.owed else None


def _after_ban(aftermath: Aftermath) -> TransferStep | None:
    """R37: stop, then have the recipient destroy what it got."""
    if not aftermath.stopped:
        return TransferStep.END
    return None if aftermath.letters else TransferStep.DESTROY
