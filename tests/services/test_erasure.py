"""The desk erases its own copies: nothing of the person is left in any page, and no backup brings it back."""

import json
import shutil
from datetime import date

import pytest

from desk.domain.call_words import proposal_words
from desk.domain.clients import Client
from desk.domain.consent import ConsentKind
from desk.domain.consent_import import ImportPlan
from desk.domain.kinds import Channel, DemandKind, LanguageMode
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.assignment import client_notices, client_papers
from desk.services.consent import imports
from desk.services.consent.consents import add_consent_file, add_consent_note
from desk.services.consent.records import WAS_ERASED
from desk.services.consent.stoplist import listed_since
from desk.services.destruction import destructions, erasure, erasure_replay
from desk.services.destruction.calls import called, proposals
from desk.services.events import add_event
from desk.services.files import keep_file
from desk.services.keeping import backups, upkeep
from desk.services.letter.intake import register_request
from desk.services.overview.search import search_everywhere
from desk.services.paper import papers, seals
from desk.services.register import registers
from desk.services.request import cards, requests
from desk.services.settings import keep_draft, set_setting, setting
from desk.storage import journal, ledger
from desk.storage.models import (
    Attachment,
    Carrier,
    Category,
    Commission,
    Consent,
    Destruction,
    DestructionItem,
    DestructionMember,
    DestructionSubject,
    Document,
    Erasure,
    Holding,
    Member,
    Person,
    Purpose,
    PurposeCategory,
    Request,
)
from tests.conftest import KEY
from tests.factories import intake, operator_trader, person
from tests.pages import decrypted

NAME, WORDS, MAIL = "Канарейкина Ульяна Фёдоровна", "бегемот Люксембурга", "ulyana@example.org"
CANARIES = [
    form.encode(charset)
    for word in ("Канарейкина", "Люксембурга", "ulyana@example.org")
    for form in (word, word.lower(), json.dumps(word).strip('"'))
    for charset in ("utf-8", "utf-16-le", "cp1251")
]
LETTER = f"From: {NAME} <{MAIL}>\nSubject: x\n\n{WORDS}\n".encode()


def _request(desk, **over):
    told = intake(
        subject=person(name=NAME, email=MAIL),
        demands=(DemandKind.WITHDRAW,),
        summary=WORDS,
        text=f"{NAME}: {WORDS}",
        **over,
    )
    return register_request(desk, told, LETTER)


def _closed(desk, id):
    moment = desk.now().isoformat()
    Request.update(state="closed", closed=moment).where(Request.id == id).execute()


@pytest.fixture
def case(desk):
    """A withdrawal whose data were destroyed outside, told and closed; ids of request, person, destruction."""
    request = _request(desk)
    requests.add_note(desk, request, f"звонила {NAME}")
    with desk.database.atomic():
        add_event(desk, request, "inquiry_cause", f"карточка {NAME}")
        add_event(desk, request, "dispatched", f"РПО 80093712345678, {NAME}")
    assert search_everywhere(desk, "РПО 800937 12 34567 8")
    return request, *_destroyed(desk, request)


def _destroyed(desk, request):
    """Ids of the person and of the destruction of a request with a paper."""
    subject = Request.get_by_id(request).subject_id
    paper = papers.issue(desk, papers.draft(desk, "acknowledgement", LanguageMode.RU, request))
    with desk.database.atomic():
        return subject, _rows(desk, request, subject, paper.id)


@pytest.fixture
def kept(tmp_path, clock):
    """Folder and passphrase of a desk with keys of its own, the desk, and the case in it."""
    folder, passphrase = tmp_path / "desk", "восемь зелёных якорей 8"
    desk, _code = upkeep.create_desk(
        folder, passphrase, operator_trader(), "Образцова", clock=clock
    )
    request = _request(desk)
    return folder, passphrase, desk, (request, *_destroyed(desk, request))


