# SPDX-License-Identifier: Apache-2.0
"""Single handings-over of personal data, and whom each is about."""

from __future__ import annotations

from peewee import AutoField, CompositeKey, ForeignKeyField, TextField

from desk.storage.models.core import Person, Table
from desk.storage.models.register import Recipient


class Disclosure(Table):
    """Data handed over once; the recipient is one of the register, or named here."""

    id = AutoField()
    code = TextField(unique=True)
    day = TextField()
    recipient_id: int | None
    recipient = ForeignKeyField(
        Recipient, column_name="recipient", null=True, backref="+", index=False
    )
    name_ru = TextField(default="")
    name_en = TextField(default="")
    address = TextField(default="")
    ground_ru = TextField()
    ground_en = TextField(default="")
    purpose_ru = TextField()
    purpose_en = TextField(default="")
    categories = TextField()
    whom_ru = TextField(default="")
    whom_en = TextField(default="")
    reference = TextField(default="")
    retired = TextField(null=True)


Disclosure.add_index(Disclosure.day, Disclosure.id, name="disclosure_day")


class DisclosurePerson(Table):
    """Whose data were handed over, where the desk has a card."""

    disclosure_id: int
    disclosure = ForeignKeyField(Disclosure, column_name="disclosure", backref="+", index=False)
    person_id: int
    person = ForeignKeyField(Person, column_name="person", backref="+")

    class Meta:
        """Keys and indexes as the migrations make them."""

        primary_key = CompositeKey("disclosure", "person")
