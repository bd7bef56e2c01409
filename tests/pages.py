"""What an encrypted file and its write-ahead log hold on the disk, decrypted: free pages and leftovers, too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVED, SALT = 4096, 80, 16
LOG_HEAD, FRAME_HEAD = 32, 24


def decrypted(path: Path, key: bytes) -> bytes:
    """Every page of a file by SQLCipher 4 (AES-256-CBC, the vector at the head of the reserved end)."""
    content = path.read_bytes()
    assert len(content) % PAGE == 0
    pages = [content[start : start + PAGE] for start in range(0, len(content), PAGE)]
    found = [_page(page, key, first=number == 0) for number, page in enumerate(pages)]
    log = path.with_name(path.name + "-wal")
    frames = list(_frames(log.read_bytes())) if log.exists() else []
    return b"".join(found + [_page(page, key, first=number == 1) for number, page in frames])


def _page(page: bytes, key: bytes, *, first: bool) -> bytes:
    body = page[SALT if first else 0 : PAGE - RESERVED]
    vector = page[PAGE - RESERVED : PAGE - RESERVED + 16]
    reader = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return reader.update(body) + reader.finalize()


def _frames(log: bytes) -> Iterator[tuple[int, bytes]]:
    """The pages of a write-ahead log with their numbers, those of earlier rounds, too."""
    size = FRAME_HEAD + PAGE
    for start in range(LOG_HEAD, len(log) - size + 1, size):
        head, page = log[start : start + FRAME_HEAD], log[start + FRAME_HEAD : start + size]
        yield int.from_bytes(head[:4], "big"), page
