# SPDX-License-Identifier: Apache-2.0
"""The erasers: small named functions, one for a kind of data; each empties it and counts what it met.

Numbers, dates and closed lists stay, so that registers keep their lines; words of and about the person
go. Timelines and the journal are emptied of their details without breaking their order.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from desk.domain.erasing import Scope
from desk.services.desk import Desk
from desk.services.paper import seals
from desk.services.terms import stamp
from desk.storage import blobs
from desk.storage import search as index
from desk.storage.models import Attachment

Eraser = Callable[[Desk, Scope], int]
_IDS = "(SELECT value FROM json_each(:ids))"
_NAMED = (
    "(SELECT name AS word FROM person WHERE id IN {ids} AND name <> '' UNION"
    " SELECT email FROM person WHERE id IN {ids} AND email <> '' UNION"
    " SELECT phone FROM person WHERE id IN {ids} AND phone <> '')"
)
"""The words that give people away in what was typed."""


def _run(
    desk: Desk, ids: tuple[int, ...] | tuple[str, ...], *statements: str, **values: str
) -> int:
    """Run statements over ids (``{ids}``; people’s names are ``{named}``); how many rows the first one met."""
    if not ids:
        return 0
    named = {"ids": json.dumps(ids), **values}
    met = [
        desk.database.execute_sql(
            sql.replace("{named}", _NAMED).replace("{ids}", _IDS), named
        ).rowcount
        for sql in statements
    ]
    return int(met[0])


def _requests_of(scope: Scope) -> tuple[int, ...]:
    return scope.requests + scope.case_requests


def card(desk: Desk, scope: Scope) -> int:
    """Name and addresses; the reference stays."""
    return _run(
        desk,
        scope.persons,
        "UPDATE person SET name = '', name_key = '', dative = '', email = '', email_key = '',"
        " phone = '', address = '', erased_on = :day WHERE id IN {ids}",
        day=desk.today().isoformat(),
    )


def requests(desk: Desk, scope: Scope) -> int:
    """What requests say and what was noted of them; number, dates and kinds stay."""
    return _run(
        desk,
        _requests_of(scope),
        "UPDATE request SET subject_key = '', authority = '', their_number = '', summary = '', text = '',"
        " identity_how = '', dispatch_proof = '', message_id = '', letter_digest = '',"
        " outcome = '' WHERE id IN {ids}",
        "UPDATE event SET note = NULL WHERE note IS NOT NULL AND request IN {ids}",
        "UPDATE deadline SET extended_because = '' WHERE request IN {ids}",
        "UPDATE client_notice SET proof = iif(proof = '', '', '—') WHERE request IN {ids}",
        "UPDATE demand SET outcome = '' WHERE request IN {ids} AND outcome NOT IN"
        " (SELECT number FROM document WHERE number IS NOT NULL)",
    )


def letters(desk: Desk, scope: Scope) -> int:
    """Letters and files; an empty one stands in their place, because timelines point at them."""
    if not scope.files:
        return 0
    Attachment.update(
        blob=blobs.put(desk.database, b""), name="", erased=stamp(desk.now()), sealed=None
    ).where(Attachment.id.in_(scope.files)).execute()
    seals.forget_signed_files(scope.files)
    return len(scope.files)


def papers(desk: Desk, scope: Scope) -> int:
    """Papers' facts and bytes; number, day and digest stay."""
    seals.forget_signers(desk, scope.papers)
    return _run(
        desk,
        scope.papers,
        "UPDATE document SET state = 'erased', facts = '{}', blob = NULL, sealed = NULL,"
        " void_because = '' WHERE id IN {ids}",
    )


def consents(desk: Desk, scope: Scope) -> int:
    """Evidence and conditions; kind, purpose, dates and the text's fingerprint stay."""
    return _run(
        desk,
        scope.consents,
        "UPDATE consent SET person_key = '', evidence = '{}', conditions = '{}', through_proof = '',"
        " through = iif(through = '', '', '—'), authority = '', ended_because = '',"
        " import_key = NULL WHERE id IN {ids}",
        "UPDATE event SET note = NULL WHERE note IS NOT NULL AND consent IN {ids}",
    )


