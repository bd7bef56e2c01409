# SPDX-License-Identifier: Apache-2.0
"""The letters about processing on assignment, filled from the registers; and the e-mail to a client."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast

from desk.clocks import legal_time
from desk.documents.catalogue.wording import number_and_date
from desk.domain.client_papers import NoticeClientFacts
from desk.domain.clients import Client, ClientNotice, NoticeKind
from desk.domain.countries import both_names
from desk.domain.days import parsed
from desk.domain.kinds import LanguageMode
from desk.domain.letter import LetterFile
from desk.domain.numbering import printed_number
from desk.domain.operator import Operator
from desk.domain.paper import Addressee, Draft
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services.assignment.client_notices import client_notice, own_too
from desk.services.assignment.clients import client_of
from desk.services.desk import Desk, writes
from desk.services.entries import categories_of, existing
from desk.services.letter.enclosures import check_size
from desk.services.letter.reply_mail import own_address
from desk.services.letter.sent_forms import Parcel, Sent, sent, sent_words
from desk.services.paper.facts import base_facts
from desk.services.paper.papers import completed
from desk.storage import blobs, models

_ENCLOSED = {
    "request": Both("копия обращения", "copy of the request"),
    "destruction": Both("копия акта об уничтожении", "copy of the act of destruction"),
}


def draft_notice(
    desk: Desk,
    id: int,
    mode: LanguageMode,
    passages: Mapping[str, Both] | None = None,
    *,
    attached: bool = True,
) -> Draft:
    """The paper of a notice, not yet issued; ``attached`` sends the person's letter or the act along."""
    from desk.documents.catalogue import default_passages

    notice = client_notice(desk, id)
    client = client_of(existing(models.Client, notice.client))
    facts = NoticeClientFacts(
        **cast(
            "dict[str, Any]",
            {
                **base_facts(desk),
                **_whom(desk, client, notice),
                **_moment(desk, notice),
                **_ABOUT[notice.kind](desk, notice, attached),
            },
        )
    )
    starters = default_passages("notice_client", facts) | _starters(desk, notice)
    texts = {**starters, **(passages or {})}
    return completed(
        Draft(
            "notice_client", mode, replace(facts, passages=texts), (), (),
            request=notice.request, destruction=notice.destruction,
        )
    )  # fmt: skip


def address_of(client: Client, kind: NoticeKind) -> str:
    """Where a notice goes by e-mail: of a leak to the address for incidents, where there is one."""
    return (
        client.incident_email if kind is NoticeKind.LEAK and client.incident_email else client.email
    )


def client_address(desk: Desk, notice: int) -> str:
    """Where this notice would go by e-mail; empty where the client has no address."""
    found = client_notice(desk, notice)
    return address_of(client_of(existing(models.Client, found.client)), found.kind)


def _whom(desk: Desk, client: Client, notice: ClientNotice) -> dict[str, object]:
    name = Both(client.name.ru, client.name.en or client.name.ru)
    return {
        "addressee": Addressee(
            organisation=name,
            address=client.address,
            email=address_of(client, notice.kind),
        ),
        "client": name,
        "assignment": assignment_words(desk, client),
        "kind": notice.kind.value,
        "foreign": is_foreign(desk.operator()),
    }


def is_foreign(operator: Operator) -> bool:
    """Whether we process from abroad, so that the person may turn to us as well (Art. 6 (6))."""
    return bool(operator.foreign_tax_code) and not operator.inn


def assignment_words(desk: Desk, client: Client) -> Both:
    """“№ 5/ПДн от 1 февраля 2026 г.”; empty where neither number nor date is known."""
    day = date.fromisoformat(client.assignment_date) if client.assignment_date else None
    if not client.assignment:
        dated = desk.catalogue("ru").date(day, "long") if day else ""
        return Both(dated, desk.catalogue("en").date(day, "long") if day else "")
    return Both(
        *(number_and_date(client.assignment, day, desk.catalogue(code)) for code in ("ru", "en"))
    )


