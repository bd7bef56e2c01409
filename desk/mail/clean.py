# SPDX-License-Identifier: Apache-2.0
"""Cleans what came from outside before it becomes a field: control characters, direction marks, file names.

Cleaning never makes up content: what cannot be shown safely is dropped, the rest stays as it was written.
"""

from __future__ import annotations

import re
import unicodedata

from desk.mail.notes import MAX_FIELD, MAX_NAME

_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\u00ad\u200b\u2060\ufeff\ufff9-\ufffb"
_DROPPED = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f{_DIRECTION}{_INVISIBLE}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_UNSAFE_IN_NAME = re.compile(r'[<>:"|?*\\/]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")

_EXTENSIONS = {
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/zip": ".zip",
    "application/ms-tnef": ".dat",
    "application/pgp-signature": ".asc",
    "application/pkcs7-mime": ".p7m",
    "application/x-pkcs7-mime": ".p7m",
    "application/pkcs7-signature": ".p7s",
    "application/x-pkcs7-signature": ".p7s",
    "application/rtf": ".rtf",
    "application/json": ".json",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/xml": ".xml",
    "audio/mpeg": ".mp3",
    "audio/ogg": ".ogg",
    "audio/wav": ".wav",
    "image/bmp": ".bmp",
    "image/gif": ".gif",
    "image/heic": ".heic",
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/png": ".png",
    "image/svg+xml": ".svg",
    "image/tiff": ".tif",
    "image/webp": ".webp",
    "message/delivery-status": ".txt",
    "message/disposition-notification": ".txt",
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/rfc822-headers": ".txt",
    "text/rtf": ".rtf",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
    "text/xml": ".xml",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
}
ENDINGS = frozenset(_EXTENSIONS.values()) | {".jpeg", ".tiff"}
"""Endings that tell the kind of a file and nothing else."""


def clean_text(text: str) -> str:
    """Plain text with line feeds as line ends, without control characters and direction marks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n")
    text = _SURROGATE.sub("\ufffd", _DROPPED.sub("", text))
    return unicodedata.normalize("NFC", text)


def clean_field(text: str, limit: int = MAX_FIELD) -> str:
    """One line: as ``clean_text``, white space run together, not longer than ``limit``."""
    line = _SPACE.sub(" ", clean_text(text[: limit * 8])).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def file_name(raw: str, media_type: str, fallback: str = "attachment") -> str:
    """A name that can be saved anywhere: no path, no reserved characters, with an extension."""
    name = clean_field(raw)
    name = re.split(r"[\\/]", name.rstrip("\\/ "))[-1]
    name = _UNSAFE_IN_NAME.sub("_", name).strip(" ").rstrip(". ").lstrip(".")
    if _RESERVED.match(name):
        name = "_" + name
    if not name:
        name = fallback + _EXTENSIONS.get(media_type, ".bin")
    elif "." not in name:
        name += _EXTENSIONS.get(media_type, "")
    return _shortened(name)


class Names:
    """Gives every attachment of one letter a name of its own, whatever the case of the letters."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def take(self, name: str) -> str:
        """``name``, or “name (2)” and so on when it is taken already."""
        stem, dot, extension = name.rpartition(".")
        if not dot:
            stem, extension = name, ""
        number, candidate = self._next.get(name.casefold(), 1), name
        while candidate.casefold() in self._taken:
            number += 1
            candidate = f"{stem} ({number}){dot}{extension}"
        self._taken.add(candidate.casefold())
        self._next[name.casefold()] = number
        return candidate


def _shortened(name: str) -> str:
    if len(name) <= MAX_NAME:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 12:
        return name[:MAX_NAME].rstrip(". ")
    return stem[: MAX_NAME - len(extension) - 1].rstrip(". ") + "." + extension