_FREE = (
    "UPDATE {table} SET {column} = '—'"
    " WHERE EXISTS (SELECT 1 FROM {named} WHERE instr({column}, word) > 0)"
)
_FREE_TEXTS = {
    "destruction": ("clause",),
    "deadline": ("basis",),
    "destruction_member": ("absence",),
    "client_notice": ("proof",),
    "destruction_kept": ("what_ru", "what_en", "norm_ru", "norm_en", "until_ru", "until_en"),
    "assignment": ("operator_contact", "processor_contact"),
    "processor_check": ("asked", "came"),
    "sub_processor": ("note",),
    "recipient_information": (
        "source",
        "measures",
        "termination",
        "law",
        "contacts",
        "void_because",
    ),
    "transfer_assessment": ("conclusion_ru", "conclusion_en", "risk_ru", "risk_en", "void_because"),
    "transfer_assessment_party": ("remark",),
    "disclosure": (
        "name_ru",
        "name_en",
        "address",
        "ground_ru",
        "ground_en",
        "purpose_ru",
        "purpose_en",
        "whom_ru",
        "whom_en",
        "reference",
    ),
}


def holdings(desk: Desk, scope: Scope) -> int:
    """Contracts and sources, holds and labels; the purpose and its dates stay."""
    met = _run(
        desk,
        scope.holdings,
        "UPDATE holding SET contract = '', norm = '', ended_because = '',"
        " source_name = iif(source_name = '', '', '—') WHERE id IN {ids}",
    )
    _run(
        desk,
        scope.persons,
        "UPDATE hold SET reason = '', released_because = '' WHERE person IN {ids}",
        "UPDATE destruction_subject SET label = '' WHERE person IN {ids}",
    )
    _run(
        desk,
        scope.destructions,
        "UPDATE destruction_item SET deviation = '' WHERE destruction IN {ids}",
        "UPDATE destruction SET note = '', told_how = '' WHERE id IN {ids}",
        "UPDATE stop_letter SET note = '' WHERE destruction IN {ids}",
        "UPDATE event SET note = NULL WHERE note IS NOT NULL AND destruction IN {ids}",
    )
    # What also speaks of others or of the plan as a whole goes only where it names the person.
    _run(
        desk,
        scope.persons,
        *(
            _FREE.replace("{table}", table).replace("{column}", column)
            for table, columns in _FREE_TEXTS.items()
            for column in columns
        ),
    )
    return met


def words(desk: Desk, scope: Scope) -> int:
    """The words by which records were found."""
    rows = (
        (index.Kind.REQUEST, _requests_of(scope)),
        (index.Kind.PERSON, scope.persons),
        (index.Kind.DOCUMENT, scope.papers + scope.case_papers),
        (index.Kind.CONSENT, scope.consents),
        (index.Kind.DESTRUCTION, scope.destructions),
    )
    places = tuple(index.rowid(kind, id) for kind, ids in rows for id in ids)
    return _run(desk, places, "DELETE FROM search WHERE rowid IN {ids}")


def drafts(desk: Desk, scope: Scope) -> int:
    """Forms left unfinished in which the person stands."""
    return _run(
        desk,
        scope.persons,
        "DELETE FROM draft WHERE EXISTS (SELECT 1 FROM {named} WHERE instr(state, word) > 0)",
    )


_BLANK = "UPDATE journal SET detail = NULL, salt = NULL WHERE detail IS NOT NULL AND "
_DETAILS: tuple[tuple[Callable[[Scope], tuple[int, ...] | tuple[str, ...]], str], ...] = (
    (lambda scope: scope.refs, "ref IN {ids}"),
    (_requests_of, "ref IN (SELECT number FROM request WHERE id IN {ids})"),
    (lambda scope: scope.consents, "ref IN (SELECT number FROM consent WHERE id IN {ids})"),
    (
        lambda scope: scope.files + scope.case_files,
        "ref IN (SELECT 'file/' || id FROM attachment WHERE id IN {ids})",
    ),
    (
        lambda scope: scope.papers + scope.case_papers,
        "instr(detail, '\"reason\":') > 0 AND ref IN (SELECT number FROM document WHERE id IN {ids})",
    ),
    (
        lambda scope: scope.destructions,
        "instr(detail, '\"reason\":') > 0 AND ref IN (SELECT number FROM destruction WHERE id IN {ids})",
    ),
    (
        lambda scope: scope.persons,
        "instr(detail, '\"reason\":') > 0 AND EXISTS (SELECT 1 FROM {named} WHERE instr(detail, word) > 0)",
    ),
)
"""Whose details go: all of the person’s own, and those about papers or others where a reason was typed."""


def details(desk: Desk, scope: Scope) -> int:
    """What the journal says of the person, of requests, consents and files, and typed reasons; the chain holds."""
    return sum(_run(desk, of(scope), _BLANK + where) for of, where in _DETAILS)


ERASERS: Mapping[str, Eraser] = {
    "requests": requests,
    "letters": letters,
    "papers": papers,
    "consents": consents,
    "holdings": holdings,
    "card": card,
}
"""What is counted and told in the act, in the order in which it runs."""
CLEANERS: tuple[Eraser, ...] = (drafts, words, details)
"""What follows from it and is not told: they run first, because drafts are found by what stands in the card."""
