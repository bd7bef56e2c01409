# SPDX-License-Identifier: Apache-2.0
"""Signatures that hold: pyHanko and poppler agree, earlier ones stay valid, and what was changed is caught."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from functools import cache
from hashlib import sha256

import pikepdf
import pytest
from cryptography.x509 import load_der_x509_certificate
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, signers

from desk.documents.certificates import open_p12, read_certificate
from desk.documents.certificates import test_p12 as make_test_p12
from desk.documents.fields import with_fields
from desk.documents.flowables import Place
from desk.documents.render import render
from desk.documents.revisions import open_signed
from desk.documents.same_paper import differences, origin
from desk.documents.signing import sign_field
from desk.documents.verifying import verify_pdf
from desk.domain.kinds import LanguageMode
from desk.domain.signing import StampText
from desk.domain.verdicts import Verdict
from desk.errors import Refusal
from tests.poppler import Poppler
from tests.signers import NOW, PASSPHRASE, signer

from .sample import facts, returning, try_words

NAMES = ("operator", "second", "third", "fourth", "fifth")


@cache
def issued(places: int = 2) -> bytes:
    """An issued paper with so many places to sign, the first of its own."""
    made = render(returning(), facts(), LanguageMode.RU, state="issued", words=try_words)
    more = [
        Place(name, 1, (60 + 120 * at, 40, 170 + 120 * at, 76))
        for at, name in enumerate(NAMES[1:places])
    ]
    return with_fields(made.content, more, made.digest)


def stamp(name: str) -> StampText:
    return StampText(("Подписано электронной подписью", name, "22 ноября 2026 г., 12:00"))


@cache
def signed(count: int = 2, places: int = 0) -> bytes:
    content = issued(places or count)
    for at, name in enumerate(NAMES[:count], 1):
        who = signer(f"Подписант {at}", order=at)
        content = sign_field(
            content, name, open_p12(who.p12, PASSPHRASE), stamp(f"Щёголев {at}"), NOW
        )
    return content


def roots() -> list[bytes]:
    return [signer().issuer]


@pytest.mark.parametrize("count", [1, 2, 5])
def test_every_signature_holds_for_us_and_for_poppler_also_after_the_last(count, tmp_path):
    content = signed(count)
    report = verify_pdf(content, roots())
    assert [each.field for each in report.signatures] == list(NAMES[:count])
    assert {each.verdict for each in report.signatures} == {Verdict.VALID}
    assert all(each.covers_whole and each.trusted for each in report.signatures)
    assert report.sound
    assert not report.changed_after
    poppler = Poppler(tmp_path / "poppler")
    assert poppler.verify(content) == [(name, True, True) for name in NAMES[:count]]
    told = poppler.tell(content)
    assert told.count("Not total document signed") == count - 1, told
    assert told.count("ETSI.CAdES.detached") == count
    assert content.startswith(issued(count)), "the issued bytes stay as they were"


def test_a_signed_paper_still_keeps_to_its_archive_format(tmp_path):
    assert verify_pdf(signed(1), roots()).archival
    path = tmp_path / "paper.pdf"
    path.write_bytes(signed(1))
    ran = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True)
    lines = ran.stdout.splitlines()[2:]
    assert lines
    assert all(line.split()[-5] == "yes" for line in lines), ran.stdout


def test_the_stamp_is_read_in_cyrillic(tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(signed(1))
    ran = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    assert "Подписано электронной подписью" in ran.stdout.decode()
    assert "Щёголев 1" in ran.stdout.decode()


def test_an_issuer_nobody_trusts_is_told_and_a_self_signed_one_too():
    report = verify_pdf(signed(1))
    assert report.signatures[0].verdict is Verdict.UNKNOWN
    assert report.sound
    key = open_p12(make_test_p12("Проба", "x", NOW), "x")
    content = sign_field(issued(), "operator", key, stamp("Проба"), NOW)
    found = verify_pdf(content, roots()).signatures[0]
    assert (found.verdict, found.certificate.test) == (Verdict.UNKNOWN, True)
    assert "test certificate" in found.notes[0].msgid


def test_a_certificate_that_had_ended_is_trusted_no_more():
    key = open_p12(signer("Давний", since=-400, order=2).p12, PASSPHRASE)
    content = sign_field(issued(), "operator", key, stamp("Давний"), NOW)
    found = verify_pdf(content, roots()).signatures[0]
    assert not found.trusted
    assert any("not in force" in each.msgid for each in found.notes)


# — attacks —


def _update(content: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    writer = IncrementalPdfFileWriter.from_reader(open_signed(content))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _page(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    return writer.root["/Pages"]["/Kids"][0]


def _drawn(writer: IncrementalPdfFileWriter, data: bytes) -> generic.IndirectObject:
    return writer.add_object(generic.StreamObject(stream_data=data))


def incremental_saving(content: bytes) -> bytes:
    def change(writer):
        page = _page(writer)
        page["/Contents"] = _drawn(writer, b"0 0 0 rg 50 50 200 200 re f")
        writer.update_container(page)

    return _update(content, change)


def added_page(content: bytes) -> bytes:
    def change(writer):
        pages = writer.root["/Pages"]
        more = generic.DictionaryObject(_page(writer))
        pages["/Kids"].append(writer.add_object(more))
        pages["/Count"] = generic.NumberObject(2)
        writer.update_container(pages)

    return _update(content, change)


def swapped_fields(content: bytes) -> bytes:
    def change(writer):
        first, second, *_ = (each.get_object() for each in writer.root["/AcroForm"]["/Fields"])
        one, two = first.raw_get("/V"), second.raw_get("/V")
        first["/V"], second["/V"] = two, one
        writer.update_container(first)
        writer.update_container(second)

    return _update(content, change)


def flipped(content: bytes) -> bytes:
    at = content.index(b"stream") + 40
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def replaced_object(content: bytes) -> bytes:
    """The text of the page is drawn anew under the same object number."""

    def change(writer):
        page = _page(writer)
        reference = page.raw_get("/Contents")
        writer.objects[(reference.generation, reference.idnum)] = generic.StreamObject(
            stream_data=b"BT ET"
        )

    return _update(content, change)


def wrapped(content: bytes) -> bytes:
    """The signed second part is moved to the end, and something else is put in its place."""
    mark = content.rindex(b"/ByteRange")
    end = content.index(b"]", mark)
    parts = [int(each) for each in content[content.index(b"[", mark) + 1 : end].split()]
    tail = content[parts[2] : parts[2] + parts[3]]
    inserted = b"\n9999 0 obj << /Evil true >> endobj\n"
    moved = parts[2] + len(inserted)
    told = f"/ByteRange [{parts[0]} {parts[1]} {moved} {parts[3]}".encode()
    told = told.ljust(end - mark) + b"]"
    whole = content[:mark] + told + content[end + 1 :]
    return whole[: parts[2]] + inserted + tail


def _covered(content: bytes) -> bytes:
    """What an attacker prepares before it is signed: a cover drawn over the page."""

    def change(writer):
        page = _page(writer)
        cover = writer.add_object(
            generic.DictionaryObject(
                {
                    generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
                    generic.pdf_name("/Subtype"): generic.pdf_name("/Square"),
                    generic.pdf_name("/Rect"): generic.ArrayObject(
                        map(generic.NumberObject, (50, 500, 500, 700))
                    ),
                }
            )
        )
        page["/Annots"].append(cover)
        writer.update_container(page["/Annots"])
        writer.update_container(page)

    return _update(content, change)


def _uncover(content: bytes) -> bytes:
    def change(writer):
        page = _page(writer)
        page["/Annots"].pop()
        writer.update_container(page["/Annots"])
        writer.update_container(page)

    return _update(content, change)


def _sign(content: bytes) -> bytes:
    return sign_field(content, "operator", open_p12(signer().p12, PASSPHRASE), stamp("Жертва"), NOW)


def shadow_hide(_content: bytes) -> bytes:
    return _uncover(_sign(_covered(issued())))


def shadow_replace(_content: bytes) -> bytes:
    """A field filled in before, emptied after."""

    def filled(text: str) -> Callable[[IncrementalPdfFileWriter], None]:
        def change(writer):
            form = writer.root["/AcroForm"]
            every = [each.get_object() for each in form["/Fields"]]
            known = [each for each in every if each.get("/FT") == "/Tx"]
            field = (
                known[0]
                if known
                else generic.DictionaryObject(
                    {
                        generic.pdf_name("/FT"): generic.pdf_name("/Tx"),
                        generic.pdf_name("/T"): generic.pdf_string("sum"),
                    }
                )
            )
            field["/V"] = generic.pdf_string(text)
            if known:
                writer.update_container(field)
                return
            form["/Fields"].append(writer.add_object(field))
            writer.update_container(form["/Fields"])
            writer.update_root()

        return change

    return _update(_sign(_update(issued(), filled("100"))), filled("900"))


def shadow_hide_and_replace(_content: bytes) -> bytes:
    """A second set of pages lies hidden in the signed file, and the root is turned to it later."""

    def hidden(writer):
        page = generic.DictionaryObject(_page(writer))
        page["/Contents"] = _drawn(writer, b"BT ET")
        del page["/Annots"]
        pages = generic.DictionaryObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/Pages"),
                generic.pdf_name("/Kids"): generic.ArrayObject([writer.add_object(page)]),
                generic.pdf_name("/Count"): generic.NumberObject(1),
            }
        )
        writer.root["/Shadow"] = writer.add_object(pages)
        writer.update_root()

    def turned(writer):
        writer.root["/Pages"] = writer.root.raw_get("/Shadow")
        writer.update_root()

    return _update(_sign(_update(issued(), hidden)), turned)


ATTACKS = [
    flipped,
    added_page,
    replaced_object,
    swapped_fields,
    incremental_saving,
    shadow_hide,
    shadow_replace,
    shadow_hide_and_replace,
    wrapped,
]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda each: each.__name__)
def test_an_attack_is_caught_by_the_check_of_the_signatures(attack):
    report = verify_pdf(attack(signed()), roots())
    assert not report.sound
    assert report.changed_after or report.problem


@pytest.mark.parametrize(
    "attack",
    [added_page, replaced_object, incremental_saving, shadow_hide_and_replace, shadow_replace],
    ids=lambda each: each.__name__,
)
def test_what_was_changed_is_told_when_the_paper_comes_back(attack):
    assert differences(issued(), attack(signed()))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda root: root.pop("/OutputIntents"), "The part “{part}” of the paper is gone."),
        (lambda root: root.update({"/PageMode": pikepdf.Name.UseOutlines}), "was changed."),
        (lambda root: root.update({"/OpenAction": pikepdf.Dictionary()}), "now has a part"),
    ],
)
def test_a_part_of_the_file_is_told_to_be_gone_changed_or_new(change, told):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(issued())) as pdf:
        parts = dict(pdf.Root.items())
        before = set(parts)
        change(parts)
        for name in before - set(parts):
            del pdf.Root[name]
        for name, value in parts.items():
            pdf.Root[name] = value
        pdf.save(out)
    (found,) = differences(issued(), out.getvalue())
    assert told in found.msgid


def test_a_cover_laid_over_the_paper_before_it_was_signed_is_told():
    told = differences(issued(), _sign(_covered(issued())))
    assert [each.msgid for each in told] == ["On page {page} something was laid over the paper."]


def test_a_paper_that_was_only_signed_differs_in_nothing_also_when_written_anew():
    assert differences(issued(), signed()) == ()
    assert origin(signed()) == origin(issued()) != ""
    with pikepdf.open(io.BytesIO(signed())) as pdf:
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert differences(issued(), out.getvalue()) == ()


@pytest.mark.parametrize("junk", [b"", b"%PDF-1.7", b"\0" * 4000, b"hello"])
def test_what_is_no_pdf_is_told_so(junk):
    assert verify_pdf(junk).problem is not None
    assert differences(issued(), junk)
    assert origin(junk) == ""


@pytest.mark.parametrize("password", ["", "x"])
def test_a_protected_file_is_told_to_be_one(password):
    with pikepdf.open(io.BytesIO(signed(1))) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user=password))
    assert "is protected" in verify_pdf(out.getvalue()).problem.msgid


# — keys —


def test_a_wrong_passphrase_a_curve_and_what_is_no_key_are_refused():
    good = signer()
    for content, passphrase, words, field in (
        (good.p12, "другая", "passphrase does not open", "p12_passphrase"),
        (good.p12, "", "passphrase does not open", "p12_passphrase"),
        (b"junk", "x", "not a PKCS#12", "p12"),
        (signer("Кривая", curve=True, order=3).p12, PASSPHRASE, "Only RSA", "p12"),
    ):
        with pytest.raises(Refusal, match=words) as refused:
            open_p12(content, passphrase)
        assert refused.value.field == field
        assert PASSPHRASE not in repr(refused.value)


def test_a_test_certificate_takes_a_long_russian_name():
    name = "Индивидуальный предприниматель Вымышленная-Примерова Ольга Вымысловна"
    key = open_p12(make_test_p12(name, "x", NOW), "x")
    assert key.certificate.name == name[:64]
    assert key.certificate.test


def test_a_key_tells_nothing_of_itself():
    key = open_p12(signer().p12, PASSPHRASE)
    assert str(key.key) not in repr(key)
    assert "PRIVATE" not in repr(key)


def test_certificates_are_read_from_both_ways_of_writing_them():
    assert read_certificate(signer().pem) == signer().der == read_certificate(signer().der)
    with pytest.raises(Refusal, match="not a certificate"):
        read_certificate(b"junk")


def test_a_place_signed_already_or_unknown_is_refused():
    key = open_p12(signer().p12, PASSPHRASE)
    with pytest.raises(Refusal, match="already"):
        sign_field(signed(1, 2), "operator", key, stamp("Ещё раз"), NOW)
    with pytest.raises(Refusal, match="no place"):
        sign_field(issued(), "nobody", key, stamp("Ещё раз"), NOW)


@pytest.mark.parametrize("name", ["Примерная Анна Сергеевна", "Примерная " * 300])
def test_the_stamp_is_large_enough_to_read_with_a_long_number_and_an_endless_name(tmp_path, name):
    lines = (
        "Подписано электронной подписью",
        name,
        "Специалист",
        "26 ноября 2026 г., 20:16 (UTC+03:00)",
        "Сертификат № 65B47D6D499D15BBCB1D1690255F392F4E4A74F7",
    )
    key = open_p12(signer("Подписант 2", order=2).p12, PASSPHRASE)
    signed = sign_field(issued(1), "operator", key, StampText(lines), NOW)
    path = tmp_path / "paper.pdf"
    path.write_bytes(signed)
    ran = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True)
    words = re.findall(r'yMin="([\d.]+)".*?yMax="([\d.]+)">([^<]*)<', ran.stdout.decode())
    sizes = [float(low) - float(top) for top, low, said in words if "UTC" in said]
    assert sizes, words
    assert min(sizes) >= 5
    assert "65B47D6D499D15BBCB1D1690255F392F4E4A74F7" in "".join(said for _a, _b, said in words)


@pytest.mark.parametrize("known", ["the digest of its certificate", "the number of it"])
def test_a_signature_whose_own_words_of_its_certificate_are_damaged_is_told_to_be(known):
    content, der = signed(1), signer("Подписант 1", order=1).der
    digest, number = sha256(der).hexdigest(), f"{load_der_x509_certificate(der).serial_number:x}"
    wanted = (digest if known.startswith("the digest") else number).encode()
    at = content.lower().rindex(wanted) + len(wanted) - 1
    digit = b"1" if content[at : at + 1] != b"1" else b"2"
    report = verify_pdf(content[:at] + digit + content[at + 1 :], roots())
    (found,) = report.signatures
    assert found.verdict is Verdict.BROKEN
    assert [note.msgid for note in found.notes] == [
        "The signature is damaged: none of the certificates in it is the one it was made with."
    ]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (None, ""),
        ("Примеров,\nдиректор", "Примеров, директор; "),
        ("примерова ольга вымысловна", ""),
    ],
)
def test_what_the_signer_wrote_into_a_signature_is_told(name, told):
    writer = IncrementalPdfFileWriter.from_reader(open_signed(issued(1)))
    who = signers.SimpleSigner.load_pkcs12_data(signer().p12, [], PASSPHRASE.encode())
    said = PdfSignatureMetadata(
        field_name=NAMES[0], name=name, reason="Не\nсогласен", location="Тверь"
    )
    content = signers.sign_pdf(writer, said, signer=who, existing_fields_only=True).getvalue()
    (found,) = verify_pdf(content, roots()).signatures
    assert found.verdict is Verdict.VALID
    assert (found.certificate.reason, found.certificate.location) == ("Не согласен", "Тверь")
    assert [note.params for note in found.notes] == [{"said": f"{told}Не согласен; Тверь"}]
    assert verify_pdf(signed(1), roots()).signatures[0].certificate.said is None
