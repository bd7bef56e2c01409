# SPDX-License-Identifier: Apache-2.0
"""Writing what a tour makes: every issued paper in Russian, English and both, in the order of the story."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desk.domain.due import Due
from desk.domain.kinds import LanguageMode
from desk.services.desk import Desk
from desk.services.paper import papers

MODES = (LanguageMode.RU, LanguageMode.EN, LanguageMode.BOTH)


@dataclass(frozen=True)
class TourStep:
    """One step of the tour, for the terminal."""

    title: str
    """``desk`` message id."""
    params: Mapping[str, object] = field(default_factory=dict)
    due: Due | None = None
    files: tuple[str, ...] = ()


class Exporter:
    """Numbers and writes files; one paper has one number, whatever its languages."""

    def __init__(self, desk: Desk, out: Path, count: int = 0) -> None:
        self.desk, self.out, self.count = desk, out, count

    def write(self, name: str, content: bytes) -> str:
        """Write a file of the present number."""
        path = self.out / f"{self.count:02d}-{name}"
        path.write_bytes(content)
        return path.name

    def in_every_mode(
        self, act: Callable[[LanguageMode], Sequence[int]]
    ) -> tuple[list[int], tuple[str, ...]]:
        """Do an act that issues papers, and write them in every mode; returns their ids and files.

        One issue has one language: the act is tried in the other modes and taken back.
        """
        made: dict[LanguageMode, list[tuple[str, bytes]]] = {}
        for mode in MODES[1:]:
            with self.desk.database.atomic() as attempt:
                made[mode] = self._contents(act(mode))
                attempt.rollback()
            self.desk.shown.clear()
        ids = list(act(MODES[0]))
        made[MODES[0]] = self._contents(ids)
        files = []
        for place in range(len(ids)):
            self.count += 1
            for mode in MODES:
                form, content = made[mode][place]
                files.append(self.write(f"{form}.{mode.value}.pdf", content))
        return ids, tuple(files)

    def _contents(self, ids: Sequence[int]) -> list[tuple[str, bytes]]:
        return [
            (papers.paper_brief(self.desk, id).form, papers.paper_bytes(self.desk, id, "exported"))
            for id in ids
        ]