def _rows(desk, request, subject, paper):
    category = Category.create(code="n", title_ru="имя", title_en="name", class_="ordinary")
    purpose = Purpose.create(
        code="site", edition=1, title_ru="Заявки", title_en="Enquiries", grounds='["6.1.1"]',
        actions="[]", method="mixed", since="2026-01-01",
    )  # fmt: skip
    carrier = Carrier.create(code="folder", kind="paper", title_ru="Папка")
    consent = Consent.create(
        number="consent/2026-001", number_key=2026000001, person=subject, person_key="канарейкина",
        kind="processing", purpose=purpose, purpose_code="site", categories=f"[{category.id}]",
        given="2026-01-02", way="site_form", evidence=json.dumps({"ip": MAIL}),
        state="withdrawn", ended="2026-11-20",
    )  # fmt: skip
    keep_file(desk, consent.id, "согласие Канарейкина.txt", LETTER, "evidence", owner="consent")
    holding = Holding.create(
        person=subject, purpose=purpose, ground="6.1.1", consent=consent, contract=NAME,
        categories="[]", since="2026-01-02", ended="2026-11-21",
    )  # fmt: skip
    gone = Destruction.create(
        number="destruction/2026-001", number_key=2026000001, cause="withdrawal",
        caused="2026-11-20", request=request, state="told", planned="2026-11-21", act=paper,
        note=NAME,
    )  # fmt: skip
    DestructionSubject.create(destruction=gone, person=subject, label=NAME)
    DestructionItem.create(
        destruction=gone, person=subject, holding=holding, categories="[]", carrier=carrier
    )
    add_event(desk, gone.id, "done", NAME, owner="destruction")
    Document.update(keep_until="2029-11-21").where(Document.id == paper).execute()
    return gone.id


def _left(desk):
    """Which canaries are in a page of the file or in its write-ahead log."""
    pages = decrypted(desk.database.path, KEY)
    return [word for word in CANARIES if word in pages]


def test_before_the_erasure_the_person_is_in_the_pages(desk, case):
    erasure.scrub(desk)
    assert len(_left(desk)) >= 3


def test_after_the_erasure_nothing_of_it_is_found(desk, case):
    request, _person, gone = case
    _closed(desk, request)
    erasure.erase(desk, gone)
    for text in ("РПО 80093712345678", "карточка", "звонила"):
        assert search_everywhere(desk, text) == []
    with desk.database.atomic():
        add_event(desk, request, "dispatched", "ещё одно РПО")
    assert search_everywhere(desk, "РПО") == [], "what was taken out of the index stays out"


def test_after_the_erasure_no_page_holds_the_person(desk, case):
    request, subject, gone = case
    keep_draft(desk, "take_in", {"name": NAME})
    _closed(desk, request)
    counts = erasure.erase(desk, gone)
    done = erasure.finish(desk)
    assert _left(desk) == []
    assert counts.erased["card"] == 1
    assert counts.erased["requests"] == 1
    assert counts.erased["consents"] == 1
    assert counts.spared == {}
    assert journal.verify(desk.database).sound
    assert Person.get_by_id(subject).erased_on == "2026-11-22"
    assert Destruction.get_by_id(gone).state == "erased"
    assert done.unreachable == ""
    assert not erasure.unfinished(desk)


def test_letters_to_clients_that_name_the_person_are_sealed_and_their_proofs_cleaned(desk, case):
    request, _subject, gone = case
    client = registers.save_client(desk, Client(0, "", Both("ООО «Заказчик»"), assignment="5"))
    leak = client_notices.report_leak(desk, client, desk.now())
    told = dict.fromkeys(("what", "data", "measures"), Both(f"{NAME}: {WORDS}", "x"))
    draft = client_papers.draft_notice(desk, leak, LanguageMode.RU, told)
    paper = client_notices.issue_client_notice(desk, leak, draft)
    proof = ("sent.eml", LETTER)
    client_notices.record_client_told(desk, leak, desk.now(), Channel.EMAIL, f"для {NAME}", proof)
    _closed(desk, request)
    erasure.erase(desk, gone)
    erasure.finish(desk)
    assert _left(desk) == []
    assert Document.get_by_id(paper.id).sealed
    assert [each.proof for each in client_notices.client_notices(desk)] == ["—"]


