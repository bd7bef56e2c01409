# SPDX-License-Identifier: Apache-2.0
"""What is said before a dispatch is recorded from the command line."""

from __future__ import annotations

import click

from desk.cli.app import Session
from desk.domain.kinds import Channel
from desk.domain.letter import ENDINGS
from desk.services.desk import Desk


def say_doubts(
    here: Session, desk: Desk, id: int, way: Channel, file: tuple[str, bytes] | None
) -> None:
    """Say on stderr what speaks against the dispatch."""
    from desk.services.mailbox import read
    from desk.services.sent_doubts import dispatch_doubts

    letter = file is not None and file[0].lower().endswith(ENDINGS)
    sent = read(file[1], file[0]) if file is not None and letter else None
    for each in dispatch_doubts(desk, id, way, sent):
        click.echo(here.words.tell(each), err=True)
