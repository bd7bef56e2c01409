# SPDX-License-Identifier: Apache-2.0
"""Assignments of processing, the sub-processors announced under them, checks of processors, the published list."""

from __future__ import annotations

from peewee import AutoField, ForeignKeyField, IntegerField, TextField

from desk.storage.models.core import Document, Table
from desk.storage.models.register import Recipient


class Assignment(Table):
    """What one processor may do with which data; lists of codes and clauses by item are JSON."""

    id = AutoField()
    code = TextField(unique=True)
    recipient_id: int
    recipient = ForeignKeyField(Recipient, column_name="recipient", backref="+")
    contract = TextField(default="")
    contract_date = TextField(null=True)
    number = TextField(default="")
    dated = TextField(null=True)
    since = TextField()
    until = TextField(null=True)
    ground = TextField()
    ground_ru = TextField(default="")
    ground_en = TextField(default="")
    purposes = TextField()
    further_ru = TextField(default="")
    further_en = TextField(default="")
    categories = TextField()
    groups = TextField()
    actions = TextField()
    operator_contact = TextField(default="")
    processor_contact = TextField(default="")
    signer_ru = TextField(default="")
    signer_en = TextField(default="")
    post_ru = TextField(default="")
    post_en = TextField(default="")
    checked = TextField(null=True)
    clauses = TextField(default="{}")
    extras = TextField(default="[]")
    hours = IntegerField(default=12)
    review = TextField(null=True)
    document_id: int | None
    document = ForeignKeyField(
        Document, null=True, column_name="document", backref="+", index=False
    )
    retired = TextField(null=True)


class SubProcessor(Table):
    """Somebody a processor announced, until when the operator may object, and what it said."""

    id = AutoField()
    assignment_id: int
    assignment = ForeignKeyField(Assignment, column_name="assignment", backref="+")
    name_ru = TextField()
    name_en = TextField(default="")
    country = TextField()
    address = TextField(default="")
    does_ru = TextField(default="")
    does_en = TextField(default="")
    announced = TextField()
    until = TextField(null=True)
    outcome = TextField(default="nothing")
    decided = TextField(null=True)
    note = TextField(default="")


class ProcessorCheck(Table):
    """One check of a processor."""

    id = AutoField()
    assignment_id: int
    assignment = ForeignKeyField(Assignment, column_name="assignment", backref="+")
    on_day = TextField()
    asked = TextField()
    came = TextField(default="")
    next = TextField(null=True)


class ThirdPartyEdition(Table):
    """An edition of the list of third parties: its paper, its lines as they were, where it was published."""

    id = AutoField()
    document_id: int
    document = ForeignKeyField(Document, column_name="document", backref="+", index=False)
    made = TextField()
    lines = TextField()
    published = TextField(null=True)
    place = TextField(default="")