def test_the_case_stays_under_seal_and_opens_with_a_reason(desk, case):
    request, _subject, gone = case
    _closed(desk, request)
    paper = Destruction.get_by_id(gone).act_id
    before = papers.paper_bytes(desk, paper)
    erasure.erase(desk, gone)
    with pytest.raises(Refusal):
        papers.paper_bytes(desk, paper)
    with pytest.raises(Refusal) as refused:
        seals.open_paper(desk, paper, " ")
    assert refused.value.field == "reason"
    assert seals.open_paper(desk, paper, "запрос инспектора") == before
    letter = Attachment.get(Attachment.role == "letter")
    with pytest.raises(Refusal):
        cards.file_bytes(desk, letter.id)
    opened = seals.open_file(desk, letter.id, "запрос инспектора")
    assert (opened.content, opened.about["name"]) == (LETTER, "letter.eml")
    told = Attachment.get(Attachment.media_type == "application/json")
    opens, files = seals.under_seal(desk, gone)
    assert paper in opens
    assert {(letter.id, "letter"), (told.id, "case")} <= {(each.id, each.role) for each in files}
    assert Request.get_by_id(letter.request_id).number in {each.request for each in files}
    kept = json.loads(seals.open_file(desk, told.id, "спор").content)
    assert kept["request"][0]["text"] == f"{NAME}: {WORDS}"
    assert any(NAME in (event["note"] or "") for event in kept["events"])
    assert kept["consents"][0]["number"] == "consent/2026-001"
    newest = journal.page(desk.database, None, 1)[0]
    assert newest.action == "file.unsealed"


def test_a_file_that_comes_after_the_erasure_goes_under_seal(desk, case):
    request, _subject, gone = case
    _closed(desk, request)
    erasure.erase(desk, gone)
    late = requests.add_file(desk, request, f"{NAME}.txt", b"late")
    beside = destructions.add_destruction_file(desk, gone, f"{NAME}.pdf", b"late")
    assert [(row.name, bool(row.sealed)) for row in map(Attachment.get_by_id, (late, beside))] == [
        ("", True)
    ] * 2
    assert seals.open_file(desk, late, "спор").about["name"] == f"{NAME}.txt"


def test_notes_and_files_on_an_erased_case_lie_under_seal_and_no_page_holds_the_person(desk, case):
    """Everything about the person was written everywhere before the erasure, and again after it."""
    request, subject, gone = case
    consent = Consent.get(Consent.person == subject).id
    told = f"{NAME}, {WORDS}, {MAIL}"
    _written_everywhere(desk, request, consent, gone, told)
    keep_draft(desk, "place", {"open": [told]})
    other = Person.create(ref="person/2026-900", name="Иная", name_key="иная", email=MAIL).id
    requests.merge_people(desk, subject, other, told)
    _closed(desk, request)
    erasure.erase(desk, gone)
    _written_everywhere(desk, request, consent, gone, told)
    erasure.finish(desk)
    assert _left(desk) == []
    _papers, files = seals.under_seal(desk, gone)
    opened = [seals.open_file(desk, each.id, "запрос инспектора").content for each in files]
    assert opened.count(told.encode()) == 9, "three files before it, three notes and files after it"


def _written_everywhere(desk, request, consent, gone, told):
    """A note and a file on each record of the person."""
    requests.add_note(desk, request, told)
    requests.add_file(desk, request, f"{NAME}.txt", told.encode())
    add_consent_note(desk, consent, told)
    add_consent_file(desk, consent, f"{NAME}.txt", told.encode())
    destructions.add_destruction_note(desk, gone, told)
    destructions.add_destruction_file(desk, gone, f"{NAME}.txt", told.encode())


def test_an_old_request_goes_whole(desk, clock, case):
    request, _subject, gone = case
    old = _request(desk)
    Request.update(subject=Request.get_by_id(request).subject_id).where(Request.id == old).execute()
    Request.update(state="closed", closed="2023-01-10").where(Request.id == old).execute()
    _closed(desk, request)
    counts = erasure.erase(desk, gone)
    assert counts.erased["letters"] == 1
    file = Attachment.get(Attachment.request == old)
    assert (file.name, bytes(file.blob.content)) == ("", b"")


def test_the_dry_run_counts_what_the_erasure_meets_and_changes_nothing(desk, case):
    request, subject, gone = case
    _closed(desk, request)
    planned = erasure.dry_run(desk, [subject], gone)
    assert Person.get_by_id(subject).name == NAME
    assert Attachment.select().where(Attachment.sealed.is_null(False)).count() == 0
    real = erasure.erase(desk, gone)
    assert planned.erased == real.erased
    assert planned.sealed == real.sealed


