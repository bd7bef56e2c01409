# SPDX-License-Identifier: Apache-2.0
"""Signed pages that come back: matched by their codes, told in words, kept as one act or not at all."""

from __future__ import annotations

from datetime import date

import pytest
from PIL import Image

from desk.domain.kinds import DemandKind
from desk.domain.numbering import printed_number
from desk.domain.scans import PageState, Place, ReadPage, Stack, StackFile, Tick
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.paper import papers
from desk.services.signature import scans
from desk.storage.models import Attachment, Blob, Document, Event, Journal, ScanPage, Signature
from tests import scanner
from tests.services.test_papers import RU, issued, register

DAY = date(2026, 11, 22)
LONG = Both("Карточка клиента, переписка, договор. " * 110)


def record(desk, shown=LONG):
    """An issued record of inspection: three pages, two signatures on the last one."""
    id = register(desk, demands=(DemandKind.INSPECT,))
    return issued(desk, "inspection_record", id, passages={"shown": shown}, inspected_on=DAY)


def marks(desk, paper):
    row = Document.get_by_id(paper.id)
    return [
        f"DESK1 {row.number} {row.digest[:12]} {page}/{row.pages}".upper()
        for page in range(1, row.pages + 1)
    ]


def stack(*codes, files=1, content=b"scan"):
    """A stack as if it had been read; each page has the codes given."""
    made = tuple(
        StackFile(f"scan{number}.pdf", content + bytes([number])) for number in range(files)
    )
    pages = (
        ReadPage(at * files // len(codes), at + 1, (code,) if isinstance(code, str) else code)
        for at, code in enumerate(codes)
    )
    return Stack(made, tuple(pages))


def states(sorting):
    return [page.state for page in sorting.pages]


def sign_places(paper, *names):
    for name in names:
        Signature.create(document=paper.id, field=name, role="member", name_ru=name)


def test_pages_find_their_papers_whatever_their_order(desk):
    one, two = record(desk), record(desk)
    codes = [*reversed(marks(desk, one)), *marks(desk, two)]
    sorting = scans.match_pages(desk, stack(*codes))
    assert states(sorting) == [PageState.FOUND] * 6
    assert [(page.document, page.n, page.of) for page in sorting.pages] == [
        (one.id, 3, 3), (one.id, 2, 3), (one.id, 1, 3), (two.id, 1, 3), (two.id, 2, 3), (two.id, 3, 3),
    ]  # fmt: skip
    assert [paper.brief.id for paper in sorting.papers] == [one.id, two.id]
    assert dict(sorting.papers[0].places) == {"operator": 3, "subject": 3}
    assert not ScanPage.select().exists()


def test_what_is_no_page_of_a_standing_paper_says_why(desk):
    void, old, paper = record(desk), record(desk), record(desk)
    gone = marks(desk, void)[0]
    papers.void(desk, void.id, "опечатка")
    draft = papers.draft(desk, "inspection_record", RU, old.request, passages={"shown": LONG},
                         inspected_on=DAY, replaces=old.id)  # fmt: skip
    replaced = marks(desk, old)[0]
    new = papers.replace(desk, old.id, draft, "опечатка")
    mine = marks(desk, paper)
    other = mine[0].replace(mine[0].split()[2], "0" * 12)
    longer = mine[0].replace("1/3", "1/4")
    beyond = mine[0].replace("1/3", "4/3")
    sorting = scans.match_pages(
        desk,
        stack(
            gone, replaced, other, longer, beyond, "DESK1 RECORD/2031-001 0123456789AB 1/1",
            "DESK1 INSPECTION_RECORD 0123456789AB 1/1", "https://example.com", (), tuple(mine[:2]), mine[0], mine[0],
        ),
    )  # fmt: skip
    assert states(sorting) == [
        PageState.VOID, PageState.REPLACED, PageState.STALE, PageState.STALE, PageState.STALE,
        PageState.UNKNOWN, PageState.SPECIMEN, PageState.FOREIGN, PageState.UNREADABLE,
        PageState.SEVERAL, PageState.FOUND, PageState.COPY,
    ]  # fmt: skip
    words = desk.catalogue("en")
    told = [words.tell(page.told) for page in sorting.pages]
    assert printed_number(new.number) == told[1].split("by No. ")[1].split()[0]
    assert "000000000000" in told[2]
    assert "https://example.com" in told[7]
    assert [paper.brief.id for paper in sorting.papers] == [paper.id]


def test_the_issued_file_itself_is_no_scan(desk):
    paper = record(desk)
    content = papers.paper_bytes(desk, paper.id)
    read = scans.read_stack([StackFile("record.pdf", content + b"% signed later")])
    stored = scans.match_pages(desk, read)
    assert states(stored) == [PageState.STORED] * 3
    assert "receive it as a signed file" in stored.pages[0].told.msgid


def test_a_stack_is_kept_with_its_files_pages_and_signatures(desk):
    paper = record(desk)
    sign_places(paper, "operator", "subject")
    codes = marks(desk, paper)
    sorting = scans.match_pages(desk, stack(*codes, files=3))
    [taken] = scans.take_back(desk, sorting, ticks=[Tick(paper.id, "operator", DAY)])
    assert (taken.pages, taken.missing, taken.signed) == ((1, 2, 3), (), 1)
    files = list(Attachment.select().where(Attachment.role == "scan"))
    assert [(file.name, file.document_id, file.request_id) for file in files] == [
        (f"scan{number}.pdf", paper.id, paper.request) for number in range(3)
    ]
    row = Signature.get(Signature.field == "operator")
    assert (row.state, row.signed_on, row.page, row.actor) == ("pen", "2026-11-22", 3, desk.actor)
    assert row.attachment_id == files[2].id
    assert papers.paper_brief(desk, paper.id).signature == ""
    # The last one signs later: the same sheet comes back once more.
    later = scans.match_pages(desk, stack(codes[2], content=b"later"))
    assert states(later) == [PageState.AGAIN]
    scans.take_back(desk, later, ticks=[Tick(paper.id, "subject", DAY)])
    assert papers.paper_brief(desk, paper.id).signature == "pen"
    assert Event.select().where(Event.kind == "scan_back").count() == 2
    entry = Journal.select().where(Journal.action == "paper.scanned").first()
    assert entry.ref == paper.number


def test_a_paper_without_a_list_of_signers_is_marked_as_a_whole(desk):
    paper = record(desk)
    sorting = scans.match_pages(desk, stack(*marks(desk, paper)))
    scans.take_back(desk, sorting, ticks=[Tick(paper.id, "", DAY)])
    brief = papers.paper_brief(desk, paper.id)
    assert (brief.signature, brief.signed_on) == ("pen", "2026-11-22")


def test_nobody_signs_while_a_page_is_missing_and_nothing_is_half_kept(desk):
    paper, whole = record(desk), record(desk)
    sign_places(paper, "operator")
    codes = [*marks(desk, whole), *marks(desk, paper)[:1], *marks(desk, paper)[2:]]
    sorting = scans.match_pages(desk, stack(*codes))
    before = [table.select().count() for table in (Attachment, ScanPage, Event, Journal, Blob)]
    with pytest.raises(Refusal) as refusal:
        scans.take_back(desk, sorting, ticks=[Tick(paper.id, "operator", DAY)])
    assert refusal.value.params["pages"] == "2"
    assert before == [
        table.select().count() for table in (Attachment, ScanPage, Event, Journal, Blob)
    ]
    done = scans.take_back(desk, sorting)
    assert [each.missing for each in done] == [(), (2,)]
    rest = scans.match_pages(desk, stack(marks(desk, paper)[1], content=b"rest"))
    scans.take_back(desk, rest, ticks=[Tick(paper.id, "operator", DAY)])
    assert papers.paper_brief(desk, paper.id).signature == "pen"


def test_a_page_is_placed_by_hand_only_where_its_code_says_nothing(desk):
    paper, other = record(desk), record(desk)
    codes = marks(desk, paper)
    stale = codes[0].replace(codes[0].split()[2], "0" * 12)
    sorting = scans.match_pages(desk, stack(codes[0], codes[1], (), stale))
    for at, place in ((1, Place(other.id, 2)), (3, Place(paper.id, 3)), (2, Place(paper.id, 1)), (2, Place(paper.id, 4))):  # fmt: skip
        with pytest.raises(Refusal) as refusal:
            scans.take_back(desk, sorting, {at: place})
        assert refusal.value.field == "place"
        assert not ScanPage.select().exists()
    [taken] = scans.take_back(desk, sorting, {2: Place(paper.id, 3)})
    assert taken.pages == (1, 2, 3)
    assert [row.by_hand for row in ScanPage.select().order_by(ScanPage.page)] == [0, 0, 1]


def test_a_page_may_be_left_out_and_an_empty_stack_keeps_nothing(desk):
    paper = record(desk)
    sorting = scans.match_pages(desk, stack(*marks(desk, paper)))
    [taken] = scans.take_back(desk, sorting, {1: None})
    assert taken.pages == (1, 3)
    with pytest.raises(Refusal, match="nothing to keep"):
        scans.take_back(desk, sorting, {0: None, 1: None, 2: None})
    with pytest.raises(Refusal, match="nothing to keep"):
        scans.take_back(desk, scans.match_pages(desk, stack((), "elsewhere")))


def test_a_paper_voided_meanwhile_takes_nothing(desk):
    paper = record(desk)
    sorting = scans.match_pages(desk, stack(*marks(desk, paper)))
    papers.void(desk, paper.id, "опечатка")
    with pytest.raises(Refusal, match="is void"):
        scans.take_back(desk, sorting)


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2026, 11, 23)])
def test_nobody_signs_before_the_paper_or_tomorrow(desk, day):
    paper = record(desk)
    sign_places(paper, "operator")
    sorting = scans.match_pages(desk, stack(*marks(desk, paper)))
    with pytest.raises(Refusal) as refusal:
        scans.take_back(desk, sorting, ticks=[Tick(paper.id, "operator", day)])
    assert refusal.value.field == "on"


