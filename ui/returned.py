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
from desk.services.desk import Desk
from desk.services.signature import finding_papers, returned_papers
from desk.services.signature.e_signing import Taken
from desk.services.signature.other_names import SomebodyElse
from ui import files, messages, paper_acts, words
from ui.jobs import Jobs, Progress
from ui.language import _, current
from ui.other_names import agreed


@dataclass(frozen=True)
class Sorted:
    """What became of files: taken, refused, and those that are scans or something else."""

    taken: tuple[Taken, ...]
    refused: tuple[tuple[Path, Refusal], ...]
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
        again = [
            path for path, refusal in found.refused if _refused(desk, jobs, parent, path, refusal)
        ]
        if again:
            jobs.run(title, lambda progress: _sort(desk, again, progress, anyway=True), done)
        stack, rest = files.parted(found.others, files.SCANS)
        if stack:
            scans(stack)
        elif rest:
            messages.tell(parent, _("A scan must be a PDF, JPEG, PNG or TIFF file."))

    title = _("Comparing and checking the file…")
    if not any(map(_may_be_signed, paths)):
        done(Sorted((), (), tuple(paths)))
        return
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


def _sort(desk: Desk, paths: Sequence[Path], progress: Progress, *, anyway: bool = False) -> Sorted:
    taken: list[Taken] = []
    refused: list[tuple[Path, Refusal]] = []
    others: list[Path] = []
    for order, path in enumerate(paths):
        progress(order, len(paths))
        content = files.read(path) if _may_be_signed(path) else b""
        if not _signed(desk, path, content):
            others.append(path)
            continue
        try:
            taken.append(finding_papers.receive_file(desk, path.name, content, anyway=anyway))
        except Refusal as refusal:
            refused.append((path, refusal))
    return Sorted(tuple(taken), tuple(refused), tuple(others))


def _may_be_signed(path: Path) -> bool:
    return path.suffix.lower() in (".pdf", *DETACHED)


def _signed(desk: Desk, path: Path, content: bytes) -> bool:
    """Whether it is a signature, or a paper of this desk, or a locked file, with signatures in it; a signed scan is a scan."""
    if path.suffix.lower() in DETACHED:
        return True
    return b"/ByteRange" in content and returned_papers.may_be_paper(desk, content)


def _refused(desk: Desk, jobs: Jobs, parent: QWidget, path: Path, refusal: Refusal) -> bool:
    """Say why; where only the signer is in doubt, the paper's signatures are opened to choose from.

    Whether the file is to be taken all the same, which is asked where a certificate names somebody else.
    """
    name = path.name
    if isinstance(refusal, SomebodyElse):
        return agreed(parent, refusal)
    paper = refusal.paper if isinstance(refusal, finding_papers.Undecided) else None
    why = current().tell(refusal)
    if paper is not None:
        messages.warn(parent, _("{file}: {why} Choose whose signature it is.", file=name, why=why))
        paper_acts.run("signatures", desk, jobs, parent, paper)
        return False
    if refusal.field == "paper":
        why = _("{why} Open the signatures of the paper and add it there.", why=why)
    messages.warn(parent, _("{file}: {why}", file=name, why=why))
    return False
