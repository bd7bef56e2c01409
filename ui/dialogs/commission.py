# SPDX-License-Identifier: Apache-2.0
"""A commission made by order: chairman, members, substitutes, where and since when; or somebody alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from desk.domain.destruction import Commission, CommissionFields, MemberFields, MemberRole
from desk.domain.paper import Draft
from desk.domain.request import PaperBrief
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.services.destruction import destructions
from desk.services.destruction.commissions import check_full_name
from desk.services.paper import papers
from ui import words
from ui.act import ActDialog, Fields
from ui.destruction_parts import period
from ui.forms import BothField, ChoiceField, DateField, Section, TextField
from ui.language import _, current
from ui.lines import LineDialog, LinesEditor, LinesField
from ui.paper_dialog import PaperDialog
from ui.registers import iso


class MemberDialog(LineDialog):
    """One member."""

    NAME = "member"
    TITLE = N_("Member of the commission")
    line: MemberFields

    def fields(self) -> Fields:
        """Part, name, post."""
        roles = [(role, words.label(role)) for role in MemberRole]
        return (
            ChoiceField("role", N_("&Part"), roles),
            BothField(
                "name",
                N_("&Name"),
                mandatory=True,
                hint=N_(
                    "Surname, name and patronymic in full: the act must give them so (order 179, item 3 г)."
                ),
            ),
            BothField("post", N_("P&osition"), mandatory=True, hint=N_("The act must name it.")),
        )

    def prepare(self) -> None:
        """Show the member."""
        self.form.set(vars(self.line))

    def begin(self) -> None:
        """The name comes first."""
        self.form.editor("name").main.setFocus()

    def act(self, values: dict[str, object]) -> MemberFields:
        """Give the member back."""
        for name, message in (("name", _NAMELESS), ("post", _POSTLESS)):
            text = values[name]
            assert isinstance(text, Both)
            if not (text.ru or text.en):
                raise Refusal(message, field=name)
        assert isinstance(values["name"], Both)
        check_full_name(values["name"], "name")
        changed: dict[str, Any] = dict(values)
        return replace(self.line, **changed)


_NAMELESS = N_("Enter the name of this member.")
_POSTLESS = N_("Enter the position of this member: the act must state it (order 179, item 3 г).")


class MembersEditor(LinesEditor):
    """The members."""

    DIALOG = MemberDialog
    HEADS = (N_("Part"), N_("Name"), N_("Position"))
    MOST = 6

    def new_line(self) -> MemberFields:
        """The chairman first, then members."""
        known = {line.role for line in self.lines}
        chaired = MemberRole.CHAIRMAN in known
        return MemberFields(MemberRole.MEMBER if chaired else MemberRole.CHAIRMAN, Both(), Both())

    def cells(self, line: MemberFields) -> Sequence[str]:
        """Part, name, post."""
        language = current().language
        return words.label(line.role), line.name.of(language), line.post.of(language)

    def plain(self, line: MemberFields) -> dict[str, object]:
        """As plain data."""
        return member_state(line)

    def read(self, state: Mapping[str, Any]) -> MemberFields:
        """From plain data."""
        name, post = Both(*state["name"]), Both(*state["post"])
        return MemberFields(MemberRole(state["role"]), name, post)


def member_state(line: MemberFields) -> dict[str, object]:
    """A member as plain data."""
    name, post = line.name, line.post
    return {"role": str(line.role), "name": [name.ru, name.en], "post": [post.ru, post.en]}


def commission_fields(desk: Desk, editor: Callable[[QWidget], LinesEditor]) -> Fields:
    """Members, period, place, who approves."""
    today = desk.today
    return (
        LinesField("members", N_("&Members"), editor, mandatory=True),
        DateField("since", N_("In force &since"), today=today, mandatory=True),
        DateField("until", N_("U&ntil"), today=today, hint=N_("If empty: until it is ended.")),
        BothField("place", N_("P&lace")),
        Section(N_("Who approves the act"), folded=True),
        BothField("approver", N_("Name")),
        BothField("approver_post", N_("Position")),
    )


def read_commission(
    values: Mapping[str, object], ordered: str, number: str = ""
) -> CommissionFields:
    """What such a form says."""
    since, members = values["since"], values["members"]
    if not isinstance(since, date):
        raise Refusal(N_("Enter the date."), field="since")
    place, name, post = (values[each] for each in ("place", "approver", "approver_post"))
    assert isinstance(place, Both)
    assert isinstance(name, Both)
    assert isinstance(post, Both)
    named = bool(name.ru or name.en)
    return CommissionFields(
        ordered=ordered,
        since=since.isoformat(),
        members=members if isinstance(members, tuple) else (),
        until=iso(values["until"]),
        place=place,
        approver=MemberFields(MemberRole.MEMBER, name, post) if named else None,
        number=number,
    )


def last_commission(desk: Desk) -> dict[str, object]:
    """Members and place of the newest commission, to start from."""
    found = [each.fields for each in destructions.commissions(desk) if not each.fields.alone]
    if not found:
        return {"since": desk.today()}
    members = [replace(member, id=0) for member in found[0].members]
    return {"since": desk.today(), "members": members, "place": found[0].place}


class CommissionDialog(PaperDialog):
    """Make a commission, for the destruction it was opened from if any; its order is issued here."""

    NAME = "commission"
    TITLE = N_("Create a commission")
    VERB = N_("&Issue the order")
    FORMS = ("commission_order",)

    def option_fields(self) -> Fields:
        """What the order says."""
        return commission_fields(self.desk, self._editor)

    def prepare(self) -> None:
        """From today, with the last commission to start from; a destruction gets it at once."""
        super().prepare()
        self.form.set(last_commission(self.desk))
        if self.card is not None:
            self.accept_button.setText(_("&Issue the order and appoint"))

    def begin(self) -> None:
        """The members come first."""
        self.form.reach("members")

    def new_draft(self, _texts: Mapping[str, Both]) -> Draft:
        """The order as it stands."""
        return destructions.draft_order(self.desk, self._fields(), self.mode())

    def put(self, _draft: Draft) -> PaperBrief:
        """Make the commission with its order, and appoint it where it is wanted."""
        fields, mode = self._fields(), self.mode()
        if self.card is None:
            made = destructions.make_commission(self.desk, fields, mode)
        else:
            made = destructions.appoint_new(self.desk, self.card.row.id, fields, mode)
        document = destructions.commission_of(self.desk, made).document
        assert document is not None, "the order was issued"
        return papers.paper_brief(self.desk, document)

    def _fields(self) -> CommissionFields:
        return read_commission(self.form.values(), self.desk.today().isoformat())

    def _editor(self, parent: QWidget) -> MembersEditor:
        return MembersEditor(self.desk, self.jobs, "", "", parent)


class OutsideOrderDialog(ActDialog):
    """Record a commission whose order was made outside the desk."""

    NAME = "outside_order"
    TITLE = N_("Commission under an order issued outside Desk")
    VERB = N_("&Record")

    def fields(self) -> Fields:
        """Number and day of the order, then what it says."""
        return (
            TextField("number", N_("N&umber of the order"), mandatory=True),
            DateField("ordered", N_("&Day of the order"), today=self.desk.today, mandatory=True),
            *commission_fields(self.desk, self._editor),
        )

    def prepare(self) -> None:
        """With the last commission to start from."""
        self.form.set(last_commission(self.desk))

    def act(self, values: dict[str, object]) -> int:
        """Record it."""
        if not values["number"]:
            raise Refusal(N_("This must be filled in."), field="number")
        if not isinstance(values["ordered"], date):
            raise Refusal(N_("Enter the date."), field="ordered")
        fields = read_commission(values, iso(values["ordered"]), str(values["number"]))
        return destructions.make_commission(self.desk, fields)

    def _editor(self, parent: QWidget) -> MembersEditor:
        return MembersEditor(self.desk, self.jobs, "", "", parent)


class EndCommissionDialog(ActDialog):
    """Record the last day of a commission."""

    NAME = "end_commission"
    TITLE = N_("End a commission")
    VERB = N_("&End it")

    def fields(self) -> Fields:
        """Which, and when."""
        known = [
            (each.id, commission_line(each))
            for each in destructions.commissions(self.desk, self.desk.today())
        ]
        return (
            ChoiceField("commission", N_("&Commission"), known),
            DateField("until", N_("&Last day"), today=self.desk.today, mandatory=True),
        )

    def prepare(self) -> None:
        """Today is the usual day."""
        self.form.set({"until": self.desk.today()})

    def act(self, values: dict[str, object]) -> None:
        """End it."""
        if not isinstance(values["commission"], int):
            raise Refusal(N_("There is no such commission."), field="commission")
        if not isinstance(values["until"], date):
            raise Refusal(N_("Enter the date."), field="until")
        destructions.end_commission(self.desk, values["commission"], values["until"])


def commission_line(each: Commission) -> str:
    """A commission in one line: its order, its chairman, since when."""
    fields, language = each.fields, current().language
    chairman = next(m.name.of(language) for m in fields.members if m.role is MemberRole.CHAIRMAN)
    if fields.alone:
        return _("alone: {name}", name=chairman)
    return _(
        "order No. {number}: {name} and others, {period}",
        number=words.short(fields.number),
        name=chairman,
        period=period(fields.since, fields.until),
    )
