# SPDX-License-Identifier: Apache-2.0
"""Letters of a processor: what its operator is told, and where the person's request was passed (Art. 6 (5)).

Part 5 was read in an edition of 2021: it is cited by its number and told in our own words.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from desk.documents.blocks import Clause, Editable, Enclosures, Fields, Form, Heading, Shown
from desk.documents.catalogue.wording import (
    SIGNED_BY_OPERATOR,
    card_lacks,
    day_of,
    is_empty,
    lacking,
    letter_lacks,
    letter_values,
    number_and_date,
    printed_number,
    word,
)
from desk.domain.client_papers import NoticeClientFacts, ReplyPassedFacts
from desk.domain.clients import NoticeKind
from desk.domain.paper import Missing
from desk.errors import Refusal
from desk.text import N_, Catalogue

__all__ = ["FORMS"]


def _day(day: date | None, catalogue: Catalogue) -> str:
    return day_of(day, catalogue) if day is not None else ""


def _demands(kinds: Iterable[str], catalogue: Catalogue) -> str:
    return ";\n".join(word("demand", kind, catalogue) for kind in kinds)


def _values(facts: NoticeClientFacts, catalogue: Catalogue) -> dict[str, str]:
    if facts.kind not in set(NoticeKind):
        raise Refusal(
            N_("There is no notice to a client of the kind “{kind}”."), "kind", kind=facts.kind
        )
    language = catalogue.language
    return {
        **letter_values(facts, catalogue),
        "about": catalogue.form(f"notice_client.{facts.kind}.about"),
        "assignment": facts.assignment.of(language),
        "demands": _demands(facts.demands, catalogue),
        "channel": word("channel", facts.channel, catalogue) if facts.channel else "",
        "recipient": facts.recipient.of(language),
        "recipient_address": facts.recipient_address,
        "recipient_country": facts.recipient_country.of(language),
        "starts": _day(facts.starts, catalogue),
        "object_until": _day(facts.object_until, catalogue),
        "act": number_and_date(printed_number(facts.act_number), facts.act_date, catalogue),
        "destroyed_on": _day(facts.destroyed_on, catalogue),
        "categories": facts.categories.of(language),
        "kept": facts.kept.of(language),
    }


_ABSENT = {
    NoticeKind.REQUEST: (("asked", N_("What the person asks for is missing. Write it in the draft, or enclose the letter.")),),
    NoticeKind.LEAK: (
        ("what", N_("A description of what happened is missing. Write it in the draft.")),
        ("data", N_("Whose data, and which, are concerned is missing. Write it in the draft.")),
        ("measures", N_("What was done is missing. Write it in the draft.")),
        ("contact", N_("The contact for the client is missing. Write it in the draft.")),
    ),
    NoticeKind.SUB_PROCESSOR: (
        ("tasks", N_("What the sub-processor will do, and with which data, is missing. Write it in the draft.")),
    ),
}  # fmt: skip
"""Passages without which a notice of its kind tells too little."""


def _missing(facts: NoticeClientFacts) -> list[Missing]:
    kind = NoticeKind(facts.kind)
    texts = _ABSENT.get(kind, ())
    if kind is NoticeKind.REQUEST and facts.attached:
        texts = ()
    return [
        *card_lacks(facts),
        *lacking(
            is_empty(facts.client),
            "addressee.name",
            N_("The letter has no addressee. Fill in the name in the client’s record."),
        ),
        *lacking(
            is_empty(facts.assignment),
            "assignment",
            N_("The assignment has no number and no date. Fill them in in the client’s record."),
        ),
        *_own_lacks(facts, kind),
        *(
            lack
            for name, message in texts
            for lack in lacking(is_empty(facts.passages.get(name)), f"passages.{name}", message)
        ),
    ]


def _own_lacks(facts: NoticeClientFacts, kind: NoticeKind) -> list[Missing]:
    """What only a notice of this kind needs of the registers."""
    checks: dict[NoticeKind, tuple[tuple[bool, str, str], ...]] = {
        NoticeKind.REQUEST: (
            (not facts.request_number, "request_number", N_("The paper does not state which request it concerns. Make it from a request.")),
            (not facts.subject_name.strip(), "subject_name", N_("The data subject is not named. Fill in the subject’s name in the request.")),
            (not facts.demands, "demands", N_("No demand is named. State in the request what is demanded.")),
        ),
        NoticeKind.SUB_PROCESSOR: (
            (is_empty(facts.recipient), "recipient", N_("The sub-processor is not named. Choose a recipient of the register.")),
            (not facts.recipient_address.strip(), "recipient_address", N_("The sub-processor has no address. Fill it in among the recipients.")),
            (facts.starts is None, "starts", N_("The date from which the sub-processor works is missing. Fill it in.")),
        ),
        NoticeKind.DESTRUCTION: (
            (facts.destroyed_on is None, "destroyed_on", N_("The date of destruction is missing. Fill it in.")),
            (not facts.act_number, "act_number", N_("The notice does not refer to an act. Draw up the act of destruction first.")),
        ),
    }  # fmt: skip
    return [Missing(said, where) for lacks, where, said in checks.get(kind, ()) if lacks]


def _of(*kinds: NoticeKind) -> Shown:
    return lambda facts: facts.kind in kinds


_REQUEST, _LEAK = _of(NoticeKind.REQUEST), _of(NoticeKind.LEAK)
_SUB, _DESTROYED = _of(NoticeKind.SUB_PROCESSOR), _of(NoticeKind.DESTRUCTION)

_NOTICE_CLIENT = Form(
    id="notice_client",
    version=1,
    series="notice",
    facts=NoticeClientFacts,
    blocks=(
        Heading("notice_client.title", "notice_client.subject"),
        Clause("notice_client.request.intro", shown=_REQUEST),
        Clause("notice_client.leak.intro", shown=_LEAK),
        Clause("notice_client.sub_processor.intro", shown=_SUB),
        Clause("notice_client.destruction.intro", shown=_DESTROYED),
        Fields(
            (
                ("notice_client.assignment", "assignment"),
                ("field.subject", "subject"),
                ("notice_client.demands", "demands"),
            ),
            shown=_REQUEST,
        ),
        Fields(
            (
                ("field.received_moment", "received_moment"),
                ("field.channel", "channel"),
                ("notice_client.our_number", "request"),
            ),
            shown=_REQUEST,
        ),
        Fields(
            (
                ("notice_client.assignment", "assignment"),
                ("notice_client.found", "received_moment"),
            ),
            shown=_LEAK,
        ),
        Fields(
            (
                ("notice_client.assignment", "assignment"),
                ("notice_client.sub", "recipient"),
                ("notice_client.sub_address", "recipient_address"),
                ("notice_client.sub_country", "recipient_country"),
                ("notice_client.starts", "starts"),
                ("notice_client.object_until", "object_until"),
            ),
            shown=_SUB,
        ),
        Fields(
            (
                ("notice_client.assignment", "assignment"),
                ("notice_client.destroyed_on", "destroyed_on"),
                ("notice_client.act", "act"),
                ("notice_client.categories", "categories"),
                ("notice_client.kept", "kept"),
            ),
            shown=_DESTROYED,
        ),
        Editable("asked", title="notice_client.asked.title", shown=_REQUEST),
        Editable("what", title="notice_client.what.title", shown=_LEAK),
        Editable("tasks", title="notice_client.tasks.title", shown=_SUB),
        Editable("data", title="notice_client.data.title", shown=_LEAK),
        Editable("measures", title="notice_client.measures.title", shown=_LEAK),
        Editable("contact", title="notice_client.contact.title", shown=_LEAK),
        Clause("notice_client.request.answers", shown=_REQUEST),
        Clause("notice_client.request.foreign", shown=lambda f: _REQUEST(f) and f.foreign),
        Clause("notice_client.request.known", shown=lambda f: _REQUEST(f) and f.identified),
        Clause("notice_client.request.unknown", shown=lambda f: _REQUEST(f) and not f.identified),
        Clause("notice_client.request.own", shown=lambda f: _REQUEST(f) and f.own_too),
        Clause("notice_client.request.ask", shown=_REQUEST),
        Clause("notice_client.leak.terms", shown=_LEAK),
        Clause("notice_client.sub_processor.until", shown=lambda f: _SUB(f) and f.object_until),
        Clause("notice_client.sub_processor.agree", shown=lambda f: _SUB(f) and not f.object_until),
        Clause("notice_client.destruction.kept", shown=lambda f: _DESTROYED(f) and f.kept.ru),
        Editable("note", title="notice_client.note.title"),
        Enclosures(),
        SIGNED_BY_OPERATOR,
    ),
    values=_values,
    missing=_missing,
    passages=("asked", "what", "data", "measures", "contact", "tasks", "note"),
)


def _passed_values(facts: ReplyPassedFacts, catalogue: Catalogue) -> dict[str, str]:
    return {
        **letter_values(facts, catalogue),
        "client": facts.client.of(catalogue.language),
        "client_address": facts.client_address,
        "client_email": facts.client_email,
        "passed_on": _day(facts.passed_on, catalogue),
        "demands": _demands(facts.demands, catalogue),
    }


def _passed_missing(facts: ReplyPassedFacts) -> list[Missing]:
    return [
        *letter_lacks(facts),
        *lacking(
            is_empty(facts.client),
            "client",
            N_("The client to whom the request was passed is missing. Choose it in the request."),
        ),
        *lacking(
            not (facts.client_address.strip() or facts.client_email.strip()),
            "client_address",
            N_("The client has neither address nor e-mail. Fill one in in the client’s record."),
        ),
        *lacking(
            facts.passed_on is None,
            "passed_on",
            N_("The request has not been passed to the client yet. Send the notice first."),
        ),
    ]


_REPLY_PASSED = Form(
    id="reply_passed",
    version=1,
    series="answer",
    facts=ReplyPassedFacts,
    blocks=(
        Heading("reply_passed.title", "reply_passed.subject"),
        Clause("reply_passed.intro"),
        Fields((("field.subject", "subject"), ("notice_client.demands", "demands"))),
        Clause("reply_passed.client", numbered=True),
        Fields(
            (
                ("field.operator", "client"),
                ("reply_passed.address", "client_address"),
                ("reply_passed.email", "client_email"),
            )
        ),
        Clause("reply_passed.passed", numbered=True),
        Clause("reply_passed.foreign", numbered=True, shown=lambda facts: facts.foreign),
        Clause("reply_passed.own", numbered=True, shown=lambda facts: facts.own_too),
        Editable("note", title="reply_passed.note.title"),
        Clause("reply_passed.complaint", numbered=True),
        Enclosures(),
        SIGNED_BY_OPERATOR,
    ),
    values=_passed_values,
    missing=_passed_missing,
    passages=("note",),
)

FORMS = (_NOTICE_CLIENT, _REPLY_PASSED)
