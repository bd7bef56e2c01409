# SPDX-License-Identifier: Apache-2.0
"""Reads the words of a kept file, whatever kind it is, away from the desk's own process.

A file comes from anybody: what is more than plain text is read by a helper that has no desk and no
key, is bounded in time and memory, and takes nothing with it when it falls.
"""

from __future__ import annotations

import json
import multiprocessing
from contextlib import suppress
from multiprocessing.connection import Connection

from desk.domain.contents import ENOUGH, Contents, Gap
from desk.services.desk import Desk
from desk.storage import blobs
from desk.storage.models import Attachment

PATIENCE = 30.0
"""Seconds a file may take; a usual one takes a part of one."""
_MEMORY = 2 * 1024**3
_KEPT = 40
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"\0\0\x01\0")
_TEXTS = ("application/json", "application/xml", "message/delivery-status")


def kept_contents(desk: Desk, attachment: int) -> Contents:
    """The words of a kept file, read once in a sitting."""
    row = Attachment.get_by_id(attachment)
    key = (row.blob_id, row.media_type)
    found = desk.contents.get(key)
    if found is None:
        found = read_contents(blobs.get(desk.database, row.blob_id), row.media_type)
        while len(desk.contents) >= _KEPT:
            desk.contents.pop(next(iter(desk.contents)))
        desk.contents[key] = found
    return found


def read_contents(content: bytes, media_type: str = "") -> Contents:
    """The words of a file; what it is, its bytes say before its type does."""
    if _is_package(content) or _is_pdf(content):
        return _read_apart(content)
    if _is_picture(content) or media_type.startswith("image/"):
        return Contents(gap=Gap.PICTURE)
    if content.startswith(_OLE):
        # How Office keeps a document that opens with a password only.
        locked = "EncryptedPackage".encode("utf-16-le") in content
        return Contents(gap=Gap.LOCKED if locked else Gap.UNKNOWN)
    if content.startswith(b"{\\rtf"):
        return Contents(gap=Gap.UNKNOWN)
    if media_type.startswith("text/") or media_type in _TEXTS:
        return _plain(content, media_type)
    return Contents(gap=Gap.UNKNOWN)


def _is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:1024]


def _is_package(content: bytes) -> bool:
    return content.startswith(b"PK\x03\x04")


def _is_picture(content: bytes) -> bool:
    return content.startswith(_PICTURES) or content[4:12] in (b"ftypheic", b"ftypavif")


def _plain(content: bytes, media_type: str) -> Contents:
    from desk.mail import charset, html

    beginning = content[: 4 * ENOUGH]
    text, _guessed = charset.decode(beginning)
    if "\0" in text:
        return Contents(gap=Gap.UNKNOWN)
    pictures = False
    if media_type == "text/html":
        # What a page hides leaves with it: the marks are looked through like the words they show.
        text = f"{html.plain(text)}\n{text}"
        pictures = "<img" in text.lower()
    long = len(content) > len(beginning) or len(text) > ENOUGH
    gap = Gap.LONG if long else Gap.PICTURE if pictures else None
    return Contents(text[:ENOUGH], gap)


def _read_apart(content: bytes) -> Contents:
    """Let a helper read; one that hangs, falls or tells nonsense has met a damaged file."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    helper = context.Process(target=_help, args=(theirs,), daemon=True)
    helper.start()
    theirs.close()
    try:
        ours.send_bytes(content)
        if ours.poll(PATIENCE):
            text, gap = json.loads(ours.recv_bytes(8 * ENOUGH))
            return Contents(str(text)[:ENOUGH], Gap(gap) if gap else None)
    except (OSError, EOFError, ValueError, TypeError):
        pass
    finally:
        helper.kill()
        helper.join()
        ours.close()
    return Contents(gap=Gap.DAMAGED)


def _help(pipe: Connection) -> None:  # pragma: no cover -- runs in the helper
    from desk.documents.office_text import office_contents
    from desk.documents.pdf_text import pdf_contents

    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content = pipe.recv_bytes()
    found = office_contents(content) if _is_package(content) else pdf_contents(content)
    pipe.send_bytes(json.dumps([found.text, found.gap]).encode("ascii"))