def _moment(desk: Desk, notice: ClientNotice) -> dict[str, object]:
    """When it came to be known, in the legal time."""
    known = parsed(notice.known)
    if not isinstance(known, datetime):
        return {"request_number": "", "received": known}
    local = known.astimezone(legal_time(desk.zone))
    return {
        "request_number": notice.request_number,
        "received": local.date(),
        "received_moment": f"{local:%H:%M}",
    }


def _of_request(desk: Desk, notice: ClientNotice, attached: bool) -> dict[str, object]:
    request = models.Request.get_by_id(notice.request)
    demands = list(
        models.Demand.select().where(models.Demand.request == request.id).order_by(models.Demand.id)
    )
    subject = request.subject
    has_letter = attached and bool(letters_of(desk, request.id))
    return {
        "subject_name": subject.name if subject else "",
        "channel": request.channel,
        "demands": tuple(d.kind for d in demands if d.client_id == notice.client),
        "identified": request.identified is not None,
        "own_too": own_too(desk, notice),
        "attached": has_letter,
        "enclosures": (_ENCLOSED["request"],) if has_letter else (),
    }


def _of_leak(_desk: Desk, _notice: ClientNotice, _attached: bool) -> dict[str, object]:
    return {}


def _of_sub(_desk: Desk, notice: ClientNotice, _attached: bool) -> dict[str, object]:
    found = models.Recipient.get_by_id(notice.recipient)
    return {
        "recipient": Both(found.name_ru, found.name_en or found.name_ru),
        "recipient_address": found.address,
        "recipient_country": both_names(found.country),
        "starts": date.fromisoformat(notice.known),
        "object_until": date.fromisoformat(notice.object_until) if notice.object_until else None,
    }


def _of_destruction(_desk: Desk, notice: ClientNotice, attached: bool) -> dict[str, object]:
    found = models.Destruction.get_by_id(notice.destruction)
    act = found.act
    items = models.DestructionItem.select().where(
        models.DestructionItem.destruction == found.id, models.DestructionItem.dropped.is_null()
    )
    client = existing(models.Client, notice.client)
    return {
        "act_number": act.number if act else "",
        "act_date": date.fromisoformat(act.day) if act else None,
        "destroyed_on": date.fromisoformat(found.done) if found.done else None,
        "categories": categories_of(item.categories for item in items),
        "kept": Both(client.kept_ru, client.kept_en or client.kept_ru),
        "enclosures": (_ENCLOSED["destruction"],) if attached else (),
    }


_ABOUT = {
    NoticeKind.REQUEST: _of_request,
    NoticeKind.LEAK: _of_leak,
    NoticeKind.SUB_PROCESSOR: _of_sub,
    NoticeKind.DESTRUCTION: _of_destruction,
}


def _starters(desk: Desk, notice: ClientNotice) -> dict[str, Both]:
    """What the registers can say beforehand: what the person asks, whom the client may ask of a leak."""
    if notice.kind is NoticeKind.REQUEST:
        summary = models.Request.get_by_id(notice.request).summary
        russian = any("а" <= letter <= "я" for letter in summary.casefold())
        return {"asked": Both(ru=summary) if russian else Both(en=summary)} if summary else {}
    if notice.kind is NoticeKind.LEAK:
        return {"contact": Both(*(_contact(desk.operator(), code) for code in ("ru", "en")))}
    return {}


def _contact(card: Operator, language: str) -> str:
    post, name = card.responsible_post.of(language), card.responsible_name.of(language)
    return ", ".join(filter(None, (post, name, card.phone, card.request_email)))


def letters_of(_desk: Desk, request: int) -> list[models.Attachment]:
    """The letter of the person as it came, and what was attached to it."""
    kept = models.Attachment
    return list(
        kept.select()
        .where(
            kept.request == request, kept.role.in_(["letter", "incoming"]), kept.erased.is_null()
        )
        .order_by(kept.id)
    )


