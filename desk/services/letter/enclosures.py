# SPDX-License-Identifier: Apache-2.0
"""Kept files that go out with an answer: which may, what is in them, and that somebody looked.

Nothing leaves unseen (Art. 14 (2)): a file that names others, or that the program cannot read, goes
along only when the operator says that he looked at it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from desk.domain.letter import LetterFile
from desk.domain.proposal import Enclosure
from desk.domain.values import Attached
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.services.files import attached
from desk.services.request.hints import hints_of_files
from desk.storage import blobs

MOST = 18 * 1024 * 1024
"""Bytes of all files of one e-mail: most mail services take 25 MB, and an e-mail makes a third more of them."""
# The letter itself and the proof of an earlier dispatch go to nobody.
_FILES = (
    "SELECT a.id, a.name, a.media_type, b.size, a.role, a.blob FROM attachment a"
    " JOIN blob b ON b.sha256 = a.blob"
    " WHERE a.request = ? AND a.role IN ('note', 'incoming', 'scan') ORDER BY a.id"
)


def enclosable(desk: Desk, request_id: int) -> tuple[Attached, ...]:
    """Files kept with the request that may go along with its answer."""
    return tuple(file for file, _blob in _kept(desk, request_id))


def look_through(
    desk: Desk,
    request_id: int,
    ids: Collection[int],
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> tuple[Enclosure, ...]:
    """Read the files and point out what may be other people's data in each."""
    files = _chosen(desk, request_id, ids)
    found = []
    for number, (file, _blob) in enumerate(files):
        progress(number, len(files))
        found.append(Enclosure(file, hints_of_files(desk, request_id, [file.id])))
    return tuple(found)


def enclose(
    desk: Desk, request_id: int, ids: Collection[int], looked: Collection[int]
) -> list[LetterFile]:
    """The files as they leave, under neutral names; refuses one that was to be looked at and was not."""
    strange = sorted(set(looked) - set(ids))
    if strange:
        files = ", ".join(map(str, strange))
        raise Refusal(N_("The files {files} are not attached."), field="looked", files=files)
    unseen = [
        str(each.file.id)
        for each in look_through(desk, request_id, ids)
        if each.hints and each.file.id not in looked
    ]
    if unseen:
        raise Refusal(
            N_(
                "The files {files} may contain other people’s data (Art. 14 (2)): look at each "
                "of them and confirm that you did before they are sent."
            ),
            field="files",
            files=", ".join(unseen),
        )
    return [
        LetterFile(
            f"enclosure-{number}{_ending(file.name)}",
            file.media_type,
            blobs.get(desk.database, blob),
        )
        for number, (file, blob) in enumerate(_chosen(desk, request_id, ids), start=1)
    ]


def check_size(files: Sequence[LetterFile]) -> None:
    """Refuse more than one e-mail carries."""
    size = sum(len(file.content) for file in files)
    if size > MOST:
        raise Refusal(
            N_(
                "The files total {size} MB, and an e-mail takes {limit} MB at most. Leave some "
                "out, or send them another way."
            ),
            field="files",
            size=round(size / 1024 / 1024, 1),
            limit=MOST // 1024 // 1024,
        )


def _kept(desk: Desk, request_id: int) -> list[tuple[Attached, str]]:
    """The files that may go, each with the hash of its bytes."""
    rows = desk.database.execute_sql(_FILES, (request_id,)).fetchall()
    return [(attached(row[:5]), row[5]) for row in rows]


def _chosen(desk: Desk, request_id: int, ids: Collection[int]) -> list[tuple[Attached, str]]:
    chosen = [each for each in _kept(desk, request_id) if each[0].id in ids]
    if len(chosen) < len(set(ids)):
        raise Refusal(N_("Only files stored with this request can be attached."), field="files")
    return chosen


def _ending(name: str) -> str:
    """The kind of a file by its name, unless the ending is no known one and may say anything."""
    from desk.mail.clean import ENDINGS

    ending = Path(name).suffix.lower()
    return ending if ending in ENDINGS else ""
