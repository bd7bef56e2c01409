# SPDX-License-Identifier: Apache-2.0
"""Two cards of one person become one: proposed by the same address or name, confirmed by the operator."""

from __future__ import annotations

from desk.domain.proposal import MergeProposal
from desk.errors import Refusal
from desk.services.request import people_cards, requests
from desk.services.request.merging import merge_proposals
from desk.text import N_
from ui.act import Fields, RequestAct
from ui.forms import AreaField, ChoiceField
from ui.language import _, ngettext
from ui.numbers import headed


class MergeDialog(RequestAct):
    """Join another card to the one of this request."""

    NAME = "merge"
    TITLE = N_("Merge cards of one person")
    VERB = N_("&Merge")
    INTRO = N_(
        "What is recorded on the other card moves to the card of this request, and its addresses "
        "and telephone numbers stay on record. Merge only when you are sure that it is the same "
        "person: it cannot be undone."
    )

    def fields(self) -> Fields:
        """The other card, whose name stays, and why it is the same person."""
        return (
            ChoiceField("other", N_("&Other card"), self._cards),
            ChoiceField("name", N_("&Name that stays"), self._names),
            AreaField("reason", N_("&Reason"), mandatory=True),
        )

    def _cards(self) -> list[tuple[object, str]]:
        keep = self._keep()
        subject = self.card.subject if self.card else None
        ids = [each.other if each.keep == keep else each.keep for each in self._proposed(keep)]
        for text in (subject.name, subject.email) if subject else ():
            if text:
                ids += [each.id for each in people_cards.people_like(self.desk, text)]
        found = dict.fromkeys(id for id in ids if id != keep)
        return [(id, self._title(id)) for id in found] or [(None, _("no card looks alike"))]

    def _names(self) -> list[tuple[object, str]]:
        name = self.card.subject.name if self.card else ""
        mine = _("of this card: {name}", name=name) if name else _("of this card, where it has one")
        return [(False, mine), (True, _("of the other card"))]

    def _proposed(self, keep: int) -> list[MergeProposal]:
        return merge_proposals(self.desk, keep) if keep else []

    def _title(self, id: int) -> str:
        card = people_cards.person_card(self.desk, id)
        count = ngettext("{number} request", "{number} requests", len(card.requests))
        parts = (headed(card.ref), card.fields.name, card.fields.email, count)
        return " · ".join(part for part in parts if part)

    def _keep(self) -> int:
        return (self.card.subject_id or 0) if self.card else 0

    def act(self, values: dict[str, object]) -> object:
        """Merge."""
        other = values["other"]
        if not isinstance(other, int):
            raise Refusal(N_("There is no other card to merge."), field="other")
        keep, reason = self._keep(), str(values["reason"])
        named = other if values["name"] else keep
        return requests.merge_people(self.desk, keep, other, reason, named)
