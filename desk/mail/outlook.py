# SPDX-License-Identifier: Apache-2.0
"""Reads an Outlook ``.msg`` file into the same ``Letter`` as any other mail.

Where Outlook kept the header the letter came with, that header is read; else Outlook's own fields stand
in. A damaged file is refused with a sentence.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

from desk.domain.letter import Letter, LetterFile
from desk.domain.letter_words import bare
from desk.errors import Refusal
from desk.mail import charset as charsets
from desk.mail import notes
from desk.mail.clean import Names, clean_field, clean_text, file_name
from desk.mail.html import html_text
from desk.mail.mime import Headers, Part, part_at
from desk.mail.parts import Content, read_parts
from desk.mail.rich import rich_text

if TYPE_CHECKING:
    from olefile import OleFileIO  # type: ignore[import-untyped]  # it ships no types
    from oxmsg import Message
    from oxmsg.attachment import Attachment
    from oxmsg.properties import Properties
    from oxmsg.recipient import Recipient
    from oxmsg.storage import Storage, Stream

_DAMAGE = (
    OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, EOFError,
    RecursionError, MemoryError, NotImplementedError, struct.error,
)  # fmt: skip
"""What the libraries raise over a damaged file; they do not promise one kind of error."""

_SUBJECT, _HEADERS, _BODY, _HTML, _RICH = 0x0037, 0x007D, 0x1000, 0x1013, 0x1009
_MESSAGE_ID, _IN_REPLY_TO, _REFERENCES = 0x1035, 0x1042, 0x1039
_SENT, _DELIVERED = 0x0039, 0x0E06
_SENDER_NAME, _SENDER_TYPE, _SENDER_ADDRESS, _SENDER_SMTP = 0x0C1A, 0x0C1E, 0x0C1F, 0x5D01
_FOR_NAME, _FOR_ADDRESS, _FOR_SMTP = 0x0042, 0x0065, 0x5D02
_TO_SMTP, _TO_ADDRESS = 0x39FE, 0x3003
_LONG_NAME, _SHORT_NAME, _TITLE, _MEDIA_TYPE, _DATA = 0x3707, 0x3704, 0x3001, 0x370E, 0x3701
_METHOD, _LETTER, _OBJECT = 0x3705, 5, 6  # both are kept as a folder inside the file
_INNER, _INNER_HEAD = "__substg1.0_3701000D", 24
"""The folder of a letter inside another, and how long its head is; that of a file is eight bytes longer."""
_CODE_PAGE, _BODY_CODE_PAGE = 0x3FFD, 0x3FDE
_WIDE, _NARROW, _BYTES = 0x001F, 0x001E, "latin-1"
_MOST_NESTED = 4
_SEALED = "ipm.note.smime"
_CONTENT_FIELDS = ("content-type", "content-transfer-encoding", "content-disposition")

_COUNTS = (("<H", 0x1E), ("<I", 0x2C), ("<I", 0x40), ("<I", 0x48))
"""Where the header of a compound file has the size of a sector and the sectors of each table."""
_MOST_IN_FOLDER = 3000
_FREE = 0xFFFFFFFF
"""Marks a sector that the table of a compound file has room for and the file does not use."""
_FILES_AT = 20
"""Where the head of a letter has the number of its attachments."""
_TEXTS = tuple(f"__substg1.0_{number:04X}" for number in (_BODY, _HTML, _RICH))

_Value = TypeVar("_Value")
_Given = ParamSpec("_Given")


def read_outlook(content: bytes, digest: str, depth: int = 0) -> Letter:
    """The letter in ``content``; refuses a file that cannot be read at all."""
    try:
        message, missing = _load(content)
        say = _Sayer(message.properties)
        _ = message.message_class
    except _DAMAGE as error:
        raise Refusal(notes.DAMAGED_OUTLOOK) from error
    from desk.mail.intake import letter_of

    part = _signed(message, say)
    read = read_parts(part) if part else _content(message, say, 0)
    for each in missing:
        read.warn(each)
    return letter_of(part or _header(message, say), read, digest, depth)


def signed_letter(content: bytes) -> Part | None:
    """A letter that Outlook keeps signed or encrypted, as it travelled; ``None`` for any other file."""
    try:
        message, _missing = _load(content)
        return _signed(message, _Sayer(message.properties))
    except _DAMAGE:
        return None


def _signed(message: Message, say: _Sayer) -> Part | None:
    """What Outlook shows of such a letter nobody signed: only the one file in it counts."""
    if not (_tried(lambda: message.message_class) or "").lower().startswith(_SEALED):
        return None
    files = _tried(lambda: message.attachments) or ()
    content = _Sayer(files[0].properties, say).data(_DATA) if len(files) == 1 else b""
    if content.startswith(_CMS):
        content = _ENVELOPE + content
    inner = part_at(content)
    if "content-type" not in inner.headers:
        return None
    fields = _header(message, say).headers.fields
    own = {name: inner.headers.all(name) for name in _CONTENT_FIELDS if name in inner.headers}
    return Part(Headers(_without_content(fields) | own), content, inner.start, inner.end)


_CMS = (b"0\x80", b"0\x81", b"0\x82", b"0\x83", b"0\x84")
_ENVELOPE = b"Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: binary\r\n\r\n"


def _content(message: Message, say: _Sayer, nested: int) -> Content:
    read = Content()
    read.texts = [bare(text) for text in (_body(say, read),) if text.strip()]
    read.files = _files(message, say, read, nested)
    return read


def _load(content: bytes) -> tuple[Message, list[str]]:
    """Open the compound file, but only when its tables are no larger than the file itself; and what is cut off.

    The library believes the sizes it finds: a loop in a damaged table makes it read gigabytes.
    """
    from olefile import OleFileIO
    from oxmsg import Message
    from oxmsg.storage import Storage

    shift, fat, minifat, difat = (struct.unpack_from(f, content, at)[0] for f, at in _COUNTS)
    if shift not in (9, 12) or max(fat, minifat, difat) << shift > len(content) + (1 << shift):
        raise ValueError("the tables are larger than the file")
    with OleFileIO(content) as file:
        entries = [entry for entry in file.direntries if entry is not None]
        sizes = [entry.size for entry in entries]
        crowded = any(len(entry.kids) > _MOST_IN_FOLDER for entry in entries)
        if max(sizes) > len(content) or sum(sizes) > 3 * len(content) or crowded:
            raise ValueError("the streams are larger than the file")
        storage = Storage.from_ole(file)
        return Message(storage), _cut_off(file, storage, len(content))


def _cut_off(file: OleFileIO, storage: Storage, length: int) -> list[str]:
    """What to say of a file that ends before its tables say it does."""
    begun = -(-length // file.sector_size) - 1  # the header is no sector of the table
    beyond = any(number != _FREE for number in file.fat[begun:])
    got = {each.path: len(each.bytes_) for each in _streams(storage)}
    short = [path for path, size in got.items() if size < file.get_size(path)]
    if not beyond and not short:
        return []
    told = [notes.CUT_OFF]
    if any("/" not in path and path.startswith(_TEXTS) for path in short):
        told.append(notes.CUT_TEXT)
    stated = struct.unpack_from("<I", storage.properties_stream_bytes, _FILES_AT)[0]
    there = sum(1 for _each in storage.iter_attachment_storages())
    if there < stated or any(path.startswith("__attach") for path in short):
        told.append(notes.CUT_FILES)
    return told


def _streams(storage: Storage) -> Iterator[Stream]:
    yield from storage.streams
    for each in storage.storages:
        yield from _streams(each)


class _Sayer:
    """Reads single properties; one that is missing or damaged is empty.

    The character set of a text that is not Unicode is told by the letter ``within`` which the properties are.
    """

    def __init__(self, properties: Properties | None, within: _Sayer | None = None) -> None:
        self._properties = properties
        if properties is not None:
            # The library gives up a whole letter over a set it does not know, and takes an unnamed one for Western.
            vars(properties).update(_str_prop_encoding=_BYTES, body_encoding=_BYTES)
        self.charset: str = within.charset if within else _charset(self.number(_CODE_PAGE))
        self.body_charset = _charset(self.number(_BODY_CODE_PAGE)) or self.charset

    def text(self, *numbers: int) -> str:
        """The first of the properties that has text."""
        properties = self._properties
        for number in numbers:
            found = _tried(self._string, properties, number) if properties else None
            if found and found.strip("\0 "):
                return found.rstrip("\0")
        return ""

    def _string(self, properties: Properties, number: int) -> str:
        kept = properties._get_property(number, (_WIDE, _NARROW))  # noqa: SLF001 -- only this tells its type
        text = str(kept.value) if kept else ""
        if kept is None or kept.ptyp == _WIDE:
            return text
        charset = self.body_charset if number in (_BODY, _HTML) else self.charset
        return charsets.decode(text.encode(_BYTES), charset)[0]

    def data(self, number: int) -> bytes:
        """A binary property."""
        properties = self._properties
        found = _tried(properties.binary_prop_value, number) if properties else None
        return found if isinstance(found, bytes) else b""

    def number(self, number: int) -> int:
        """A whole number, zero where there is none."""
        properties = self._properties
        found = _tried(properties.int_prop_value, number) if properties else None
        return found or 0

    def moment(self, number: int) -> datetime | None:
        """A moment; Outlook writes a missing one as the year 1601."""
        properties = self._properties
        found = _tried(properties.date_prop_value, number) if properties else None
        if not isinstance(found, datetime) or found.year < 1990 or found.year > 2099:
            return None
        return found if found.tzinfo else found.replace(tzinfo=UTC)


def _charset(page: int) -> str:
    """The character set of a code page; empty for one that is not known."""
    from oxmsg.domain import encodings, model

    try:
        return encodings.encoding_from_codepage(page) if page else ""
    except (model.UnrecognizedCodePageError, model.UnsupportedEncodingError):
        return ""


def _tried(
    read: Callable[_Given, _Value], *given: _Given.args, **named: _Given.kwargs
) -> _Value | None:
    try:
        return read(*given, **named)
    except _DAMAGE:
        return None


def _body(say: _Sayer, read: Content) -> str:
    """The plain text, else the page, else Outlook's own rich text."""
    if plain := say.text(_BODY):
        return clean_text(plain).strip("\n")
    if page := say.data(_HTML):
        return html_text(page, say.body_charset)[0]
    if page := say.text(_HTML).encode("utf-8", "replace"):
        return html_text(page, "utf-8")[0]
    packed = say.data(_RICH)
    if not packed:
        return ""
    read.warn(notes.RICH_ONLY)
    return rich_text(packed)


