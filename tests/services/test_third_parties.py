# SPDX-License-Identifier: Apache-2.0
"""The list of third parties: editions, where they were published, what changed since, files for the site."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from desk.domain.kinds import LanguageMode
from desk.domain.third_parties import ThirdParty, differences
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.paper import papers
from desk.services.register import registers, third_parties
from tests.assigned import processor, saved
from tests.documents.sample import text_of
from tests.factories import purpose_fields
from tests.services.test_assignments import today_says

URL = "https://example.org/third-parties"


@pytest.fixture
def listed(desk):
    """One processor, and an edition that was published."""
    registers.declare_purpose(desk, purpose_fields(desk), "2026-01-10")
    saved(desk, recipient=processor(desk))
    third_parties.make_edition(desk, LanguageMode.BOTH)
    (edition,) = third_parties.editions(desk)
    third_parties.record_publication(desk, edition.id, date(2026, 11, 22), URL)
    return edition.id


def line(key, name="А", address="", **over):
    return ThirdParty(key, Both(name, name), address, Both("Россия", "Russia"), **over)


def test_two_editions_differ_in_who_was_added_removed_and_changed():
    one, two = Both("а", "a"), Both("б", "b")
    then = (line("1"), line("2", data=(one, two)), line("3"))
    now = (line("2", data=(two, one)), line("3", address="Казань", service="crm"), line("4", "Г"))
    found = [(each.kind, each.name.ru, each.fields) for each in differences(then, now)]
    assert found == [
        ("added", "Г", ()),
        ("removed", "А", ()),
        ("changed", "А", ("address", "service")),
    ]
    assert differences(now, now) == ()


def test_a_published_list_that_fits_is_silent_and_one_that_does_not_says_who(desk, listed):
    assert today_says(desk) == []
    owl = processor(desk, name="ООО «Сова»")
    saved(desk, recipient=owl, until="2026-12-31")
    (row,) = (each for each in registers.recipients(desk) if each.id != owl)
    registers.save_recipient(desk, replace(row, address="Казань"))
    (said,) = today_says(desk, "en")
    assert said.startswith("The list of third parties published on Sun 22 Nov 2026 no longer fits")
    assert said.endswith("(added: Golub LLC; changed: Golub LLC).")
    assert "Сова" in today_says(desk, "ru")[0]


def test_a_new_edition_counts_only_once_it_is_published(desk, listed):
    saved(desk, recipient=processor(desk, name="ООО «Сова»"))
    third_parties.make_edition(desk, LanguageMode.RU)
    assert len(today_says(desk)) == 1
    newest = third_parties.editions(desk)[0]
    assert (newest.published, len(newest.lines)) == ("", 2)
    third_parties.record_publication(desk, newest.id, desk.today(), URL)
    assert today_says(desk) == []


def test_a_void_edition_is_no_published_one(desk, listed):
    edition = third_parties.edition(desk, listed)
    papers.void(desk, edition.document, "ошибка")
    assert third_parties.published(desk) is None
    with pytest.raises(Refusal, match="void"):
        third_parties.record_publication(desk, listed, desk.today(), URL)


def test_bad_days_and_places_are_refused(desk, listed):
    for day, place, field in (
        (date(2026, 11, 21), URL, "on"),
        (date(2026, 11, 23), URL, "on"),
        (date(2026, 11, 22), " ", "place"),
    ):
        with pytest.raises(Refusal) as refused:
            third_parties.record_publication(desk, listed, day, place)
        assert refused.value.field == field


def test_an_empty_list_is_no_edition(desk):
    with pytest.raises(Refusal, match="The list is empty"):
        third_parties.make_edition(desk, LanguageMode.RU)
    assert third_parties.editions(desk) == []


def test_the_paper_names_processor_purpose_and_data(desk, listed):
    paper = papers.paper_bytes(desk, third_parties.edition(desk, listed).document)
    printed = " ".join(text_of(paper).split())
    for word in ("Голубь", "Golub LLC", "фамилия", "e-mail", "Электронная почта"):
        assert word in printed


class Cells(HTMLParser):
    """The text of the cells, and every tag there is."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        assert not [value for name, value in attrs if name.startswith("on")]

    def handle_data(self, data):
        self.text += data


def test_files_for_the_site_say_the_same_and_take_no_markup(desk):
    registers.declare_purpose(desk, purpose_fields(desk), "2026-01-10")
    evil = "ООО <script>alert(1)</script> | [x](javascript:1) «А&Б»"
    saved(desk, recipient=processor(desk, name=evil))
    third_parties.make_edition(desk, LanguageMode.BOTH)
    (edition,) = third_parties.editions(desk)
    page = third_parties.list_file(desk, edition.id, "html").decode()
    read = Cells(page)
    assert evil in read.text
    assert "script" not in read.tags
    assert '<section lang="ru">' in page
    assert '<section lang="en">' in page
    assert "адрес электронной почты" in read.text
    text = third_parties.list_file(desk, edition.id, "markdown").decode()
    (row,) = (each for each in text.splitlines() if "script" in each)
    assert r"\<script\>" in row
    assert r"\[x\](javascript:1)" in row
    assert row.count(" | ") == 3
    assert text.count("# ") == 2
    with pytest.raises(Refusal):
        third_parties.list_file(desk, edition.id, "docx")


def test_an_old_edition_keeps_what_it_said(desk, listed):
    (row,) = registers.recipients(desk)
    registers.save_recipient(desk, replace(row, name=Both("ООО «Иное»", "Other LLC")))
    assert "Голубь" in third_parties.list_file(desk, listed, "html").decode()
