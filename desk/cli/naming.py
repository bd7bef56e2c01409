# SPDX-License-Identifier: Apache-2.0
"""Whose card a name goes on that an identity check tells: of nobody else, without being asked."""

from __future__ import annotations

from dataclasses import replace

from desk.domain.proposal import Correction
from desk.domain.site_form import nobody
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.services.request import requests as acts
from desk.services.request.people_cards import fits_card, take_name


def name_subject(desk: Desk, id: int, name: str, how: str, card: str | None) -> None:
    """Write the name on the subject's card, unless that may be another person's: then it is asked."""
    known = acts.request_card(desk, id)
    if known.subject_id is None:
        raise Refusal(N_("The request has no data subject to name."))
    if name == known.subject.name:
        return
    if card == "new":
        email = "" if nobody(known.subject.email) else known.subject.email
        fields = replace(known.subject, name=name, email=email, dative="")
        acts.correct(desk, id, Correction(subject=fields, new_card=True), how)
        return
    if card is None and not fits_card(desk, known.subject_id, name):
        raise Refusal(
            N_(
                "The card has another name or other records on it: it may belong to another "
                "person. Add --new-card to give this request its own card, or --this-card if it "
                "is the same person."
            )
        )
    take_name(desk, known.subject_id, name)