def _files(message: Message, letter: _Sayer, read: Content, nested: int) -> list[LetterFile]:
    names, files = Names(), []
    for attachment in _tried(lambda: message.attachments) or ():
        say = _Sayer(_tried(_properties, attachment), letter)
        content = say.data(_DATA)
        media_type = clean_field(say.text(_MEDIA_TYPE)).lower() or "application/octet-stream"
        name = say.text(_LONG_NAME, _SHORT_NAME, _TITLE)
        if not content and say.number(_METHOD) in (_LETTER, _OBJECT):
            inner = _tried(_taken_out, attachment, read, nested)
            read.warn(notes.TAKEN_OUT if inner else notes.NESTED_OUTLOOK)
            if inner is None:
                continue
            name, media_type, content = inner.name, inner.media_type, inner.content
        files.append(LetterFile(names.take(file_name(name, media_type)), media_type, content))
        if len(files) >= notes.MAX_PARTS:
            read.warn(notes.TOO_MANY)
            break
    return files


def _properties(of: Attachment | Recipient) -> Properties:
    return of.properties


def _header(message: Message, say: _Sayer) -> Part:
    """The header the letter came with, completed by Outlook's own fields."""
    kept = say.text(_HEADERS).replace("\r\n", "\n")
    part = part_at(kept.encode("utf-8", "replace"))
    fields = _without_content(part.headers.fields)
    own = part.headers.get("content-type")
    if b"multipart/report" in own.lower():
        fields["content-type"] = [own]
    for name, value in _own_fields(message, say).items():
        if value and name not in fields:
            fields[name] = [value.encode("utf-8", "replace")]
    return Part(Headers(fields), part.buffer, part.end, part.end)


