# SPDX-License-Identifier: Apache-2.0
"""Writes small Outlook ``.msg`` files for the tests, by the published formats [MS-CFB] and [MS-OXMSG].

Only what a letter needs is written: one level of properties, attachments, recipients.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NONE = 0xFFFFFFFF


@dataclass
class Folder:
    """A storage: streams by name, folders by name."""

    streams: dict[str, bytes] = field(default_factory=dict)
    folders: dict[str, Folder] = field(default_factory=dict)


@dataclass
class _Entry:
    name: str
    kind: int
    content: bytes = b""
    right: int = _NONE
    child: int = _NONE
    start: int = _END


def tables_first(content: bytes) -> bytes:
    """The same file with its tables, its directory and its small streams before the large ones, as in Outlook’s."""
    fats, directory, mini = (struct.unpack_from("<I", content, at)[0] for at in (0x2C, 0x30, 0x3C))
    fat = [struct.unpack_from("<I", content, 0x4C + 4 * number)[0] for number in range(fats)]
    sectors = [content[at : at + _SECTOR] for at in range(_SECTOR, len(content), _SECTOR)]
    table = list(struct.unpack(f"<{fats * 128}I", b"".join(sectors[each] for each in fat)))
    small = struct.unpack_from("<I", sectors[directory], 116)[0]
    head = [*fat, *(each for start in (directory, mini, small) for each in _chain(table, start))]
    order = [*head, *(each for each in range(len(sectors)) if each not in head)]
    new = {old: at for at, old in enumerate(order)}
    moved = [_FREE] * len(table)
    for old, after in enumerate(table[: len(sectors)]):
        moved[new[old]] = new.get(after, after)
    for number, old in enumerate(fat):
        sectors[old] = struct.pack("<128I", *moved[number * 128 : number * 128 + 128])
    for old in _chain(table, directory):
        sectors[old] = _moved_entries(sectors[old], new)
    header = bytearray(content[:_SECTOR])
    struct.pack_into("<I", header, 0x30, new[directory])
    struct.pack_into("<I", header, 0x3C, new.get(mini, mini))
    struct.pack_into(f"<{fats}I", header, 0x4C, *(new[each] for each in fat))
    return bytes(header) + b"".join(sectors[old] for old in order)


def _chain(table: list[int], at: int) -> list[int]:
    found = []
    while at < len(table):
        found.append(at)
        at = table[at]
    return found


def _moved_entries(sector: bytes, new: dict[int, int]) -> bytes:
    out = bytearray(sector)
    for at in range(0, _SECTOR, 128):
        kind, start, size = sector[at + 66], *struct.unpack_from("<IQ", sector, at + 116)
        if kind == 5 or (kind == 2 and size >= _CUTOFF):
            struct.pack_into("<I", out, at + 116, new.get(start, start))
    return bytes(out)


def compound(root: Folder) -> bytes:
    """The bytes of a compound file, version 3."""
    entries = [_Entry("Root Entry", 5)]
    _gather(root, entries, 0)
    mini, mini_fat = bytearray(), []
    sectors: list[bytes] = []
    chains: list[int] = []

    def place(content: bytes) -> int:
        start, count = len(sectors), -(-len(content) // _SECTOR)
        for number in range(count):
            sectors.append(content[number * _SECTOR : (number + 1) * _SECTOR].ljust(_SECTOR, b"\0"))
            chains.append(start + number + 1 if number < count - 1 else _END)
        return start if count else _END

    for entry in entries[1:]:
        if entry.kind != 2 or not entry.content:
            continue
        if len(entry.content) >= _CUTOFF:
            entry.start = place(entry.content)
            continue
        entry.start = len(mini_fat)
        count = -(-len(entry.content) // _MINI)
        mini_fat += [*range(entry.start + 1, entry.start + count), _END]
        mini += entry.content.ljust(count * _MINI, b"\0")
    entries[0].content, entries[0].start = bytes(mini), place(bytes(mini))
    padded = [*mini_fat, *[_FREE] * (-len(mini_fat) % 128)]
    mini_start = place(struct.pack(f"<{len(padded)}I", *padded))
    while len(entries) % 4:
        entries.append(_Entry("", 0))
    directory = place(b"".join(_record(entry) for entry in entries))
    fat_count = 1
    while fat_count * 128 < len(sectors) + fat_count:
        fat_count += 1
    first_fat = len(sectors)
    table = [*chains, *[_FAT] * fat_count]
    table += [_FREE] * (fat_count * 128 - len(table))
    fat = struct.pack(f"<{len(table)}I", *table)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, fat_count, directory, 0, _CUTOFF, mini_start, len(padded) // 128 if padded else 0, _END, 0, first_fat,
    )  # fmt: skip
    places = [first_fat + number for number in range(1, fat_count)]
    header += struct.pack(f"<{108}I", *places, *[_FREE] * (108 - len(places)))
    return header[:512].ljust(512, b"\0") + b"".join(sectors) + fat


def _gather(folder: Folder, entries: list[_Entry], parent: int) -> None:
    """Children hang on one another’s right side: a valid, if lopsided, tree."""
    names = sorted([*folder.streams, *folder.folders], key=lambda name: (len(name), name.upper()))
    before = -1
    for name in names:
        number = len(entries)
        inside = folder.folders.get(name)
        entries.append(_Entry(name, 1 if inside else 2, folder.streams.get(name, b"")))
        if before < 0:
            entries[parent].child = number
        else:
            entries[before].right = number
        before = number
        if inside:
            _gather(inside, entries, number)


def _record(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ", name, len(name) + 2 if name else 0, entry.kind, 1, _NONE, entry.right,
        entry.child, b"", 0, 0, 0, entry.start if entry.start != _END or entry.kind == 2 else 0, len(entry.content),
    )  # fmt: skip


def properties(values: dict[int, object], head: bytes) -> Folder:
    """A folder with the property stream and the streams of its strings and bytes.

    Of a pair the second is the character set in which Outlook kept a text that is not Unicode.
    """
    folder, stream = Folder(), bytearray(head)
    for number, value in values.items():
        if isinstance(value, str):
            kind, content = 0x001F, value.encode("utf-16-le")
        elif isinstance(value, bytes):
            kind, content = 0x0102, value
        elif isinstance(value, tuple):
            kind, content = 0x001E, value[0].encode(value[1])
        elif isinstance(value, datetime):
            since = value - datetime(1601, 1, 1, tzinfo=UTC)
            stream += struct.pack(
                "<HHIQ", 0x0040, number, 6, since // timedelta(microseconds=1) * 10
            )
            continue
        else:
            stream += struct.pack("<HHIIi", 0x0003, number, 6, value, 0)
            continue
        folder.streams[f"__substg1.0_{number:04X}{kind:04X}"] = content
        stream += struct.pack(
            "<HHIII", kind, number, 6, len(content) + {0x1F: 2, 0x1E: 1}.get(kind, 0), 0
        )
    folder.streams["__properties_version1.0"] = bytes(stream)
    return folder


def outlook_letter(
    values: dict[int, object],
    attachments: tuple[dict[int, object], ...] = (),
    recipients: tuple[str, ...] = (),
    letters: tuple[Folder, ...] = (),
) -> bytes:
    """A whole ``.msg`` file; ``letters`` lie inside it."""
    root = letter_folder(values, attachments, recipients, letters, head=32)
    root.folders["__nameid_version1.0"] = Folder(
        {f"__substg1.0_000{number}0102": b"" for number in (2, 3, 4)}
    )
    return compound(root)


def letter_folder(
    values: dict[int, object],
    attachments: tuple[dict[int, object], ...] = (),
    recipients: tuple[str, ...] = (),
    letters: tuple[Folder, ...] = (),
    *,
    head: int = 24,
) -> Folder:
    """The folder of a letter; inside another one its head is shorter than at the top of a file."""
    counts = (len(recipients), len(attachments) + len(letters))
    root = properties(values, struct.pack("<8x4I", *counts, *counts).ljust(head, b"\0"))
    for number, letter in enumerate(letters, len(attachments)):
        holder = properties({0x3705: 5}, bytes(8))
        holder.folders["__substg1.0_3701000D"] = letter
        root.folders[f"__attach_version1.0_#{number:08X}"] = holder
    for number, attachment in enumerate(attachments):
        root.folders[f"__attach_version1.0_#{number:08X}"] = properties(attachment, bytes(8))
    for number, address in enumerate(recipients):
        root.folders[f"__recip_version1.0_#{number:08X}"] = properties(
            {0x3001: address, 0x39FE: address}, bytes(8)
        )
    return root
