# SPDX-License-Identifier: Apache-2.0
"""Changes that hide where signatures are added: each is told as a change, by the check and on return."""

from __future__ import annotations

import io
import tracemalloc
import zlib
from collections.abc import Callable
from functools import cache

import pikepdf
import pytest
from asn1crypto.x509 import Certificate as Parsed
from pikepdf import Array, Dictionary, Name, Stream, String
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, fields, signers
from pyhanko.sign.validation.dss import DocumentSecurityStore

from desk.documents import packing, same_paper
from desk.documents.certificates import open_p12
from desk.documents.later_changes import TAKEN_OUT
from desk.documents.revisions import open_signed
from desk.documents.same_paper import differences, origin
from desk.documents.verifying import verify_pdf
from desk.domain.signatures import DOUBTFUL
from desk.domain.verdicts import Verdict
from desk.errors import Refusal
from tests.signers import PASSPHRASE, signer

from .test_signed_elsewhere import appended
from .test_signing import NAMES, _update, added_page, issued, roots, signed


@cache
def approved(content: bytes, field: str, *, new: bool = False) -> bytes:
    """Signed as another program would: without a rule about what may follow."""
    spec = fields.SigFieldSpec(field) if new else None
    out = io.BytesIO()
    signers.PdfSigner(
        PdfSignatureMetadata(field_name=field, subfilter=fields.SigSeedSubFilter.PADES),
        signer=signers.SimpleSigner.load_pkcs12_data(signer().p12, [], PASSPHRASE.encode()),
        new_field_spec=spec,
    ).sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(content)), existing_fields_only=not new, output=out
    )
    return out.getvalue()


def changed(content: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The file written anew with a change."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def _script() -> Dictionary:
    return Dictionary(PV=Dictionary(S=Name.JavaScript, JS=String("app.alert('!')")))


def _lay(pdf: pikepdf.Pdf, **more: object) -> None:
    widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("x"), **more)
    place = pdf.make_indirect(widget)
    pdf.pages[0].obj.Annots.append(place)
    pdf.Root.AcroForm.Fields.append(place)


def _box(pdf: pikepdf.Pdf) -> None:
    white = Stream(pdf, b"1 1 1 rg 0 0 595 842 re f", {"/BBox": [0, 0, 595, 842]})
    white.Type, white.Subtype = Name.XObject, Name.Form
    _lay(pdf, Rect=Array([0, 0, 595, 842]), AP=Dictionary(N=pdf.make_indirect(white)))


def _unseen_script(pdf: pikepdf.Pdf) -> None:
    value = pdf.make_indirect(Dictionary(Type=Name.DocTimeStamp, Contents=String(b"0" * 9)))
    _lay(pdf, Rect=Array([0, 0, 0, 0]), F=132, V=value, AA=_script())


def _joined_words(pdf: pikepdf.Pdf) -> None:
    """Without a space between them, two instructions are one that no reader knows."""
    contents = pdf.pages[0].obj.Contents
    before = contents.read_bytes()
    contents.write(before.replace(b"Tj T*", b"TjT*"))
    assert contents.read_bytes() != before