def _without_content(fields: dict[str, list[bytes]]) -> dict[str, list[bytes]]:
    return {key: value for key, value in fields.items() if key not in _CONTENT_FIELDS}


def _taken_out(attachment: Attachment, read: Content, nested: int) -> LetterFile | None:
    """A letter inside another as a file of its own; ``None`` for what is no letter or lies too deep."""
    from oxmsg import Message
    from oxmsg.storage import Storage, Stream

    holder = cast("Storage", attachment._storage)  # noqa: SLF001 -- the library shows no other way in
    inside = next((each for each in holder.storages if each.name == _INNER), None)
    if inside is None or nested >= _MOST_NESTED:
        return None
    head = inside.properties_stream_bytes
    whole = head[:_INNER_HEAD] + bytes(8) + head[_INNER_HEAD:]
    streams = [each for each in inside.streams if each.name != _PROPERTIES]
    message = Message(Storage(inside.path, (*streams, Stream(_PROPERTIES, whole)), inside.storages))
    say = _Sayer(message.properties)
    part = _signed(message, say)
    if part is None:
        own = _content(message, say, nested + 1)
        read.warnings |= own.warnings
        part = _as_mail(_header(message, say), own)
    subject = clean_field(say.text(_SUBJECT)).replace("/", "-").replace("\\", "-") or "message"
    return LetterFile(f"{subject}.eml", "message/rfc822", part.written())


