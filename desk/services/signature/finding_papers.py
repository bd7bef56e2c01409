# SPDX-License-Identifier: Apache-2.0
"""Which paper a signature in a file of its own was made for, and whose it is, by what it says of itself.

Papers are kept by their SHA-256, so that one by SHA-256 is found at once. For other digests the papers that
wait for signatures are gone through, the likeliest first; GOST digests are slow, hence ``MOST_GOST``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from desk.domain.destruction import Signer
from desk.domain.imprints import Imprint
from desk.domain.numbering import printed_number
from desk.domain.one_person import names_one
from desk.errors import N_, AtField, Refusal
from desk.services.desk import Desk
from desk.services.signature.e_signing import Taken, signer_named
from desk.services.signature.returned_papers import receive, receive_detached
from desk.services.signature.signed_forms import SIGNED, forms, open_paper, places
from desk.storage.models import Attachment, Blob, Document, Signature

MOST_GOST = 8 * 1024 * 1024
"""Bytes of papers a GOST digest is computed of before the search gives up: about half a minute."""


class Undecided(Refusal):
    """Paper or signer cannot be told; ``field`` says which, ``paper`` is the paper where it is known."""

    def __init__(self, msgid: str, field: str, paper: int | None = None, **params: object) -> None:
        super().__init__(msgid, field, **params)
        self.paper = paper


def receive_file(
    desk: Desk,
    name: str,
    content: bytes,
    document: int | None = None,
    who: str = "",
    reason: str = "",
    *,
    anyway: bool = True,
) -> Taken:
    """Take back a signed paper, or a signature of one in a file of its own; finds paper and signer itself.

    Without ``anyway`` a certificate that names somebody else is ``SomebodyElse``, and nothing is taken.
    """
    if content.startswith(b"%PDF-"):
        return receive(desk, content, document, reason, who=who, anyway=anyway)
    mark = _imprint(content)
    id = document if document is not None else _paper_of(desk, name, content, mark)
    fields = [signer_named(desk, id, who)] if who else _signers_of(desk, id, content, mark)
    field, *also = fields
    return receive_detached(desk, id, field, name, content, reason, also=also, anyway=anyway)


def _imprint(content: bytes) -> Imprint:
    from desk.documents.detached import imprint

    mark = imprint(content)
    if mark is None:
        raise AtField(
            N_("This is not a signature file: it contains no readable signature."), field="file"
        )
    return mark


# — the paper —


def _paper_of(desk: Desk, name: str, content: bytes, mark: Imprint) -> int:
    from desk.documents.detached import carried

    inside = carried(content)
    sha256 = hashlib.sha256(inside).hexdigest() if inside is not None else ""
    if mark.kind == "sha256" and mark.digest:
        sha256 = mark.digest.hex()
    if sha256:
        found = _by_sha256(sha256)
    elif mark.digest:
        found = _by_digest(desk, name, mark)
    else:
        raise Undecided(
            N_("The signature does not say by a digest which file it was made for."), "paper"
        )
    if not found:
        raise Undecided(N_("The signature was not made for any paper found here."), "paper")
    if len(found) > 1:
        papers = Document.select().where(Document.id.in_(found)).order_by(Document.id)
        numbers = ", ".join(printed_number(each.number or "") for each in papers)
        raise Undecided(
            N_("Several papers are this same file: {numbers}."), "paper", numbers=numbers
        )
    return found[0]


def _by_sha256(sha256: str) -> list[int]:
    """The papers whose file, as issued or in a signed form, has this digest."""
    if Blob.get_or_none(Blob.sha256 == sha256) is None:
        return []
    issued = [row.id for row in Document.select(Document.id).where(Document.blob == sha256)]
    forms = Attachment.select(Attachment.document).where(
        Attachment.blob == sha256, Attachment.role == SIGNED
    )
    kept = [row.document_id for row in forms if row.document_id is not None]
    return list(dict.fromkeys([*issued, *kept]))


def _by_digest(desk: Desk, name: str, mark: Imprint) -> list[int]:
    """The first paper that waits for signatures and has this digest, in any of its forms."""
    from desk.documents import gost
    from desk.documents.algorithms import digest_by

    slow, read = mark.kind in gost.DIGESTS, 0
    for id in _waiting(name, mark.name):
        paper = Document.get_by_id(id)
        for data in forms(desk, paper):
            read += len(data)
            if slow and read > MOST_GOST:
                raise Undecided(
                    N_("There are too many papers to compute the GOST digest of each."), "paper"
                )
            if digest_by(mark.kind, data) == mark.digest:
                return [id]
    return []


def _waiting(name: str, certified: str) -> Iterator[int]:
    """Papers still to be signed: the one the file is called after, those the signer signs, the newest."""
    rows = (
        Document.select(Document.id, Document.number)
        .where(
            Document.state == "issued",
            Document.signature == "",
            Document.sealed.is_null(),
            Document.blob.is_null(False),
        )
        .order_by(Document.id.desc())
    )
    called = {row.id: _called(name, row.number or "") for row in rows}
    theirs = {
        row.document_id
        for row in Signature.select().where(Signature.state == "none")
        if names_one((row.name_ru, row.name_en), certified)
    }
    yield from sorted(called, key=lambda id: (not called[id], id not in theirs))


def _called(name: str, number: str) -> bool:
    """Whether a file is named after a paper, as the desk names what it saves to be signed."""
    return bool(number) and name.startswith(f"{printed_number(number).replace('/', '-')}.")


# — the signer —


def _signers_of(desk: Desk, id: int, content: bytes, mark: Imprint) -> list[str]:
    """The places of all whose signatures a file holds and who are still to sign; of one at least."""
    from desk.documents.detached import signature_marks

    names = [each.certificate.name for each in signature_marks(content)]
    if len(names) < 2:
        return [_signer_of(desk, id, mark)]
    waiting = [each for each in places(desk, id) if each.state == "none"]
    named = [fits for name in names if name and len(fits := _fitting(waiting, name)) == 1]
    found = list(dict.fromkeys(each.field for (each,) in named))
    return found or [_signer_of(desk, id, mark)]


def _signer_of(desk: Desk, id: int, mark: Imprint) -> str:
    """The place of whoever is still to sign and has the name of the certificate, or is the last if it has none.

    Then of whoever signed by what gives way to a better signature.
    """
    paper = open_paper(id)
    number = printed_number(paper.number or "")
    every = places(desk, id)
    waiting = [each for each in every if each.state == "none" and not paper.signature]
    again = [each for each in every if each.gives_way]
    if not waiting and not again:
        raise Refusal(
            N_("All signatures of paper No. {number} have already been recorded."), number=number
        )
    fitting = _fitting(waiting, mark.name) or _fitting(again, mark.name)
    waiting = waiting or again
    if len(fitting) == 1:
        return fitting[0].field
    names = ", ".join(each.name.ru or each.name.en or each.field for each in fitting or waiting)
    names = names.removesuffix(".")  # The sentence that ends with them brings a point of its own.
    why = _NAMELESS if not mark.name else _SEVERAL if fitting else _NOBODY
    raise Undecided(why, "as", id, name=mark.name, number=number, names=names)


def _fitting(signers: list[Signer], name: str) -> list[Signer]:
    if not name:
        return signers
    return [each for each in signers if names_one((each.name.ru, each.name.en), name)]


_SEVERAL = N_("Several people named {name} still have to sign paper No. {number}: {names}.")
_NAMELESS = N_("The signature does not say whose it is. Still to sign paper No. {number}: {names}.")
_NOBODY = N_("Nobody named {name} still has to sign paper No. {number}. Still to sign: {names}.")
