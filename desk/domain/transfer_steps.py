# SPDX-License-Identifier: Apache-2.0
"""What can be done with a transfer now, in the order of Roskomnadzor's cycle, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from desk.domain.countries import RUSSIA
from desk.domain.transfers import BANS, Aftermath, InquiryView, NoticeView, TransferView
from desk.domain.values import Possible
from desk.errors import N_

_STAYS = N_("The data stay in Russia: no notice is filed.")


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


def living(view: TransferView) -> tuple[NoticeView, ...]:
    """The notices that are not void, the oldest first."""
    return tuple(each for each in view.notices if not each.void)


def transfer_steps(view: TransferView) -> tuple[Possible[TransferStep], ...]:
    """Every step with the reason why it is not possible yet."""
    notices = living(view)
    last = notices[-1] if notices else None
    received = last is not None and bool(last.received)
    owed = last.owed if last else None
    unfiled = (last is None, _STAYS if view.row.country == RUSSIA else N_("First file the notice."))
    unasked = (owed is None, N_("Roskomnadzor has asked nothing."))
    ended = (view.row.over, N_("The transfer has ended."))
    banned = view.aftermath is not None
    needs: Mapping[TransferStep, Sequence[tuple[bool, str]]] = {
        TransferStep.FILE: (
            (view.row.country == RUSSIA, _STAYS),
            (banned, N_("Roskomnadzor stopped the transfer.")),
            ended,
        ),
        TransferStep.RECEIPT: (unfiled, (received, N_("The receipt is recorded already."))),
        TransferStep.ASKED: (
            unfiled,
            (not received, N_("First record when Roskomnadzor received the notice.")),
            (owed is not None, N_("A question waits for its answer already.")),
        ),
        TransferStep.EXTEND: (
            unfiled,
            unasked,
            (_extended(owed), N_("This term was extended already.")),
        ),
        TransferStep.ANSWERED: (unfiled, unasked),
        TransferStep.DECISION: (
            unfiled,
            (last is not None and last.decision in BANS, N_("A decision is recorded already.")),
        ),
        TransferStep.END: (ended,),
        TransferStep.DESTROY: (
            (not banned, N_("Only after Roskomnadzor has stopped a transfer.")),
        ),
    }
    return tuple(_possible(step, checks) for step, checks in needs.items())


def _possible(step: TransferStep, checks: Iterable[tuple[bool, str]]) -> Possible[TransferStep]:
    why_not = next((message for hinders, message in checks if hinders), "")
    return Possible(step, not why_not, why_not)


def _extended(question: InquiryView | None) -> bool:
    return question is not None and question.term is not None and bool(question.term.original)


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
