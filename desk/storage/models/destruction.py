# SPDX-License-Identifier: Apache-2.0
"""Destruction by commission: plan, members, items, letters, signatures, pages that came back, erasures."""

from __future__ import annotations

from peewee import AutoField, CompositeKey, ForeignKeyField, IntegerField, TextField

from desk.storage.models.core import Attachment, Document, Person, Request, Table
from desk.storage.models.held import Holding
from desk.storage.models.register import Carrier, Recipient, System


class Commission(Table):
    """The commission of destruction as one order made it; ``alone`` for a trader without members."""

    id = AutoField()
    number = TextField()
    ordered = TextField()
    since = TextField()
    until = TextField(null=True)
    place_ru = TextField(default="")
    place_en = TextField(default="")
    approver = TextField(default="{}")
    alone = IntegerField(default=0)
    document_id: int | None
    document = ForeignKeyField(
        Document, null=True, column_name="document", backref="+", index=False
    )


class Member(Table):
    """A member of a commission, or who stands in for one."""

    id = AutoField()
    commission_id: int
    commission = ForeignKeyField(Commission, column_name="commission", backref="+")
    role = TextField()
    name_ru = TextField()
    name_en = TextField(default="")
    post_ru = TextField()
    post_en = TextField(default="")
    since = TextField()
    until = TextField(null=True)


class Destruction(Table):
    """One destruction from its plan to the erasure here; ``due`` … ``firm`` repeat its nearest term."""

    id = AutoField()
    number = TextField(unique=True)
    number_key = IntegerField()
    cause = TextField()
    caused = TextField()
    clause = TextField(default="")
    request_id: int | None
    request = ForeignKeyField(Request, null=True, column_name="request", backref="+", index=False)
    state = TextField()
    planned = TextField()
    commission_id: int | None
    commission = ForeignKeyField(
        Commission, null=True, column_name="commission", backref="+", index=False
    )
    done = TextField(null=True)
    act_id: int | None
    act = ForeignKeyField(Document, null=True, column_name="act", backref="+", index=False)
    extract_id: int | None
    extract = ForeignKeyField(Document, null=True, column_name="extract", backref="+", index=False)
    certified = TextField(null=True)
    told = TextField(null=True)
    told_how = TextField(default="")
    erased = TextField(null=True)
    counts = TextField(default="{}")
    note = TextField(default="")
    subjects = IntegerField(default=0)
    step = TextField(default="")
    due = TextField(default="9999")
    due_shown = TextField(default="")
    safe = TextField(default="")
    firm = IntegerField(default=1)

    class Meta:
        """Keys and indexes as the migrations make them."""

        indexes = (
            (("number_key", "id"), False),
            (("due", "id"), False),
            (("state", "due", "id"), False),
            (("cause", "id"), False),
            (("step", "id"), False),
            (("planned", "id"), False),
        )


class DestructionSubject(Table):
    """Whose data a destruction is about."""

    destruction_id: int
    destruction = ForeignKeyField(Destruction, column_name="destruction", backref="+", index=False)
    person_id: int
    person = ForeignKeyField(Person, column_name="person", backref="+")
    label = TextField(default="")

    class Meta:
        """Keys and indexes as the migrations make them."""

        primary_key = CompositeKey("destruction", "person")


class DestructionItem(Table):
    """What goes: of one person, in one system, on one carrier or at one processor."""

    id = AutoField()
    destruction_id: int
    destruction = ForeignKeyField(Destruction, column_name="destruction", backref="+", index=False)
    person_id: int
    person = ForeignKeyField(Person, column_name="person", backref="+", index=False)
    holding_id: int | None
    holding = ForeignKeyField(Holding, null=True, column_name="holding", backref="+", index=False)
    categories = TextField()
    system_id: int | None
    system = ForeignKeyField(System, null=True, column_name="system", backref="+", index=False)
    carrier_id: int | None
    carrier = ForeignKeyField(Carrier, null=True, column_name="carrier", backref="+", index=False)
    processor_id: int | None
    processor = ForeignKeyField(
        Recipient, null=True, column_name="processor", backref="+", index=False
    )
    sheets = IntegerField(default=0)
    method = TextField(default="")
    done = TextField(null=True)
    done_sheets = IntegerField(null=True)
    deviation = TextField(default="")
    dropped = TextField(null=True)

    class Meta:
        """Keys and indexes as the migrations make them."""

        indexes = ((("destruction", "id"), False),)


class DestructionKept(Table):
    """What stays, on which ground and until when; ``case_file`` for what the desk itself keeps as proof."""

    id = AutoField()
    destruction_id: int
    destruction = ForeignKeyField(Destruction, column_name="destruction", backref="+", index=False)
    person_id: int | None
    person = ForeignKeyField(Person, null=True, column_name="person", backref="+", index=False)
    holding_id: int | None
    holding = ForeignKeyField(Holding, null=True, column_name="holding", backref="+", index=False)
    what_ru = TextField()
    what_en = TextField(default="")
    ground = TextField()
    norm_ru = TextField(default="")
    norm_en = TextField(default="")
    until = TextField(null=True)
    until_ru = TextField(default="")
    until_en = TextField(default="")
    case_file = IntegerField(default=0)

    class Meta:
        """Keys and indexes as the migrations make them."""

        indexes = ((("destruction", "id"), False),)