_PROPERTIES = "__properties_version1.0"


def _as_mail(header: Part, read: Content) -> Part:
    """A header with the text and the files below it."""
    made = EmailMessage(policy=SMTP)
    made.set_content(read.text, cte="base64")
    for file in read.files:
        # Enclosed letters, too, go as bytes: the library would take them apart.
        made.add_attachment(file.content, "application", "octet-stream", filename=file.name)
    inner = part_at(made.as_bytes())
    fields = _without_content(header.headers.fields) | inner.headers.fields
    return Part(Headers(fields), inner.buffer, inner.start, inner.end)


def _own_fields(message: Message, say: _Sayer) -> dict[str, str]:
    smtp = say.text(_SENDER_SMTP, _FOR_SMTP)
    address = smtp or next(
        (each for each in (say.text(_SENDER_ADDRESS), say.text(_FOR_ADDRESS)) if "@" in each), ""
    )
    name = re.sub(r'[",<>()]', " ", clean_field(say.text(_SENDER_NAME, _FOR_NAME)))
    delivered, sent = say.moment(_DELIVERED), say.moment(_SENT)
    return {
        "from": f'"{name}" <{clean_field(address)}>' if address else f'"{name}"' if name else "",
        "to": ", ".join(_recipients(message, say)),
        "subject": clean_field(say.text(_SUBJECT)),
        "message-id": clean_field(say.text(_MESSAGE_ID)),
        "in-reply-to": clean_field(say.text(_IN_REPLY_TO)),
        "references": clean_field(say.text(_REFERENCES), limit=20_000),
        "date": format_datetime(sent) if sent else "",
        # Outlook's own record of the delivery stands for the servers' stamps.
        "received": f"from outlook; {format_datetime(delivered)}" if delivered else "",
    }


def _recipients(message: Message, letter: _Sayer) -> list[str]:
    found = (_tried(lambda: message.recipients) or ())[:500]
    told = [_Sayer(_tried(_properties, each), letter) for each in found]
    addresses = [each.text(_TO_SMTP, _TO_ADDRESS) for each in told]
    return [clean_field(each) for each in addresses if "@" in each]