def test_where_more_is_erased_than_the_act_foretold_a_supplement_is_issued(desk, case):
    request, _subject, gone = case
    order = Commission.create(
        number="order/2026-001", ordered="2026-11-20", since="2026-11-20", alone=1
    )
    chief = Member.create(
        commission=order, role="chairman", name_ru="Образцова В. П.", post_ru="предприниматель",
        since="2026-11-20",
    )  # fmt: skip
    DestructionMember.create(destruction=gone, member=chief)
    foretold = json.dumps({"requests": 0, "letters": 0, "card": 1})
    Destruction.update(commission=order, counts=foretold).where(Destruction.id == gone).execute()
    _closed(desk, request)
    erasure.erase(desk, gone)
    paper = Document.get(Document.form == "act_supplement")
    facts = json.loads(paper.facts)
    assert facts["lines"] == [["requests", 0, 1]]
    assert paper.sealed is None
    erasure.finish(desk)
    assert _left(desk) == []


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda case: Destruction.update(state="drawn_up").execute(), "notify the subjects"),
        (lambda case: None, "close the request"),
        (lambda case: Destruction.update(state="erased").execute(), "already been erased"),
    ],
)
def test_the_erasure_waits_for_what_comes_before(desk, case, spoil, sentence):
    spoil(case)
    before = journal.head(desk.database)
    with pytest.raises(Refusal, match=sentence):
        erasure.erase(desk, case[2])
    assert journal.head(desk.database) == before


@pytest.mark.parametrize("why", ["hold", "holding", "consent", "request"])
def test_who_is_still_held_is_spared_and_the_reason_told(desk, case, why):
    request, subject, gone = case
    _closed(desk, request)
    purpose = Purpose.get()
    if why == "hold":
        desk.database.execute_sql(
            "INSERT INTO hold (person, reason, since) VALUES (?, 'спор', '2026-11-01')", (subject,)
        )
    elif why == "holding":
        Holding.create(
            person=subject, purpose=purpose, ground="6.1.2", categories="[]", since="2026-01-01"
        )
    elif why == "consent":
        Consent.create(
            number="consent/2026-002", number_key=2026000002, person=subject, kind="marketing",
            purpose=purpose, purpose_code="site", categories="[]", given="2026-01-02",
            way="paper", state="active",
        )  # fmt: skip
    else:
        other = _request(desk)
        Request.update(subject=subject).where(Request.id == other).execute()
    counts = erasure.erase(desk, gone)
    ref = Person.get_by_id(subject).ref
    assert list(counts.spared) == [ref]
    assert Person.get_by_id(subject).name == NAME
    assert Erasure.select().count() == 0


def test_a_merged_card_goes_with_the_one_it_was_merged_into(desk, case):
    request, subject, gone = case
    other = Person.create(ref="person/2026-900", name=NAME, name_key="к", merged_into=subject)
    _closed(desk, request)
    erasure.erase(desk, gone)
    assert Person.get_by_id(other.id).name == ""


def test_older_backups_are_destroyed_here_and_in_the_second_folder(desk, case, tmp_path):
    second = tmp_path / "stick"
    second.mkdir()
    set_setting(desk, "backup_folder", str(second))
    backups.make_backup(desk)
    _closed(desk, case[0])
    erasure.erase(desk, case[2])
    done = erasure.finish(desk)
    assert done.destroyed == 1
    for folder in (desk.folder / "backups", second):
        assert [path.name for path in folder.glob("*.zip")] == [done.backup]
    for folder in (desk.folder, desk.folder / "backups", second):
        assert [line.ref for line in ledger.read([folder])] == [Person.get().ref]
    assert NAME not in (second / "erasures.json").read_text()


def test_a_second_folder_that_is_away_is_cleaned_when_it_comes_back(desk, case, tmp_path):
    second, away = tmp_path / "stick", tmp_path / "away"
    second.mkdir()
    set_setting(desk, "backup_folder", str(second))
    old = backups.make_backup(desk)
    second.rename(away)
    _closed(desk, case[0])
    erasure.erase(desk, case[2])
    assert erasure.finish(desk).unreachable == str(second)
    assert setting(desk, "stale_backups") == str(second)
    assert any("second folder" in text.msgid for text in upkeep.warnings_at_opening(desk))
    away.rename(second)
    backups.make_backup(desk)
    assert setting(desk, "stale_backups") == ""
    assert not (second / old.name).exists()


