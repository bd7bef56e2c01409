# SPDX-License-Identifier: Apache-2.0
"""The sealed case file: papers and files that prove a case after the person was erased.

What is sealed keeps its number and digest; its text opens only for a stated reason, and the journal
notes each opening.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk.domain.timeline import EventKind
from desk.errors import N_, Refusal
from desk.services.checks import required
from desk.services.desk import Desk, writes
from desk.services.events import Owner, add_event
from desk.services.files import keep_file
from desk.services.settings import setting, store
from desk.services.terms import stamp
from desk.storage import blobs, sealing
from desk.storage.models import Attachment, Document, SignedFile

_MARK = b"\0"
"""Parts what is known of the bytes from the bytes themselves."""


@dataclass(frozen=True)
class Opened:
    """What was under seal: the bytes with what was known of them."""

    content: bytes
    about: dict[str, str]


def _key(desk: Desk) -> str:
    key = str(setting(desk, "seal"))
    if not key:
        key = sealing.new_seal()
        store("seal", key)
    return key


def _sealed(desk: Desk, content: bytes, **about: str) -> str:
    """Keep content under seal and return its blob."""
    head = json.dumps(about, ensure_ascii=False).encode()
    return blobs.put(desk.database, sealing.seal(_key(desk), head + _MARK + content))


def _unsealed(desk: Desk, blob: str) -> Opened:
    kept = sealing.unseal(str(setting(desk, "seal")), blobs.get(desk.database, blob))
    head, _mark, content = kept.partition(_MARK)
    return Opened(content, json.loads(head))


def refuse_sealed(sealed: str | None) -> None:
    """Refuse what lies under seal where it is asked for like any other paper or file."""
    if sealed:
        raise Refusal(
            N_(
                "This is under seal: the person was erased. Open it from the record of the destruction, with a"
                " reason."
            )
        )


def seal_document(desk: Desk, id: int) -> bool:
    """Put a paper under seal inside an act; one that is sealed or has no bytes stays as it is."""
    paper = Document.get_by_id(id)
    if paper.sealed or paper.blob_id is None:
        return False
    content = blobs.get(desk.database, paper.blob_id)
    blob = _sealed(desk, content, facts=paper.facts, void_because=paper.void_because)
    Document.update(sealed=stamp(desk.now()), facts="{}", void_because="", blob=blob).where(
        Document.id == id
    ).execute()
    forget_signers(desk, [id])
    return True


def forget_signers(desk: Desk, papers: Sequence[int]) -> None:
    """Whose certificates signed these papers, and the subject's name where the subject signs; ways and days stay."""
    wanted = (json.dumps(list(papers)),)
    chosen = "document IN (SELECT value FROM json_each(?))"
    desk.database.execute_sql(
        f"UPDATE signature SET certificate = '{{}}', reason = '', vouched_with = '', vouched_said = '' WHERE {chosen}",  # noqa: S608 -- constants
        wanted,
    )
    desk.database.execute_sql(
        f"UPDATE signature SET name_ru = '', name_en = '' WHERE role = 'subject' AND {chosen}",  # noqa: S608 -- constants
        wanted,
    )


def seal_file(desk: Desk, id: int) -> bool:
    """Put a kept file under seal inside an act; its name may say whose it is, so it goes, too."""
    row = Attachment.get_by_id(id)
    if row.sealed or row.erased:
        return False
    content = blobs.get(desk.database, row.blob_id)
    blob = _sealed(desk, content, name=row.name, media_type=row.media_type)
    Attachment.update(sealed=stamp(desk.now()), name="", blob=blob).where(
        Attachment.id == id
    ).execute()
    forget_signed_files([id])
    return True


def forget_signed_files(files: Sequence[int]) -> None:
    """Who signed these files; that they were signed, and whether it held, stays."""
    SignedFile.update(signatures="[]").where(SignedFile.attachment.in_(list(files))).execute()


@writes()
def open_paper(desk: Desk, id: int, reason: str) -> bytes:
    """The PDF of a sealed paper; the reason is asked for and the opening journalled."""
    paper = Document.get_or_none(Document.id == id)
    if paper is None or not paper.sealed or paper.blob_id is None:
        raise Refusal(N_("There is no such paper."))
    required(reason, "reason")
    desk.record("paper.unsealed", paper.number or "", reason=reason)
    return _unsealed(desk, paper.blob_id).content


