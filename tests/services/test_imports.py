# SPDX-License-Identifier: Apache-2.0
"""Consents from CSV: read whatever spreadsheets write, reported by line, all of them or none, each once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.domain.consent import ConsentKind, ConsentState, ConsentWay
from desk.domain.consent_import import TARGETS, TITLES, ImportPlan, Sheet
from desk.errors import Refusal
from desk.services import sheets
from desk.services.consent import consents
from desk.services.consent.imports import dry_run, guess_mapping, import_consents, read_sheet
from desk.services.consent.stoplist import put_on_stop_list
from desk.services.overview import journals
from desk.storage.models import Consent, Event, Holding, Journal, Person
from tests.factories import person
from tests.services.grounds import fields, purpose
from tests.services.test_consents import refused

HEAD = "ФИО;E-mail;Телефон;Дата согласия;URL;IP-адрес;Вид"
ROWS = (
    "Щёголева Анна Ильинична;anna@example.org;;20.11.2026 14:05;https://example.com/f;192.0.2.7;",
    "Ёлкин Олег;oleg@example.org;+7 900 000-00-02;2026-11-21;https://example.com/f;192.0.2.8;Рассылка",
    "Жуков Семён;;'+7 900 000-00-03;2026-11-21T09:00:00Z;https://example.com/f;192.0.2.9;обработка",
)  # fmt: skip


def csv_of(*rows: str, head: str = HEAD, encoding: str = "utf-8-sig") -> bytes:
    return "\r\n".join((head, *rows)).encode(encoding)


def planned(desk, content: bytes, **over) -> tuple[Sheet, ImportPlan]:
    sheet = read_sheet(content)
    plan = ImportPlan(guess_mapping(sheet.columns), purpose=over.pop("purpose", 0) or purpose(desk))
    return sheet, replace(plan, **over)


def outcomes(report) -> list[str]:
    return [line.outcome for line in report.lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_file_is_read_as_spreadsheets_write_it(encoding, delimiter):
    content = csv_of(*ROWS, encoding=encoding).replace(
        ";".encode(encoding)[-1:] if encoding != "utf-16" else b";\0",
        delimiter.encode() if encoding != "utf-16" else delimiter.encode() + b"\0",
    )
    sheet = read_sheet(content)
    assert sheet.columns[0] == "ФИО"
    assert [line for line, _cells in sheet.rows] == [2, 3, 4]
    assert sheet.rows[2][1][2] == "+7 900 000-00-03", "disarmed by an apostrophe when it was saved"
    assert sheet.delimiter == delimiter


def test_columns_are_guessed_by_their_headings(desk):
    sheet = read_sheet(csv_of(*ROWS))
    assert guess_mapping(sheet.columns) == {
        "name": 0, "email": 1, "phone": 2, "given": 3, "page": 4, "ip": 5, "kind": 6,
    }  # fmt: skip
    assert guess_mapping(("Цель", "ЦЕЛЬ обработки", "", "что-то")) == {"purpose": 0}


def test_every_meaning_of_a_column_has_its_words():
    assert set(TITLES) == set(TARGETS)


def test_an_import_records_every_line_in_one_act(desk):
    sheet, plan = planned(desk, csv_of(*ROWS))
    steps: list[tuple[int, int]] = []
    report = import_consents(desk, sheet, plan, lambda done, total: steps.append((done, total)))
    assert outcomes(report) == ["new"] * 3
    assert report.saved
    assert [line.number for line in report.lines] == [f"consent/2026-00{n}" for n in (1, 2, 3)]
    assert steps[0] == (0, 3)
    assert steps[-1] == (3, 3)
    first, second, third = (consents.consent_card(desk, id) for id in (1, 2, 3))
    assert first.row.given == "2026-11-20T11:05:00+00:00", "the legal zone where none is said"
    assert second.row.kind is ConsentKind.MARKETING
    assert third.row.subject == "Жуков Семён"
    assert first.fields.evidence == {"page": "https://example.com/f", "ip": "192.0.2.7"}
    assert Holding.select().count() == 3
    entry = Journal.get(Journal.action == "consents.imported")
    assert '"counted":3' in entry.detail
    assert journals.verify(desk).sound


def test_a_dry_run_tells_the_same_and_saves_nothing(desk):
    rows = (*ROWS, ROWS[0], "Без даты;x@example.org;;;;;", "Кто;не почта;;2026-11-20;;;")
    sheet, plan = planned(desk, csv_of(*rows))
    entries = Journal.select().count()
    tried = dry_run(desk, sheet, plan)
    assert outcomes(tried) == ["new", "new", "new", "known", "wrong", "wrong"]
    assert not tried.saved
    assert Consent.select().count() == Person.select().count() == Event.select().count() == 0
    assert Journal.select().count() == entries
    done = import_consents(desk, sheet, plan, leave_out=True)
    assert done.lines == tried.lines


def test_the_report_names_line_and_column(desk):
    rows = (
        "А;a@example.org;;31.02.2026;;;",
        "Б;b@example.org;;12/11/2026;;;",
        "В;не адрес;;2026-11-20;;;",
        "Г;g@example.org;;2026-11-20;;;обещание",
        "Д;d@example.org;;2027-11-20;;;",
        ";;;2026-11-20;;;",
        "Ж;j@example.org;;2026-11-20;;;;;;лишнее",
        f"З;z@example.org;;2026-11-20;{'x' * 2000};;",
    )
    sheet, plan = planned(desk, csv_of(*rows))
    found = dry_run(desk, sheet, plan)
    assert [(line.line, line.fault.column) for line in found.lines] == [
        (2, "Дата согласия"), (3, "Дата согласия"), (4, "E-mail"), (5, "Вид"),
        (6, "Дата согласия"), (7, "ФИО"), (8, ""), (9, "URL"),
    ]  # fmt: skip
    words = desk.catalogue("ru")
    assert all(words.say(each.fault.message, **each.fault.params) for each in found.lines)


def test_with_a_wrong_line_nothing_is_saved_unless_it_is_left_out(desk):
    sheet, plan = planned(desk, csv_of(*ROWS, "Кто;к@example.org;;когда-то;;;"))
    told = refused("file", import_consents, desk, sheet, plan)
    assert told.params == {"count": 1, "line": 5}
    assert Consent.select().count() == Person.select().count() == 0
    assert outcomes(import_consents(desk, sheet, plan, leave_out=True)).count("new") == 3


def test_the_same_row_twice_is_one_consent(desk):
    sheet, plan = planned(desk, csv_of(ROWS[0], ROWS[0]))
    assert outcomes(import_consents(desk, sheet, plan)) == ["new", "known"]
    again = read_sheet(csv_of(*ROWS, encoding="cp1251"))
    assert outcomes(import_consents(desk, again, plan)) == ["known", "new", "new"]
    assert Consent.select().count() == 3
    consents.withdraw_consents(desk, [1], desk.today())
    assert outcomes(import_consents(desk, again, plan)) == ["known"] * 3
    assert consents.consent_card(desk, 1).row.state is ConsentState.WITHDRAWN


def test_a_later_row_of_the_same_person_renews_where_it_may(desk):
    sheet, plan = planned(desk, csv_of(ROWS[0], ROWS[0].replace("20.11.2026", "21.11.2026")))
    found = dry_run(desk, sheet, plan)
    assert outcomes(found) == ["new", "wrong"]
    assert found.lines[1].fault.params["number"] == "2026-001"
    assert outcomes(import_consents(desk, sheet, replace(plan, renew=True))) == ["new", "new"]
    old, new = (consents.consent_card(desk, id) for id in (1, 2))
    assert (old.row.state, new.renews) == (ConsentState.REPLACED, 1)
    assert Person.select().count() == 1


def test_the_stop_list_is_asked_and_the_card_that_is_there_is_used(desk):
    put_on_stop_list(desk, ["oleg@example.org"], "", date(2026, 11, 20))
    known = consents.record_consent(desk, person(), fields(purpose(desk, "other")))
    sheet, plan = planned(desk, csv_of(*ROWS))
    found = import_consents(desk, sheet, plan, leave_out=True)
    assert outcomes(found) == ["new", "wrong", "new"]
    assert "stop list" in found.lines[1].fault.message
    who = consents.consent_card(desk, known).row.person
    assert len(consents.consents_of(desk, who)) == 2
    assert Person.select().where(Person.email == "oleg@example.org").count() == 0


def test_purposes_categories_and_ways_are_known_by_code_and_name(desk):
    head = "name,email,date,purpose,categories,way,written,categories 2"
    news = purpose(desk, "news")
    rows = (
        'A,a@example.org,2026-11-20,news,"news-name, Данные news-mail",сайт,нет',
        "B,b@example.org,2026-11-20,Цель news,,бумага,да",
        "C,c@example.org,2026-11-20,нет такой,,,",
        "D,d@example.org,2026-11-20,news,паспорт,,",
        "E,e@example.org,2026-11-20,news,,голубиная почта,",
        "F,f@example.org,2026-11-20,news,,,может быть",
    )
    sheet, plan = planned(desk, csv_of(*rows, head=head), purpose=news)
    found = import_consents(desk, sheet, plan, leave_out=True)
    faults = [line.fault.column for line in found.lines if line.fault]
    assert faults == ["purpose", "categories", "way", "written"]
    first, second = (consents.consent_card(desk, id) for id in (1, 2))
    assert (first.row.way, second.row.way) == (ConsentWay.SITE_FORM, ConsentWay.PAPER)
    assert (first.fields.written, second.fields.written) == (False, True)
    assert len(first.fields.categories) == 2


def test_giving_up_saves_nothing(desk):
    class GivenUp(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done:
            raise GivenUp

    sheet, plan = planned(desk, csv_of(*ROWS))
    with pytest.raises(GivenUp):
        import_consents(desk, sheet, plan, stop)
    assert Consent.select().count() == Person.select().count() == 0


@pytest.mark.parametrize(
    "content",
    [b"", b"\r\n\r\n", b"\x98\x81\xff\0", b"a;b\r\n\"x", b"PK\x03\x04\0\0", b"\xff\xfe\0", b'a,b\n"x"y,z'],
)  # fmt: skip
def test_what_is_no_table_is_refused(content):
    with pytest.raises(Refusal) as told:
        read_sheet(content)
    assert told.value.field == "file"


def test_there_is_an_end_to_lines_and_columns(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    assert len(read_sheet(b"a\n1\n2\n3\n").rows) == 3
    for content in (b"a\n1\n2\n3\n4\n", b";" * 300 + b"\n", b"a\n" + b"x" * 200_000):
        with pytest.raises(Refusal):
            read_sheet(content)


def test_a_column_that_is_not_there_is_refused(desk):
    sheet, plan = planned(desk, csv_of(*ROWS))
    refused("mapping", dry_run, desk, sheet, replace(plan, mapping={"name": 40}))
    assert outcomes(dry_run(desk, sheet, replace(plan, mapping={}))) == ["wrong"] * 3


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "ignore")))  # fmt: skip
def test_the_reader_takes_any_bytes(content):
    with suppress(Refusal):
        assert all(any(cells) for _line, cells in read_sheet(content).rows)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cells=st.lists(st.text(max_size=40), min_size=7, max_size=7))
def test_any_cells_give_a_report_and_no_error(desk, cells):
    quoted = ";".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    try:
        sheet = read_sheet(csv_of(quoted))
    except Refusal:
        return
    plan = ImportPlan(guess_mapping(sheet.columns), purpose=1)
    assert set(outcomes(dry_run(desk, sheet, plan))) <= {"new", "wrong"}
    assert Person.select().count() == 0