def test_a_restored_backup_does_not_bring_the_person_back(tmp_path, clock, kept):
    folder, passphrase, desk, (request, subject, gone) = kept
    old = tmp_path / "old.zip"
    shutil.copy(backups.make_backup(desk).path, old)
    newer = register_request(desk, intake(subject=person(name="Другой Иван Петрович")))
    newest_ref = Request.get_by_id(newer).subject.ref
    _closed(desk, request)
    erasure.erase(desk, gone)
    erasure.finish(desk)
    ref = Person.get_by_id(subject).ref
    upkeep.close_desk(desk)

    backups.restore(folder, old, clock=clock)
    again = upkeep.open_desk(folder, passphrase, clock=clock)
    assert again.brought_back == (ref,)
    pages = decrypted(again.database.path, again.database.key)
    assert [word for word in CANARIES if word in pages] == []
    assert Person.get(Person.ref == ref).name == ""
    assert journal.verify(again.database).sound
    assert any("restored backup" in text.msgid for text in upkeep.warnings_at_opening(again))
    fresh = register_request(again, intake(subject=person(name="Новый Пётр Ильич")))
    assert Request.get_by_id(fresh).subject.ref != ref
    assert newest_ref != ref
    upkeep.close_desk(again)

    third = upkeep.open_desk(folder, passphrase, clock=clock)
    assert third.brought_back == ()
    upkeep.close_desk(third)


def test_an_erasure_cut_short_is_finished_at_the_next_opening(clock, kept):
    folder, passphrase, desk, (request, _subject, gone) = kept
    _closed(desk, request)
    erasure.erase(desk, gone)
    desk.close()
    again = upkeep.open_desk(folder, passphrase, clock=clock)
    pages = decrypted(again.database.path, again.database.key)
    assert [word for word in CANARIES if word in pages] == []
    assert not erasure.unfinished(again)
    upkeep.close_desk(again)


def test_a_damaged_ledger_is_told_and_not_taken_for_none(tmp_path):
    (tmp_path / "erasures.json").write_text("{")
    with pytest.raises(Exception, match="ledger of erasures is damaged"):
        ledger.read([tmp_path])


def test_the_case_file_goes_when_its_term_is_over(desk, clock, case):
    request, _subject, gone = case
    _closed(desk, request)
    erasure.erase(desk, gone)
    with pytest.raises(Refusal, match="must be kept until"):
        erasure.erase_case(desk, gone)
    clock.set(2029, 11, 23, 9, 0)
    erasure.erase_case(desk, gone)
    paper = Destruction.get_by_id(gone).act
    assert (paper.state, paper.blob_id) == ("erased", None)
    assert Attachment.select().where(Attachment.sealed.is_null(False)).count() == 0 or all(
        file.consent_id for file in Attachment.select().where(Attachment.sealed.is_null(False))
    )
    assert journal.verify(desk.database).sound


def test_an_act_drawn_up_elsewhere_is_called_for_until_the_case_is_erased(desk, clock, case):
    request, _subject, gone = case
    done = date(2026, 11, 21)
    desk.database.execute_sql("UPDATE destruction SET request = NULL")
    requests.record_remedy(desk, request, None, "destruction", done, "Акт № 5 от 21.11.2026")
    _closed(desk, request)
    clock.set(2029, 11, 21, 12, 0)
    assert called(desk, "outside_acts").tolist() == []
    clock.set(2029, 11, 22, 12, 0)
    (call,) = [each for each in proposals(desk) if each.id == "outside_acts"]
    told = proposal_words(desk.catalogue("ru"), call)
    assert f"обращение {Request.get_by_id(request).number.partition('/')[2]}" in told
    erasure.erase(desk, gone)
    assert called(desk, "outside_acts").tolist() == []


def test_notices_that_answer_no_request_have_left_before_their_addresses_go(desk, case):
    request, _subject, gone = case
    _closed(desk, request)
    paper = Document.get_by_id(Destruction.get_by_id(gone).act_id)
    desk.database.execute_sql(
        "INSERT INTO document (destruction, form, form_version, number, languages, state, day, issued,"
        " facts, digest, blob) SELECT ?, 'notice_done', 1, 'notice/2026-900', 'ru', 'issued', day,"
        " issued, '{}', 'd', blob FROM document WHERE id = ?",
        (gone, paper.id),
    )
    with pytest.raises(Refusal) as refused:
        erasure.erase(desk, gone)
    assert refused.value.field == "sent"
    erasure.erase(desk, gone, "Заказным письмом 22 ноября")
    assert Destruction.get_by_id(gone).state == "erased"