_DESTRUCTION_OF = """
SELECT max(e.id) FROM document d
LEFT JOIN request r ON r.id = d.request LEFT JOIN consent c ON c.id = d.consent
JOIN destruction e ON e.state <> 'void' AND (e.id = d.destruction OR e.act = d.id
  OR e.request = d.request OR (d.sealed IS NOT NULL AND EXISTS (
    SELECT 1 FROM destruction_subject s WHERE s.destruction = e.id
    AND s.person IN (d.person, c.person, r.subject))))
WHERE d.id = ?
"""
"""The paper's own destruction, or the one that put its person's case under seal."""


def destruction_of(desk: Desk, paper: int) -> int | None:
    """The destruction whose record holds a paper, from which it is opened when it is sealed."""
    found = desk.database.execute_sql(_DESTRUCTION_OF, (paper,)).fetchone()[0]
    return None if found is None else int(found)


@dataclass(frozen=True)
class SealedFile:
    """A file that opens from the record of its destruction."""

    id: int
    role: str
    """As of ``Attached``; ``case`` of what the tables said before they were emptied."""
    request: str
    """The number of its request; empty when it stood beside another record."""


_FILES = """
SELECT a.id, CASE WHEN a.role = 'note' AND a.media_type = 'application/json' THEN 'case' ELSE a.role END,
  coalesce(r.number, '') FROM attachment a LEFT JOIN request r ON r.id = a.request
WHERE a.sealed IS NOT NULL AND a.id IN (SELECT value FROM json_each(?)) ORDER BY a.id
"""


def under_seal(desk: Desk, destruction: int) -> tuple[list[int], list[SealedFile]]:
    """Papers, by id, and files that a destruction keeps under seal, those of its request with them."""
    # It brings more than a start needs.
    from desk.services.destruction.erasure_scope import case_scope

    scope = case_scope(desk, destruction)
    sealed = Document.select(Document.id).where(
        Document.sealed.is_null(False), Document.id.in_(scope.papers)
    )
    files = desk.database.execute_sql(_FILES, (json.dumps(scope.files),)).fetchall()
    return [row.id for row in sealed.order_by(Document.id)], [SealedFile(*row) for row in files]


_OVER: Mapping[Owner, str] = {
    "request": "SELECT 1 FROM request r JOIN person p ON p.id = r.subject WHERE r.id = ?1"
    " AND p.erased_on IS NOT NULL UNION SELECT 1 FROM attachment WHERE request = ?1 AND sealed IS NOT NULL",
    "consent": "SELECT 1 FROM consent c JOIN person p ON p.id = c.person WHERE c.id = ?1"
    " AND p.erased_on IS NOT NULL",
    "destruction": "SELECT 1 FROM destruction WHERE id = ?1 AND state = 'erased'",
}


def is_over(desk: Desk, owner: Owner, id: int) -> bool:
    """Whether a record is one of an erased case: what comes to it now names whom the desk no longer knows."""
    return desk.database.execute_sql(_OVER[owner], (id,)).fetchone() is not None


def seal_late(desk: Desk, owner: Owner, id: int, file: int) -> None:
    """Put a file under seal that comes to a record of an erased case."""
    if is_over(desk, owner, id) and seal_file(desk, file):
        blobs.drop_unused(desk.database)  # the same bytes lay there in the clear


def put_note(desk: Desk, owner: Owner, id: int, text: str) -> bool:
    """Put a note into the timeline of a record, of an erased case under seal; whether it stands in the clear."""
    text = required(text, "text")
    if not is_over(desk, owner, id):
        add_event(desk, id, EventKind.NOTE, text, owner=owner)
        return True
    kept = keep_file(desk, id, "note.txt", text.encode(), "note", "text/plain", owner=owner)
    seal_late(desk, owner, id, kept)
    add_event(desk, id, EventKind.NOTE, owner=owner, attachment=kept)
    return False


def put_file(
    desk: Desk, owner: Owner, id: int, name: str, content: bytes, role: str, media_type: str = ""
) -> int:
    """Keep a file beside a record, of an erased case under seal; returns its id."""
    kept = keep_file(desk, id, name, content, role, media_type, owner=owner)
    seal_late(desk, owner, id, kept)
    add_event(desk, id, EventKind.FILE, owner=owner, attachment=kept)
    return kept


@writes()
def open_file(desk: Desk, id: int, reason: str) -> Opened:
    """A sealed file with its name; the reason is asked for and the opening journalled."""
    row = Attachment.get_or_none(Attachment.id == id)
    if row is None or not row.sealed:
        raise Refusal(N_("There is no such file."))
    required(reason, "reason")
    desk.record("file.unsealed", f"file/{id}", reason=reason)
    return _unsealed(desk, row.blob_id)
