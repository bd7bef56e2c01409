# SPDX-License-Identifier: Apache-2.0
"""Commissions: made by order, ended, and read, with what their order lacks.

Order 179 asks for the post of everybody who destroyed the data. A sole trader may destroy alone: the
order speaks of “person(s)”; a company acts by a chairman and two or more members.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desk.documents.catalogue.wording import signer_post
from desk.domain.act_papers import ActSigner, CommissionOrderFacts
from desk.domain.destruction import Commission as CommissionView
from desk.domain.destruction import CommissionFields, MemberFields, MemberRole
from desk.domain.kinds import LanguageMode, OperatorKind
from desk.domain.numbering import printed_number
from desk.domain.operator import bare_name
from desk.domain.paper import Draft
from desk.domain.values import Both, Missing
from desk.errors import N_, AtField, Refusal
from desk.services.checks import check_iso_date, check_printable, clean_line, required_day
from desk.services.desk import Desk, writes
from desk.services.paper.facts import base_facts
from desk.services.paper.papers import completed, issue
from desk.services.signature.signed_forms import counts
from desk.services.signature.signing import open_signatures
from desk.storage.models import Commission, Document, Member, Signature

LEAST = 3
"""A chairman and two members."""


@writes("destruction", "paper")
def make_commission(
    desk: Desk, fields: CommissionFields, mode: LanguageMode = LanguageMode.RU
) -> int:
    """Record a commission; its order is issued here unless it was made outside or nobody else is in it."""
    fields = _checked(desk, fields)
    row = Commission.create(
        number=fields.number,
        ordered=fields.ordered,
        since=fields.since,
        until=fields.until or None,
        place_ru=fields.place.ru,
        place_en=fields.place.en,
        approver=json.dumps(_as_json(fields.approver), ensure_ascii=False),
        alone=int(fields.alone),
    )
    for member in fields.members:
        Member.create(
            commission=row.id,
            role=member.role.value,
            name_ru=member.name.ru,
            name_en=member.name.en,
            post_ru=member.post.ru,
            post_en=member.post.en,
            since=fields.since,
        )
    if not fields.alone and not fields.number:
        _issue_order(desk, row.id, fields, mode)
    desk.record(
        "commission.made", f"commission/{row.id}", members=len(fields.members), alone=fields.alone
    )
    return int(row.id)


def _checked(desk: Desk, fields: CommissionFields) -> CommissionFields:
    ordered, since = (required_day(getattr(fields, name), name) for name in ("ordered", "since"))
    if not (fields.alone or fields.number.strip()):
        ordered = desk.today()  # the order is issued here and now
    if since < ordered:
        raise Refusal(
            N_("A commission cannot act before its order of {day}."), "since", day=ordered
        )
    until = check_iso_date(fields.until, "until")
    if until is not None and until < since:
        raise Refusal(N_("The period ends before it begins."), field="until")
    if fields.alone:
        members: tuple[MemberFields, ...] = (_trader(desk, fields.members),)
    else:
        members = tuple(_member(each, f"members.{n}") for n, each in enumerate(fields.members, 1))
        _check_number(members)
    for n, member in enumerate(members, 1):
        check_full_name(member.name, f"members.{n}.name")
    approver = fields.approver and _member(fields.approver, "approver")
    if approver and approver.name.ru in {member.name.ru for member in members}:
        raise Refusal(
            N_("The person who approves the act cannot be a member of the commission."),
            "approver.name",
        )
    place = Both(clean_line(fields.place.ru, "place"), clean_line(fields.place.en, "place"))
    return replace(
        fields,
        ordered=ordered.isoformat(),
        since=since.isoformat(),
        members=members,
        approver=approver,
        place=place,
        number=clean_line(fields.number, "number", "name"),
    )


def _trader(desk: Desk, members: Sequence[MemberFields]) -> MemberFields:
    """The one who destroys alone: whoever is named, else the operator in person."""
    operator = desk.operator()
    if operator.kind is OperatorKind.LEGAL:
        raise Refusal(
            N_(
                "Only a sole trader or a natural person may destroy alone; a company acts through a commission."
            ),
            field="alone",
        )
    if len(members) > 1:
        raise Refusal(N_("Whoever destroys alone has no other members."), field="members")
    if members:
        return _member(replace(members[0], role=MemberRole.CHAIRMAN), "members.1")
    # The whole name, as order 179 asks, and not the initials of the card's signature.
    name = Both(bare_name(operator.name.ru), bare_name(operator.name.en))
    post = Both(**signer_post(operator))
    return _member(MemberFields(MemberRole.CHAIRMAN, name, post), "members.1")


def _member(member: MemberFields, where: str) -> MemberFields:
    if not (member.name.ru.strip() or member.name.en.strip()):
        raise Refusal(N_("Enter the name of this member."), field=f"{where}.name")
    if not (member.post.ru.strip() or member.post.en.strip()):
        raise Refusal(
            N_("Enter the position of this member: the act must state it (order 179, item 3 г)."),
            field=f"{where}.post",
        )
    name, post = (_clean(getattr(member, part), f"{where}.{part}") for part in ("name", "post"))
    return replace(member, name=name, post=post)


def check_full_name(name: Both, field: str) -> None:
    """Refuse initials of whoever destroys: order 179, item 3 г, asks for surname, name and patronymic."""
    if _initials(name):
        raise Refusal(
            N_(
                "Write the name in full, without initials: the act must give surname, name and patronymic,"
                " if there is one (order 179, item 3 г)."
            ),
            field=field,
        )


def _initials(name: Both) -> bool:
    return any(map(_INITIAL.search, (name.ru, name.en)))


_INITIAL = re.compile(r"(?<!\w)[^\W\d_]\.")


def _clean(text: Both, field: str) -> Both:
    ru, en = (
        check_printable(clean_line(each, field, "name"), field) for each in (text.ru, text.en)
    )
    return Both(ru, en)


def _check_number(members: Sequence[MemberFields]) -> None:
    chairmen = [each for each in members if each.role is MemberRole.CHAIRMAN]
    if len(chairmen) != 1:
        raise Refusal(N_("A commission has one chairman."), field="members")
    if sum(each.role is not MemberRole.SUBSTITUTE for each in members) < LEAST:
        raise Refusal(N_("A commission has a chairman and at least two members."), field="members")
    if len({each.name.ru or each.name.en for each in members}) < len(members):
        raise Refusal(N_("The same person is in the commission twice."), field="members")


def _as_json(approver: MemberFields | None) -> dict[str, str]:
    if approver is None:
        return {}
    name, post = approver.name, approver.post
    return {"name_ru": name.ru, "name_en": name.en, "post_ru": post.ru, "post_en": post.en}


def draft_order(desk: Desk, fields: CommissionFields, mode: LanguageMode) -> Draft:
    """The order as it would be issued; what it lacks is told in the draft."""
    facts = CommissionOrderFacts(
        **base_facts(desk),
        place=fields.place,
        members=signers_of(fields.members),
        since=date.fromisoformat(fields.since),
        until=date.fromisoformat(fields.until) if fields.until else None,
        approver=approver_of(fields.approver),
    )
    return completed(Draft("commission_order", mode, facts, (), ()))


def _issue_order(desk: Desk, id: int, fields: CommissionFields, mode: LanguageMode) -> None:
    """Issue the order and take its number for the commission."""
    paper = issue(desk, draft_order(desk, fields, mode))
    Commission.update(number=paper.number, ordered=paper.date, document=paper.id).where(
        Commission.id == id
    ).execute()
    operator = desk.operator()
    head = ActSigner("operator", "operator", operator.signer_name, operator.signer_post)
    open_signatures(paper.id, (head, *signers_of(fields.members)))


def signers_of(
    members: Sequence[MemberFields], instead: dict[int, Both] | None = None
) -> tuple[ActSigner, ...]:
    """The signers by the places of their signatures: chairman, member_1 and so on."""
    found, count = [], 0
    for member in members:
        slot = "chairman"
        if member.role is not MemberRole.CHAIRMAN:
            count += 1
            slot = f"member_{count}"
        absent = (instead or {}).get(member.id, Both())
        found.append(ActSigner(slot, member.role.value, member.name, member.post, absent))
    return tuple(found)


def approver_of(approver: MemberFields | None) -> ActSigner | None:
    """The one who approves, as papers name him."""
    if approver is None:
        return None
    return ActSigner("approver", "approver", approver.name, approver.post)


def commissions(desk: Desk, on: date | None = None) -> list[CommissionView]:
    """Every commission, the newest first; with ``on`` those in force on that day."""
    rows = Commission.select().order_by(Commission.since.desc(), Commission.id.desc())
    if on is not None:
        day = on.isoformat()
        rows = rows.where(
            Commission.since <= day, Commission.until.is_null() | (Commission.until >= day)
        )
    found = list(rows)
    members: dict[int, list[Member]] = {}
    for member in Member.select().order_by(Member.id):
        members.setdefault(member.commission_id, []).append(member)
    return [view_of(row, members.get(row.id, [])) for row in found]


def view_of(row: Commission, members: Sequence[Member]) -> CommissionView:
    """A commission as a value."""
    kept = json.loads(row.approver)
    approver = None
    if kept:
        name, post = (Both(kept[f"{part}_ru"], kept[f"{part}_en"]) for part in ("name", "post"))
        approver = MemberFields(MemberRole.MEMBER, name, post)
    fields = CommissionFields(
        ordered=row.ordered,
        since=row.since,
        members=tuple(map(member_view, members)),
        until=row.until or "",
        place=Both(row.place_ru, row.place_en),
        approver=approver,
        alone=bool(row.alone),
        number=row.number,
    )
    return CommissionView(row.id, fields, row.document_id)


def member_view(row: Member) -> MemberFields:
    """A member as a value."""
    name, post = Both(row.name_ru, row.name_en), Both(row.post_ru, row.post_en)
    return MemberFields(MemberRole(row.role), name, post, row.id)


def commission_of(_desk: Desk, id: int) -> CommissionView:
    """One commission with its members."""
    row = Commission.get_or_none(Commission.id == id)
    if row is None:
        raise AtField(N_("There is no such commission."), field="commission")
    return view_of(row, list(Member.select().where(Member.commission == id).order_by(Member.id)))


@writes("destruction")
def end_commission(desk: Desk, id: int, on: date) -> None:
    """Record the last day of a commission."""
    view = commission_of(desk, id)
    if on.isoformat() < view.fields.since:
        raise Refusal(N_("The period ends before it begins."), field="until")
    Commission.update(until=on.isoformat()).where(Commission.id == id).execute()
    desk.record("commission.ended", f"commission/{id}", on=on)


def check_order(view: CommissionView, field: str) -> None:
    """A commission made by an order that is void destroys nothing."""
    if view.document is not None and Document.get_by_id(view.document).state == "void":
        raise Refusal(N_("The order on this commission is void."), field=field)


def order_lacks(desk: Desk, view: CommissionView) -> tuple[Missing, ...]:
    """Whose signatures an order issued here still lacks: order 179 asks for none, so that it is a warning."""
    asked = (Signature.document == (view.document or 0)) & (Document.signature == "")
    signing = Signature.select().join(Document).where(asked).order_by(Signature.id)
    rows = [row for row in signing if not counts(desk, row)]
    params: dict[str, object] = {"number": printed_number(view.fields.number)}
    lacks = []
    if any(row.field == "operator" for row in rows):
        message = N_("The order {number} on the commission is not marked as signed.")
        lacks.append(Missing(message, "order", params))
    members = [row for row in rows if row.field != "operator"]
    if members:
        names = Both(
            ", ".join(row.name_ru or row.name_en for row in members),
            ", ".join(row.name_en or row.name_ru for row in members),
        )
        message = N_(
            "It has not been noted that the members ({names}) have read and signed the order {number}."
        )
        lacks.append(Missing(message, "order", {**params, "names": names}))
    short = [each.name for each in view.fields.members if _initials(each.name)]
    if short:
        names = Both(*(", ".join(name.of(language) for name in short) for language in ("ru", "en")))
        message = N_(
            "The commission has names with initials: {names}. Order 179, item 3 г, asks for them in full: create a new one."
        )
        lacks.append(Missing(message, "order", {"names": names}))
    return tuple(lacks)


def check_in_force(fields: CommissionFields, day: date, field: str) -> None:
    """The commission acts only from the first to the last day of its order."""
    if not fields.since <= day.isoformat() <= (fields.until or "9999"):
        raise Refusal(N_("The commission is not in force on {day}."), field=field, day=day)
