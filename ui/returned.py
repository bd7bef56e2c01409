# SPDX-License-Identifier: Apache-2.0
"""Signed files that come back on the Papers tab: each finds its paper and its signer; the rest are scans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desk.domain.signatures import DETACHED
from desk.errors import Refusal
from desk.services import finding_papers, returned_papers
from desk.services.desk import Desk
from desk.services.e_signing import Taken
from ui import files, messages, paper_acts, words
from ui.jobs import Jobs, Progress
from ui.language import _, current


@dataclass(frozen=True)
class Sorted:
    """What became of files: taken, refused, and those that are scans or something else."""

    taken: tuple[Taken, ...]
    refused: tuple[tuple[str, Refusal], ...]
    others: tuple[Path, ...]


def filters() -> str:
    """What is chosen from: signed papers, and signatures in files of their own."""
    endings = " ".join(f"*{ending}" for ending in (".pdf", *DETACHED))
    return _("Signed papers and signatures") + f" ({endings})"


def choose(parent: QWidget) -> list[Path]:
    """Ask for files that were signed elsewhere."""
    return messages.choose_files(parent, _("Receive a signed file"), filters())


def receive(
    desk: Desk,
    jobs: Jobs,
    parent: QWidget,
    paths: Sequence[Path],
    taken: Callable[[Sequence[Taken]], None],
    scans: Callable[[list[Path]], None],
) -> None:
    """Receive what is signed among ``paths``; ``scans`` gets the pages that are not."""

    def done(found: Sorted) -> None:
        if not isValid(parent):
            return
        if found.taken:
            taken(found.taken)
        warnings = [current().tell(each) for one in found.taken for each in one.warnings]
        if warnings:
            messages.warn(parent, "\n\n".join(warnings))
        for name, refusal in found.refused:
            _refused(desk, jobs, parent, name, refusal)
        stack, rest = files.parted(found.others, files.SCANS)
        if stack:
            scans(stack)
        elif rest:
            messages.tell(parent, _("A scan is a PDF, JPEG, PNG or TIFF file."))

    if not any(map(_may_be_signed, paths)):
        done(Sorted((), (), tuple(paths)))
        return
    title = _("Comparing and checking the file…")
    jobs.run(title, lambda progress: _sort(desk, paths, progress), done)


def said(taken: Sequence[Taken]) -> str:
    """What was received, for the status bar."""
    parts = [
        _(
            "No. {number}: {names}",
            number=words.short(each.paper.number),
            names=current().listing(
                signer.name.of(current().language).split("\n")[0] or signer.certificate.name
                for signer in each.signers
            ),
        )
        for each in taken
    ]
    return _("Signatures received: {papers}.", papers="; ".join(parts))


def _sort(desk: Desk, paths: Sequence[Path], progress: Progress) -> Sorted:
    taken: list[Taken] = []
    refused: list[tuple[str, Refusal]] = []
    others: list[Path] = []
    for order, path in enumerate(paths):
        progress(order, len(paths))
        content = files.read(path) if _may_be_signed(path) else b""
        if not _signed(desk, path, content):
            others.append(path)
            continue
        try:
            taken.append(finding_papers.receive_file(desk, path.name, content))
        except Refusal as refusal:
            refused.append((path.name, refusal))
    return Sorted(tuple(taken), tuple(refused), tuple(others))


def _may_be_signed(path: Path) -> bool:
    return path.suffix.lower() in (".pdf", *DETACHED)


def _signed(desk: Desk, path: Path, content: bytes) -> bool:
    """Whether it is a signature, or a paper of this desk with signatures in it; a signed scan is a scan."""
    if path.suffix.lower() in DETACHED:
        return True
    return b"/ByteRange" in content and returned_papers.recognise(desk, content) is not None


def _refused(desk: Desk, jobs: Jobs, parent: QWidget, name: str, refusal: Refusal) -> None:
    """Say why; where only the signer is in doubt, the paper's signatures are opened to choose from."""
    paper = refusal.paper if isinstance(refusal, finding_papers.Undecided) else None
    why = current().tell(refusal)
    if paper is not None:
        messages.warn(parent, _("{file}: {why} Choose whose signature it is.", file=name, why=why))
        paper_acts.run("signatures", desk, jobs, parent, paper)
        return
    if refusal.field == "paper":
        why = _("{why} Open the signatures of the paper and add it there.", why=why)
    messages.warn(parent, _("{file}: {why}", file=name, why=why))
