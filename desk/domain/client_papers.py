# SPDX-License-Identifier: Apache-2.0
"""What the letters about processing on assignment are made from: to the client, and to the person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from desk.domain.paper import LetterFacts
from desk.domain.values import Both


@dataclass(frozen=True, kw_only=True)
class NoticeClientFacts(LetterFacts):
    """What a processor tells its operator (seed 004 §7.4); ``received`` is the day it came to be known.

    Passages: ``asked`` of a request; ``what``, ``data``, ``measures`` and ``contact`` of a leak; ``tasks`` of a
    sub-processor; ``note``.
    """

    kind: str
    """A value of ``clients.NoticeKind``."""
    client: Both
    assignment: Both = field(default_factory=Both)
    """“№ 5 от 01.02.2026”."""
    foreign: bool = False
    """We process from abroad: the person may turn to us as well (Art. 6 (6))."""
    channel: str = ""
    demands: tuple[str, ...] = ()
    """Kinds of the demands that are passed on."""
    identified: bool = False
    own_too: bool = False
    """Part of the request is about data we process ourselves."""
    attached: bool = False
    """The person's letter goes along."""
    recipient: Both = field(default_factory=Both)
    recipient_address: str = ""
    recipient_country: Both = field(default_factory=Both)
    starts: date | None = None
    object_until: date | None = None
    act_number: str = ""
    act_date: date | None = None
    destroyed_on: date | None = None
    categories: Both = field(default_factory=Both)
    kept: Both = field(default_factory=Both)


@dataclass(frozen=True, kw_only=True)
class ReplyPassedFacts(LetterFacts):
    """The person is told to which operator the request was passed (Art. 6 (5)); passage ``note``."""

    client: Both
    client_address: str = ""
    client_email: str = ""
    passed_on: date | None = None
    demands: tuple[str, ...] = ()
    own_too: bool = False
    foreign: bool = False