def test_a_page_placed_wrongly_is_taken_off_with_a_reason(desk):
    paper = record(desk)
    sign_places(paper, "operator", "subject")
    codes = marks(desk, paper)
    sorting = scans.match_pages(desk, stack(codes[0], codes[1], (), files=3))
    scans.take_back(desk, sorting, {2: Place(paper.id, 3)}, [Tick(paper.id, "operator", DAY)])
    with pytest.raises(Refusal) as refusal:
        scans.detach_page(desk, paper.id, 3, " ")
    assert refusal.value.field == "reason"
    scans.detach_page(desk, paper.id, 3, "лист чужого акта")
    assert Signature.get(Signature.field == "operator").state == "none"
    assert [row.page for row in ScanPage.select().order_by(ScanPage.page)] == [1, 2]
    assert [file.name for file in Attachment.select()] == ["scan0.pdf", "scan1.pdf"]
    # Only the files of the two pages and the issued paper are left.
    assert Blob.select().count() == 3
    with pytest.raises(Refusal):
        scans.detach_page(desk, paper.id, 3, "ещё раз")


def test_a_paper_all_have_signed_gives_no_page_back(desk):
    paper = record(desk)
    sign_places(paper, "operator")
    sorting = scans.match_pages(desk, stack(*marks(desk, paper)))
    scans.take_back(desk, sorting, ticks=[Tick(paper.id, "operator", DAY)])
    with pytest.raises(Refusal, match="Everybody has signed"):
        scans.detach_page(desk, paper.id, 3, "ошибка")