class DestructionMember(Table):
    """Who of the commission takes part, and in whose place."""

    destruction_id: int
    destruction = ForeignKeyField(Destruction, column_name="destruction", backref="+", index=False)
    member_id: int
    member = ForeignKeyField(Member, column_name="member", backref="+", index=False)
    instead_of_id: int | None
    instead_of = ForeignKeyField(
        Member, null=True, column_name="instead_of", backref="+", index=False
    )
    absence = TextField(default="")

    class Meta:
        """Keys and indexes as the migrations make them."""

        primary_key = CompositeKey("destruction", "member")


class LogExport(Table):
    """How the log of one system is shown: by its own export, or by the items carried into the act."""

    destruction_id: int
    destruction = ForeignKeyField(Destruction, column_name="destruction", backref="+", index=False)
    system_id: int
    system = ForeignKeyField(System, column_name="system", backref="+", index=False)
    attachment_id: int | None
    attachment = ForeignKeyField(
        Attachment, null=True, column_name="attachment", backref="+", index=False
    )
    in_act = IntegerField(default=0)

    class Meta:
        """Keys and indexes as the migrations make them."""

        primary_key = CompositeKey("destruction", "system")


class StopLetter(Table):
    """A letter to a processor or recipient, with the date to confirm by."""

    id = AutoField()
    destruction_id: int | None
    destruction = ForeignKeyField(Destruction, null=True, column_name="destruction", backref="+")
    request_id: int | None
    request = ForeignKeyField(Request, null=True, column_name="request", backref="+")
    recipient_id: int
    recipient = ForeignKeyField(Recipient, column_name="recipient", backref="+", index=False)
    action = TextField()
    document_id: int | None
    document = ForeignKeyField(
        Document, null=True, column_name="document", backref="+", index=False
    )
    written = TextField()
    sent = TextField(null=True)
    confirm_by = TextField()
    confirmed = TextField(null=True)
    attachment_id: int | None
    attachment = ForeignKeyField(
        Attachment, null=True, column_name="attachment", backref="+", index=False
    )
    note = TextField(default="")
    dropped = TextField(null=True)


class Signature(Table):
    """Where one signer of an issued paper stands."""

    id = AutoField()
    document_id: int
    document = ForeignKeyField(Document, column_name="document", backref="+", index=False)
    field = TextField()
    role = TextField(default="")
    name_ru = TextField(default="")
    name_en = TextField(default="")
    post_ru = TextField(default="")
    post_en = TextField(default="")
    state = TextField(default="none")
    signed_on = TextField(null=True)
    attachment_id: int | None
    attachment = ForeignKeyField(
        Attachment, null=True, column_name="attachment", backref="+", index=False
    )
    page = IntegerField(null=True)
    actor = TextField(default="")
    verdict = TextField(default="")
    certificate = TextField(default="{}")
    checked = TextField(null=True)
    reason = TextField(default="")
    archival = IntegerField(default=1)
    """The file with this signature still is PDF/A-2b."""
    vouched_on = TextField(null=True)
    vouched_with = TextField(default="")
    vouched_said = TextField(default="")
    vouched_by = TextField(default="")

    class Meta:
        """Keys and indexes as the migrations make them."""

        indexes = ((("document", "field"), True),)


class ScanPage(Table):
    """One page of a paper that came back signed."""

    document_id: int
    document = ForeignKeyField(Document, column_name="document", backref="+", index=False)
    page = IntegerField()
    attachment_id: int
    attachment = ForeignKeyField(Attachment, column_name="attachment", backref="+", index=False)
    source_page = IntegerField()
    by_hand = IntegerField(default=0)
    added = TextField()

    class Meta:
        """Keys and indexes as the migrations make them."""

        primary_key = CompositeKey("document", "page")


class Erasure(Table):
    """That a person was erased: references and dates, replayed on a restored backup."""

    id = AutoField()
    ref = TextField(unique=True)
    erased = TextField()
    ground = TextField()
    act = TextField(default="")
    destruction_id: int | None
    destruction = ForeignKeyField(
        Destruction, null=True, column_name="destruction", backref="+", index=False
    )


Destruction.add_index(
    Destruction.request, name="destruction_request", where=Destruction.request.is_null(False)
)
Signature.add_index(
    Signature.document, name="signature_broken", where=Signature.verdict == "broken"
)
Signature.add_index(
    Signature.document,
    name="signature_unchecked",
    where=Signature.verdict.in_(["kept", "matched"]),
)
StopLetter.add_index(
    StopLetter.confirm_by,
    name="stop_letter_waiting",
    where=StopLetter.sent.is_null(False)
    & StopLetter.confirmed.is_null()
    & StopLetter.dropped.is_null(),
)
