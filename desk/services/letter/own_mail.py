# SPDX-License-Identifier: Apache-2.0
"""Letters the operator wrote himself: a sent message is the proof of a dispatch, never a request."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from desk.domain.letter import Letter
from desk.domain.mail_services import mail_country
from desk.domain.proposal import Known
from desk.domain.timeline import SENT_AS
from desk.errors import N_, Refusal
from desk.folding import fold
from desk.services.desk import Desk
from desk.services.events import kinds_sql
from desk.storage import search as index

_DISPATCHES = kinds_sql(SENT_AS)
_SENT_AS = (
    "SELECT DISTINCT r.id, r.number FROM request r JOIN event e ON e.request = r.id"  # noqa: S608 -- names are ours
    f" WHERE r.id IN (SELECT value FROM json_each(?)) AND e.kind IN {_DISPATCHES} AND e.note = ?"
    " AND r.state <> 'void' ORDER BY r.id DESC"
)
_MOST_NAMED = 100


def is_own(desk: Desk, letter: Letter) -> bool:
    """Whether the letter comes from the address the operator's card gives for requests."""
    own = desk.operator().request_email
    if not own or fold(letter.sender_address) != fold(own) or letter.by_form:
        return False
    # An answer may enclose the letter it answers; what goes to somebody else passes that letter on.
    inner = letter.forwarded
    return inner is None or fold(inner.sender_address) in map(fold, letter.to_addresses)


def is_colleague(desk: Desk, address: str) -> bool:
    """Whether the address is at a domain of the operator's own, which no mail service lends to everybody."""
    operator = desk.operator()
    sites = (
        urlsplit(site if "//" in site else f"//{site}").hostname or "" for site in operator.sites
    )
    own = {
        operator.request_email.rpartition("@")[2],
        *(site.removeprefix("www.") for site in sites),
    }
    domain = fold(address.rpartition("@")[2])
    return bool(domain) and domain in map(fold, own) and mail_country(address) is None


def refuse_own(desk: Desk, letter: Letter) -> None:
    """Refuse what would file the operator's own answer as a letter that came in."""
    if is_own(desk, letter):
        raise Refusal(
            N_(
                "This message is from your own address: it is not a request. Record it as proof "
                "of dispatch of the answer it carried."
            )
        )


def requests_answered(desk: Desk, letter: Letter) -> tuple[Known, ...]:
    """The requests an own letter may have answered: by what it refers to, else by whom it went to."""
    return threaded(desk, letter) or _written_to(desk, letter)


def threaded(desk: Desk, letter: Letter) -> tuple[Known, ...]:
    """The requests whose letters this one refers to, the nearest first, else those whose sent answers it names."""
    found: dict[int, Known] = {}
    for message_id in letter.in_reply_to:
        row = desk.database.execute_sql(
            "SELECT id, number FROM request WHERE message_id = ? AND message_id <> ''"
            " AND state <> 'void'",
            (message_id,),
        ).fetchone()
        if row:
            found.setdefault(row[0], Known(*row))
    return tuple(found.values()) or _sent_as(desk, letter.in_reply_to[:_MOST_NAMED])


def _sent_as(desk: Desk, message_ids: tuple[str, ...]) -> tuple[Known, ...]:
    """The requests with a dispatch whose proof is one of these messages: an answer may begin its own thread."""
    found: dict[int, Known] = {}
    for message_id in message_ids:
        # Proofs of dispatch are in the index; a look through every event would cost each letter that answers others.
        near = [each.id for each in index.find(desk.database, message_id, kind=index.Kind.REQUEST)]
        rows = desk.database.execute_sql(_SENT_AS, (json.dumps(near), message_id)).fetchall()
        found |= {row[0]: Known(*row) for row in rows if row[0] not in found}
    return tuple(found.values())


def _written_to(desk: Desk, letter: Letter) -> tuple[Known, ...]:
    """The open requests of those the letter went to, the newest first."""
    keys = [fold(address) for address in letter.to_addresses if address]
    marks = ", ".join("?" * len(keys))
    rows = desk.database.execute_sql(
        "SELECT DISTINCT r.id, r.number FROM person p"  # noqa: S608 -- question marks alone
        " JOIN request r ON coalesce(p.merged_into, p.id) IN (r.subject, r.applicant)"
        f" WHERE p.email_key IN ({marks}) AND r.state = 'open' ORDER BY r.id DESC",
        keys,
    ).fetchall()
    return tuple(Known(*row) for row in rows)
