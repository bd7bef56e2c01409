# SPDX-License-Identifier: Apache-2.0
"""A representative who shows no power is asked for it alone, in the interests of a subject who is named (R47)."""

import io

import pytest
from pypdf import PdfReader

from desk.domain.kinds import ApplicantRole, DemandKind, LanguageMode, Step
from desk.domain.request import POWER, Completeness
from desk.errors import Refusal
from desk.services.paper import papers
from desk.services.request import requests
from tests.factories import intake, person

RU = LanguageMode.RU


def text_of(content):
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("kind", [DemandKind.ACCESS, DemandKind.DESTROY])
def test_the_power_of_a_representative_is_asked_for_alone_and_names_the_subject(desk, kind):
    complete = Completeness(document=True, relation=True, signature=True)
    lawyer = {"role": ApplicantRole.REPRESENTATIVE, "applicant": person(name="Юристов П. И.")}
    given = intake(demands=(kind,), completeness=complete, **lawyer)
    id = requests.register_request(desk, given)
    requests.confirm_identity(desk, id, "по номеру договора")
    assert "ask for that alone" in requests.request_card(desk, id).guidance
    draft = papers.draft(desk, "request_to_complete", RU, id, missing=(POWER,))
    read = text_of(papers.preview(desk, draft).content)
    assert f"в интересах субъекта персональных данных ({given.subject.name})" in read
    assert "подтверждающий полномочия представителя" in read
    assert "следующих сведений" not in read
    assert "следующими сведениями" not in read
    papers.issue(desk, draft)
    card = requests.request_card(desk, id)
    assert (card.row.step, card.completeness.missing) == (Step.DISPATCH, ())
    requests.check_authority(desk, id, "доверенность пришла ответом")
    card = requests.request_card(desk, id)
    assert (card.row.step, card.guidance) != (Step.AUTHORITY, "")


def test_a_power_is_asked_of_a_representative_alone(desk):
    id = requests.register_request(desk, intake())
    with pytest.raises(Refusal, match="No representative wrote") as refusal:
        papers.issue(desk, papers.draft(desk, "request_to_complete", RU, id, missing=(POWER,)))
    assert refusal.value.field == "missing"