def test_without_a_request_the_proof_of_the_consent_stays_under_seal(desk, case):
    _request, subject, gone = case
    with desk.database.atomic():
        desk.database.execute_sql("UPDATE destruction SET request = NULL")
        desk.database.execute_sql(
            "UPDATE request SET state = 'closed', closed = '2020-01-01', subject = ?", (subject,)
        )
    erasure.erase(desk, gone)
    told = Attachment.get(Attachment.destruction_id == gone, Attachment.role == "note")
    kept = json.loads(seals.open_file(desk, told.id, "спор").content)
    assert MAIL in kept["consents"][0]["evidence"]
    assert kept["people"][0]["name"] == NAME


def test_a_register_sealed_with_the_case_goes_with_it(desk, clock, case):
    request, _subject, gone = case
    days = (date(2026, 11, 1), desk.today(), LanguageMode.RU)
    paper = papers.issue(desk, papers.journal_requests(desk, *days))
    assert NAME in Document.get_by_id(paper.id).facts
    _closed(desk, request)
    erasure.erase(desk, gone)
    sealed = Document.get_by_id(paper.id)
    assert (sealed.sealed is None, sealed.destruction_id) == (False, gone)
    assert sealed.keep_until == Destruction.get_by_id(gone).act.keep_until
    clock.set(2029, 11, 23, 9, 0)
    assert paper.id in called(desk, "acts")
    erasure.erase_case(desk, gone)
    assert (Document.get_by_id(paper.id).state, called(desk, "acts").tolist()) == ("erased", [])


def test_a_register_sealed_after_a_restore_ends_too(desk, clock, case):
    request, subject, gone = case
    days = (date(2026, 11, 1), desk.today(), LanguageMode.RU)
    paper = papers.issue(desk, papers.journal_requests(desk, *days))
    _closed(desk, request)
    ledger.note(
        desk.folder, [ledger.Erased(Person.get_by_id(subject).ref, "2026-11-22", "withdrawal", "")]
    )
    erasure_replay.replay(desk)
    assert Document.get_by_id(paper.id).keep_until == "2029-11-22"
    clock.set(2029, 11, 26, 9, 0)
    erasure.erase_case(desk, gone)
    assert Document.get_by_id(paper.id).state == "erased"


CSV = "ФИО;E-mail;Телефон;Дата согласия;URL\n{rows}"
LINE = "Канарейкина Ульяна Фёдоровна;ULYANA@example.org;;{given};https://example.com/f"


def _imported(desk, *given):
    rows = "\n".join(LINE.format(given=day) for day in given)
    sheet = imports.read_sheet(CSV.format(rows=rows).encode())
    mapping = imports.guess_mapping(sheet.columns)
    plan = ImportPlan(mapping, purpose=Purpose.get().id, kind=ConsentKind.PROCESSING)
    return imports.dry_run(desk, sheet, plan)


def _with_category():
    """A purpose to import to; the number of the consent that is there makes way."""
    Consent.update(number="consent/2026-900").execute()
    PurposeCategory.create(purpose=Purpose.get(), category=Category.get())


def test_an_old_file_does_not_bring_the_person_back(desk, clock, case):
    _with_category()
    _closed(desk, case[0])
    erasure.erase(desk, case[2])
    erasure.finish(desk)
    clock.set(2026, 12, 1, 9, 0)
    old, same_day, later = _imported(desk, "2026-01-02", "2026-11-22", "2026-11-23").lines
    assert [line.fault.message for line in (old, same_day)] == [WAS_ERASED] * 2
    assert old.fault.params["day"] == date(2026, 11, 22)
    assert later.outcome == "new", "a consent given since is welcome"
    assert _left(desk) == []


def test_a_restored_backup_knows_who_was_erased(desk, clock, case):
    _with_category()
    _closed(desk, case[0])
    ref = Person.get_by_id(case[1]).ref
    ledger.note(desk.folder, [ledger.Erased(ref, "2026-11-10", "withdrawal", "")])
    erasure_replay.replay(desk)
    (line,) = _imported(desk, "2026-01-02").lines
    assert line.fault.params["day"] == date(2026, 11, 10)


def test_who_was_erased_may_still_get_advertising_he_agrees_to(desk, case):
    _closed(desk, case[0])
    erasure.erase(desk, case[2])
    assert listed_since(desk, [MAIL]) is None