@writes("client", "request")
def draft_to_client(desk: Desk, id: int, language: str) -> tuple[str, bytes]:
    """A draft e-mail to the client with the issued notice and what it encloses: file name and bytes; journalled."""
    from desk.mail.draft import Outgoing, write_draft

    notice, paper = _issued(desk, id)
    client = client_of(existing(models.Client, notice.client))
    address = address_of(client, notice.kind)
    if not address:
        raise Refusal(N_("The client’s record has no e-mail address."), field="client.email")
    made, size = _parcel(desk, notice, paper, language)
    content = write_draft(
        Outgoing(
            sender=own_address(desk),
            to=address,
            files=made.files,
            date=desk.now().astimezone(legal_time(desk.zone)),
            subject=made.subject,
            text=made.text,
        )
    )
    _note_draft(desk, client, paper, size)
    return f"{_file_name(paper)}.eml", content


@writes("client", "request")
def client_webmail(desk: Desk, id: int, language: str) -> Parcel:
    """The same for mail that is written in a browser: the text to paste and the files to attach; journalled."""
    notice, paper = _issued(desk, id)
    made, size = _parcel(desk, notice, paper, language)
    _note_draft(desk, client_of(existing(models.Client, notice.client)), paper, size)
    return made


def _issued(desk: Desk, id: int) -> tuple[ClientNotice, models.Document]:
    """A notice with its issued paper."""
    notice = client_notice(desk, id)
    if notice.document is None:
        raise Refusal(N_("The notice has not been issued yet."))
    return notice, models.Document.get_by_id(notice.document)


def _parcel(
    desk: Desk, notice: ClientNotice, paper: models.Document, language: str
) -> tuple[Parcel, int]:
    """What goes to the client, and how large what the notice encloses is."""
    own = sent(desk, paper, _file_name(paper))
    encloses = bool(json.loads(paper.facts).get("enclosures"))
    acts = _acts(desk, notice) if encloses else []
    along = [file for act in acts for file in act.files]
    along += _letters(desk, notice) if encloses else []
    files = (*own.files, *along)
    check_size(files)
    forms = sent_words(desk.catalogue(language), [own, *acts])
    made = Parcel(*covering(desk, notice, language, forms), files)
    return made, sum(len(each.content) for each in along)


def _note_draft(desk: Desk, client: Client, paper: models.Document, size: int) -> None:
    along = {"size": size} if size else {}
    desk.record("client_notice.drafted", f"client/{client.code}", papers=[paper.number], **along)


def covering(desk: Desk, notice: ClientNotice, language: str, forms: str = "") -> tuple[str, str]:
    """Subject and text of the e-mail an issued notice is sent with; ``forms`` says what its files are."""
    words, number = desk.catalogue(language), printed_number(notice.paper_number)
    text = words.say(
        N_(
            "Hello,\n\nHere is our notice No. {number} about personal data which we process on "
            "your assignment. It is attached as a PDF file.{forms}\n\nKind regards,\n{operator}"
        ),
        forms=forms,
        number=number,
        operator=desk.operator().name.of(language),
    )
    return words.say(N_("Our notice No. {number}"), number=number), text


def _file_name(paper: models.Document) -> str:
    return f"notice-{(paper.number or '').partition('/')[2]}"


def _bytes(desk: Desk, blob: str | None) -> bytes:
    return blobs.get(desk.database, blob or "")


def _letters(desk: Desk, notice: ClientNotice) -> list[LetterFile]:
    """The letter of the request that a notice passes on, under a neutral name."""
    if notice.request is None:
        return []
    letter = next(
        (each for each in letters_of(desk, notice.request) if each.role == "letter"), None
    )
    kept = [letter] if letter is not None else letters_of(desk, notice.request)
    return [
        LetterFile(
            f"request-{order}{_ending(each.name)}", each.media_type, _bytes(desk, each.blob_id)
        )
        for order, each in enumerate(kept, start=1)
    ]


def _acts(desk: Desk, notice: ClientNotice) -> list[Sent]:
    """The act that a notice of a destruction encloses, under a neutral name."""
    if notice.request is not None or notice.destruction is None:
        return []
    act = models.Destruction.get_by_id(notice.destruction).act
    if act is None or act.blob_id is None or act.sealed is not None:
        return []
    return [sent(desk, act, "act")]


def _ending(name: str) -> str:
    return "." + name.rpartition(".")[2].lower() if "." in name else ""