def _turned_above(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj.Rotate
    pdf.Root.Pages.Rotate = 180


def _script_above(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.AA = _script()


def _title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Приказ о премировании"


def _metadata(pdf: pikepdf.Pdf) -> None:
    xmp = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata = Stream(pdf, xmp.replace("Ответ".encode(), "Отказ".encode()))


def _viewer(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences = Dictionary(HideMenubar=True)


def _private(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.PieceInfo = Dictionary(X=Dictionary(Private=String("anything")))


def _rights(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Perms = Dictionary(UR3=Dictionary(Type=Name.Sig))


def _child(pdf: pikepdf.Pdf) -> None:
    parent = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("parent")))
    parent.Kids = Array([pdf.make_indirect(Dictionary(FT=Name.Tx, V=String("100"), Parent=parent))])
    pdf.Root.AcroForm.Fields.append(parent)


def _open_comment(pdf: pikepdf.Pdf) -> None:
    """A blank between two streams leaves the comment open, a line end closes it."""
    contents = pdf.pages[0].obj.Contents
    parts = (b"%", contents.read_bytes())
    pdf.pages[0].obj.Contents = Array([pdf.make_stream(part) for part in parts])


def _text_for_name(pdf: pikepdf.Pdf) -> None:
    faces = pdf.pages[0].obj.Resources.Font
    face = faces[next(iter(faces.keys()))]
    face.Subtype = String(str(face.Subtype))


def _moved_border(pdf: pikepdf.Pdf) -> None:
    """What two entries say is the name of one."""
    info = pdf.pages[0].obj.Resources
    info["/ProcSet/Font"] = info.Font
    del info.Font


def _bomb(pdf: pikepdf.Pdf) -> None:
    """Arrays that name the next one twice: 2^45 ways lead to the last."""
    each = pdf.make_indirect(Array([]))
    for _step in range(45):
        each = pdf.make_indirect(Array([each, each]))
    pdf.pages[0].obj.Resources.Extra = each


def _words_between(pdf: pikepdf.Pdf) -> None:
    """Words that belong to no statement of the metadata, and are shown by some readers."""
    xmp = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata = Stream(pdf, xmp.replace(b"<dc:title>", "<dc:title>Приказ".encode()))
    assert pdf.Root.Metadata.read_bytes() != xmp


def _other_language(pdf: pikepdf.Pdf) -> None:
    xmp = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata = Stream(pdf, xmp.replace(b'xml:lang="x-default"', b'xml:lang="vi"'))
    assert pdf.Root.Metadata.read_bytes() != xmp


def _drawn_anew(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.NeedAppearances = True


def _false_proof(pdf: pikepdf.Pdf) -> None:
    pdf.Root.DSS = Dictionary(Certs=Array([pdf.make_stream(b"payload")]))


def _act_for_proof(pdf: pikepdf.Pdf) -> None:
    pdf.Root.DSS = Dictionary(AA=_script())


def _false_version(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Extensions = Dictionary(X=Dictionary(OpenAction=1))


def _strange_resources(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.DR = Dictionary(AA=_script())


def _more_around(pdf: pikepdf.Pdf) -> None:
    _wrap(pdf, b"q", b"Q 0 0 595 842 re f")


def _wrap(pdf: pikepdf.Pdf, before: bytes, after: bytes) -> None:
    for page in pdf.pages:
        page.obj.Contents = Array(
            [pdf.make_stream(before), page.obj.Contents, pdf.make_stream(after)]
        )


HIDDEN = [
    _other_language, _false_proof, _act_for_proof, _false_version,
    _strange_resources, _more_around,
    _open_comment, _text_for_name, _moved_border, _bomb,
    _box, _unseen_script, _joined_words, _turned_above, _script_above, _title, _metadata, _viewer,
    _private, _rights, _child,
]  # fmt: skip


@pytest.mark.parametrize("change", HIDDEN, ids=lambda each: each.__name__)
def test_a_paper_changed_before_it_was_signed_elsewhere_is_told(change):
    assert differences(issued(), approved(issued(), "operator")) == ()
    assert differences(issued(), approved(changed(issued(), change), "operator"))


@pytest.mark.parametrize("change", [_words_between, _drawn_anew], ids=lambda each: each.__name__)
def test_what_only_some_programs_put_right_in_signing_is_told(change):
    assert differences(issued(), changed(issued(), change))


def test_a_page_whose_drawing_state_is_kept_around_it_is_the_same_page():
    wrapped = changed(issued(), lambda pdf: _wrap(pdf, b"q\n", b"\nQ\n"))
    assert differences(issued(), approved(wrapped, "operator")) == ()


def test_a_paper_that_unpacks_to_far_more_is_not_unpacked():
    def inflate(pdf: pikepdf.Pdf) -> None:
        drawn = pdf.pages[0].obj.Contents
        packed = zlib.compress(bytes(48 << 20).replace(b"\0", b" ") + drawn.read_bytes(), 1)
        drawn.write(packed, filter=Name.FlateDecode)

    content = changed(issued(), inflate)
    tracemalloc.start()
    (told,) = differences(issued(), content)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "far larger" in told.msgid
    assert most < 8 << 20


def test_a_file_that_unpacks_without_end_is_not_opened_to_tell_whose_it_is(monkeypatch):
    """The table of its objects is packed, too, and a library unpacks that as it opens the file."""
    table = zlib.compress(bytes(8 << 20))
    content = issued() + b"stream\n" + table
    assert origin(content) == origin(issued()) != ""
    for module in (packing, same_paper):
        monkeypatch.setattr(module, "MOST", 4 << 20)
    assert origin(content) == ""
    assert origin(issued()) != ""


def test_a_page_that_says_far_more_is_not_read():
    def repeat(pdf: pikepdf.Pdf) -> None:
        drawn = pdf.pages[0].obj.Contents
        drawn.write(b"q Q " * (1 << 20) + drawn.read_bytes())

    content = changed(issued(), repeat)
    tracemalloc.start()
    assert differences(issued(), content)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 16 << 20


@pytest.mark.parametrize("name", [b"/Tabs", b"/Rotate"])
def test_a_file_that_two_programs_read_differently_is_not_sound(name):
    with pikepdf.open(io.BytesIO(issued())) as pdf:
        page = pdf.pages[0].obj
        number, body = page.objgen[0], page.unparse(resolved=True)
    twice = body[: body.rindex(b">>")] + name + b" 0 " + name + b" 0 >>"
    content = appended(issued(), number, 0, twice)
    content = approved(content, "operator")
    report = verify_pdf(content, roots())
    assert not report.sound
    assert report.problem == DOUBTFUL
    assert DOUBTFUL in differences(issued(), content)


def other_count(writer: IncrementalPdfFileWriter) -> None:
    """Some readers show as many pages as the tree says there are."""
    pages = writer.root["/Pages"]
    pages["/Count"] = generic.NumberObject(0)
    writer.update_container(pages)


def test_a_file_that_says_it_has_fewer_pages_is_not_sound():
    content = approved(_update(issued(), other_count), "operator")
    assert verify_pdf(content, roots()).problem == DOUBTFUL


def false_widget(writer: IncrementalPdfFileWriter) -> None:
    """A place on the page that is not the field of the form."""
    annotations = writer.root["/Pages"]["/Kids"][0]["/Annots"]
    copy = generic.DictionaryObject(annotations[0].get_object())
    copy["/V"] = writer.add_object(generic.DictionaryObject())
    annotations[0] = writer.add_object(copy)
    writer.update_container(annotations)


@pytest.mark.parametrize("change", [other_count, false_widget], ids=lambda each: each.__name__)
def test_a_paper_changed_by_an_update_is_told(change):
    assert differences(issued(), _update(issued(), change))


# — after a signature that says nothing of what may follow —


def _new_place(writer: IncrementalPdfFileWriter, **more: generic.PdfObject) -> None:
    place = generic.DictionaryObject({
        generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
        generic.pdf_name("/Subtype"): generic.pdf_name("/Widget"),
        generic.pdf_name("/FT"): generic.pdf_name("/Sig"),
        generic.pdf_name("/T"): generic.pdf_string("more"),
        **{generic.pdf_name(f"/{name}"): value for name, value in more.items()},
    })  # fmt: skip
    reference = writer.add_object(place)
    form = writer.root["/AcroForm"]["/Fields"]
    form.append(reference)
    writer.update_container(form)
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Annots"].append(reference)
    writer.update_container(page["/Annots"])


def _numbers(*values: int) -> generic.ArrayObject:
    return generic.ArrayObject(map(generic.NumberObject, values))


def laid_over(writer: IncrementalPdfFileWriter) -> None:
    _new_place(writer, Rect=_numbers(0, 0, 595, 842))


def script(writer: IncrementalPdfFileWriter) -> None:
    action = generic.DictionaryObject({generic.pdf_name("/S"): generic.pdf_name("/JavaScript")})
    acts = generic.DictionaryObject({generic.pdf_name("/PV"): action})
    _new_place(writer, Rect=_numbers(0, 0, 0, 0), AA=acts)


def title(writer: IncrementalPdfFileWriter) -> None:
    info = {generic.pdf_name("/Title"): generic.pdf_string("Приказ о премировании")}
    writer.set_info(writer.add_object(generic.DictionaryObject(info)))


def metadata(writer: IncrementalPdfFileWriter) -> None:
    stream = writer.root["/Metadata"]
    xmp = stream.data.replace("Ответ".encode(), "Отказ".encode())
    more = generic.StreamObject(stream_data=xmp)
    writer.root["/Metadata"] = writer.add_object(more)
    writer.update_root()


def drawn_anew(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/AcroForm"]["/NeedAppearances"] = generic.BooleanObject(value=True)
    writer.update_container(writer.root["/AcroForm"])
    writer.update_root()


def not_measured(writer: IncrementalPdfFileWriter) -> None:
    """Corners that stand elsewhere are found by every reader."""
    corners = [writer.add_object(generic.NumberObject(each)) for each in (0, 0, 595, 842)]
    value = writer.add_object(generic.DictionaryObject())
    _new_place(writer, Rect=generic.ArrayObject(corners), V=value)


def false_proof(writer: IncrementalPdfFileWriter) -> None:
    stream = writer.add_object(generic.StreamObject(stream_data=b"payload"))
    certificates = generic.ArrayObject([stream])
    store = generic.DictionaryObject({generic.pdf_name("/Certs"): certificates})
    writer.root["/DSS"] = writer.add_object(store)
    writer.update_root()


def false_version(writer: IncrementalPdfFileWriter) -> None:
    inner = generic.DictionaryObject({generic.pdf_name("/OpenAction"): generic.NumberObject(1)})
    writer.root["/Extensions"] = generic.DictionaryObject({generic.pdf_name("/X"): inner})
    writer.update_root()


AFTER = [
    laid_over, script, title, metadata, drawn_anew, not_measured, false_proof, false_version,
]  # fmt: skip


@pytest.mark.parametrize("attack", AFTER, ids=lambda e: e.__name__)
@pytest.mark.parametrize("made", [lambda: approved(issued(), "operator"), lambda: signed(1, 2)])
def test_what_follows_a_signature_is_told(made, attack):
    content = made()
    assert not verify_pdf(content, roots()).changed_after
    after = _update(content, attack)
    assert verify_pdf(after, roots()).changed_after
    covered = approved(after, "later", new=True)
    assert verify_pdf(covered, roots()).signatures[0].verdict is Verdict.BROKEN


@pytest.mark.parametrize("made", [lambda: approved(issued(), "operator"), lambda: signed(1, 2)])
def test_a_stranger_s_stamp_laid_over_what_was_signed_is_told_by_its_name(made):
    covered = _update(made(), laid_over)
    report = verify_pdf(approved(covered, "more"), roots())
    first = report.signatures[0]
    assert (first.verdict, report.changed_after, report.sound) == (Verdict.BROKEN, True, False)
    (note,) = first.notes
    assert note.params == {"field": "more"}
    assert "visible" in note.msgid


def test_a_stamp_whose_signature_was_taken_out_is_told_also_by_who_signs_after_it():
    def take_out(writer: IncrementalPdfFileWriter) -> None:
        place = writer.root["/AcroForm"]["/Fields"][0]
        del place["/V"]
        writer.update_container(place)

    stripped = _update(signed(1, 2), take_out)
    for content in (stripped, approved(stripped, NAMES[1])):
        report = verify_pdf(content, roots())
        assert not report.sound
        assert report.worst.notes == (TAKEN_OUT,)


@pytest.mark.parametrize("made", [lambda: approved(issued(), "operator"), lambda: signed(1, 2)])
def test_proofs_for_later_may_be_added(made):
    """What a program for long-term checking writes: certificates, also per signature."""
    content = made()
    out = io.BytesIO(content)
    kept = bytes(open_signed(content).embedded_signatures[0].pkcs7_content)
    DocumentSecurityStore.add_dss(
        out, kept, certs=[Parsed.load(each) for each in (signer().der, signer().issuer)]
    )
    after = out.getvalue()
    assert len(after) > len(content)
    assert verify_pdf(after, roots()).sound
    assert differences(issued(2) if b"second" in content else issued(), after) == ()


def test_what_was_changed_after_a_signature_is_told_as_exactly_as_of_a_paper_that_comes_back():
    content = signed(1, 2)
    (found,) = verify_pdf(added_page(content), roots()).signatures
    (told,) = differences(content, added_page(content))
    assert [each.params for each in found.notes[1:]] == [told.params]


def test_another_place_may_be_signed_where_nobody_forbade_it():
    content = approved(approved(issued(), "operator"), "later", new=True)
    report = verify_pdf(content, roots())
    assert [each.verdict is Verdict.BROKEN for each in report.signatures] == [False, False]
    assert not report.changed_after


def test_bytes_behind_the_end_are_told():
    assert not verify_pdf(signed(1) + b"\n\n", roots()).changed_after
    assert verify_pdf(signed(1) + b"payload\n", roots()).changed_after


def _filled(kind: str, subfilter: str) -> Callable[[pikepdf.Pdf], None]:
    """What looks like a signature in the second place and is none, with a stamp drawn over it."""

    def change(pdf: pikepdf.Pdf) -> None:
        place = next(each for each in pdf.Root.AcroForm.Fields if each.T == "second")
        place.V = pdf.make_indirect(
            Dictionary(Type=Name(kind), SubFilter=Name(subfilter), Contents=String(b"0" * 30))
        )
        stamp = Stream(pdf, b"0 0 100 30 re f", {"/BBox": [0, 0, 100, 30]})
        place.AP = Dictionary(N=pdf.make_indirect(stamp))

    return change


@pytest.mark.parametrize("kind", ["/Sig", "/DocTimeStamp"])
@pytest.mark.parametrize("subfilter", ["/No.Such", "/ETSI.RFC3161", "/adbe.x509.rsa_sha1"])
def test_a_stamp_without_a_signature_is_no_signature(kind, subfilter):
    content = approved(changed(issued(2), _filled(kind, subfilter)), "operator")
    assert not verify_pdf(content, roots()).sound


def test_a_signature_of_an_unknown_kind_is_told_and_not_passed_over():
    content = approved(issued(), "operator").replace(
        b"/ETSI.CAdES.detached", b"/ETSI.CAdXS.detached"
    )
    (found,) = verify_pdf(content, roots()).signatures
    assert (found.field, found.verdict) == ("operator", Verdict.BROKEN)


def test_what_is_written_into_the_room_a_signature_left_is_told():
    content = approved(issued(), "operator")
    at = content.index(b">", content.rindex(b"/Contents <")) - 9
    spoilt = content[:at] + b"A" + content[at + 1 :]
    assert verify_pdf(spoilt, roots()).signatures[0].verdict is Verdict.BROKEN


def test_a_file_that_acts_by_itself_is_no_archive_file():
    assert verify_pdf(issued()).archival

    def act(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.AA = Dictionary(O=_script().PV)

    assert not verify_pdf(changed(issued(), act)).archival


@pytest.mark.parametrize("use", [{"bits": 1024}, {"use": "secrecy"}], ids=str)
def test_a_key_that_is_short_or_not_meant_to_sign_is_refused(use):
    with pytest.raises(Refusal) as refused:
        open_p12(signer("Слабый", order=9, **use).p12, PASSPHRASE)
    assert refused.value.field == "p12"


def test_a_name_in_a_certificate_is_shown_without_signs_nobody_sees():
    name = open_p12(signer("Образ\u202eцова\x00\nВ. П.").p12, PASSPHRASE).certificate.name
    assert name == "Образцова В. П."