def test_the_same_stack_twice_is_one_file(desk):
    paper = record(desk)
    read = stack(*marks(desk, paper))
    for _time in range(2):
        scans.take_back(desk, scans.match_pages(desk, read))
    assert Attachment.select().where(Attachment.role == "scan").count() == 1


def test_papers_waiting_for_a_signature_are_offered_those_of_the_stack_first(desk):
    one, two, signed = record(desk), record(desk), record(desk)
    papers.mark_signed(desk, signed.id, DAY)
    sorting = scans.match_pages(desk, stack(marks(desk, one)[0]))
    assert [brief.id for brief in scans.waiting(desk, sorting)] == [one.id, two.id]


def test_a_real_stack_read_in_its_own_process(desk, tmp_path):
    paper = record(desk)
    sheets = scanner.sheets(papers.paper_bytes(desk, paper.id))
    flaws = (
        scanner.Flaws(dots=150, skew=2.0),
        scanner.Flaws(upside_down=True),
        scanner.Flaws(covered=True),
    )
    images = [scanner.scanned(*each) for each in zip(sheets, [25] * 3, flaws, strict=True)]
    back = Image.new("L", images[0].size, 244)
    files = [
        StackFile("a.pdf", scanner.pdf([images[0], back])),
        StackFile("b.tif", scanner.tiff([images[1], images[2]])),
        StackFile("c.png", b"\x89PNG\r\n\x1a\n broken"),
    ]
    seen: list[tuple[int, int]] = []
    read = scans.read_stack(files, lambda done, total: seen.append((done, total)))
    sorting = scans.match_pages(desk, read)
    assert states(sorting) == [
        PageState.FOUND, PageState.EMPTY, PageState.FOUND, PageState.UNREADABLE, PageState.DAMAGED,
    ]  # fmt: skip
    assert [(page.file, page.read.page) for page in sorting.pages][2:4] == [
        ("b.tif", 1),
        ("b.tif", 2),
    ]
    assert seen[-1] == (5, 5)
    assert all(page.read.picture[:2] == b"\xff\xd8" for page in sorting.pages[:4])


def test_reading_stops_when_it_is_told_to(desk):
    class Enough(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        scans.read_stack([StackFile("a.png", b"\x89PNG\r\n\x1a\n")], stop)
