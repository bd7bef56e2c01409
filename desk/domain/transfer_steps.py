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
_ENDED = N_("The transfer has ended.")


class TransferStep(StrEnum):
    """What is done with a transfer, in the usual order."""

    ASK = "ask"
    INFORM = "inform"
    ASSESS = "assess"
    NOTICE = "notice"
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
    banned = view.aftermath is not None
    needs: Mapping[TransferStep, Sequence[tuple[bool, str]]] = {
        **_preparing(view),
        TransferStep.RECEIPT: (unfiled, (received, N_("The receipt has already been recorded."))),
        TransferStep.ASKED: (
            unfiled,
            (not received, N_("First record when Roskomnadzor received the notice.")),
            (owed is not None, N_("A question is already awaiting an answer.")),
        ),
        TransferStep.EXTEND: (
            unfiled,
            unasked,
            (_extended(owed), N_("This deadline has already been extended.")),
        ),
        TransferStep.ANSWERED: (unfiled, unasked),
        TransferStep.DECISION: (
            unfiled,
            (
                last is not None and last.decision in BANS,
                N_("A decision has already been recorded."),
            ),
        ),
        TransferStep.END: ((view.row.over, _ENDED),),
        TransferStep.DESTROY: (
            (not banned, N_("Only after Roskomnadzor has stopped a transfer.")),
        ),
    }
    return tuple(_possible(step, checks) for step, checks in needs.items())


def _preparing(view: TransferView) -> Mapping[TransferStep, Sequence[tuple[bool, str]]]:
    """What hinders the steps up to the filing."""
    at_home = (view.row.country == RUSSIA, _STAYS)
    abroad = (
        at_home,
        (view.aftermath is not None, N_("Roskomnadzor stopped the transfer.")),
        (view.row.over, _ENDED),
    )
    untold = (not _told(view), N_("First record the recipient’s information."))
    return {
        TransferStep.ASK: abroad,
        TransferStep.INFORM: (at_home,),
        TransferStep.ASSESS: (*abroad, untold),
        TransferStep.NOTICE: (
            *abroad,
            (view.assessment is None, N_("First assess the recipient.")),
        ),
        TransferStep.FILE: abroad,
    }


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
        return _before_notice(view)
    last = notices[-1]
    if not last.received:
        return TransferStep.RECEIPT
    return TransferStep.ANSWERED if last.owed else None


def _before_notice(view: TransferView) -> TransferStep:
    """R31, R30: ask the recipient, assess, write the notice, file it."""
    if view.paper("transfer_notice") is not None:
        return TransferStep.FILE
    if view.assessment is not None:
        return TransferStep.NOTICE
    if not view.lacks:
        return TransferStep.ASSESS
    asked = view.paper("recipient_questionnaire") is not None or _told(view)
    return TransferStep.INFORM if asked else TransferStep.ASK


def _told(view: TransferView) -> bool:
    """Whether the recipient has told anything."""
    return any(not each.void for each in view.information)


def _after_ban(aftermath: Aftermath) -> TransferStep | None:
    """R37: stop, then have the recipient destroy what it got."""
    if not aftermath.stopped:
        return TransferStep.END
    return None if aftermath.letters else TransferStep.DESTROY
