# SPDX-License-Identifier: Apache-2.0
"""Who is held and on which ground: consents, holdings, legal holds, the stop list."""

from __future__ import annotations

from peewee import AutoField, CompositeKey, ForeignKeyField, IntegerField, TextField

from desk.storage.models.core import Person, Request, Table
from desk.storage.models.register import Carrier, CollectionText, Purpose


class StopList(Table):
    """Keyed hashes of addresses that must get no advertising; they survive erasure."""

    id = AutoField()
    hash = TextField(unique=True)
    since = TextField()
    because = TextField(default="")


class Consent(Table):
    """One consent with its evidence; at most one is active for a person, purpose and kind."""

    id = AutoField()
    number = TextField(unique=True)
    number_key = IntegerField()
    person_id: int
    person = ForeignKeyField(Person, column_name="person", backref="+")
    person_key = TextField(default="")
    kind = TextField()
    purpose_id: int
    purpose = ForeignKeyField(Purpose, column_name="purpose", backref="+", index=False)
    purpose_code = TextField()
    categories = TextField()
    recipients = TextField(default="[]")
    given = TextField()
    way = TextField()
    evidence = TextField(default="{}")
    text_id: int | None
    text = ForeignKeyField(CollectionText, null=True, column_name="text", backref="+", index=False)
    text_version = TextField(default="")
    fingerprint = TextField(default="")
    separate = IntegerField(default=1)
    written = IntegerField(default=0)
    representative_id: int | None
    representative = ForeignKeyField(
        Person, null=True, column_name="representative", backref="+", index=False
    )
    authority = TextField(default="")
    authority_checked = TextField(null=True)
    through = TextField(default="")
    through_proof = TextField(default="")
    conditions = TextField(default="{}")
    published = TextField(null=True)
    valid_until = TextField(null=True)
    until_key = TextField(default="9999")
    state = TextField()
    ended = TextField(null=True)
    ended_because = TextField(default="")
    request_id: int | None
    request = ForeignKeyField(Request, null=True, column_name="request", backref="+", index=False)
    renews_id: int | None
    renews = ForeignKeyField("self", null=True, column_name="renews", backref="+", index=False)
    import_key = TextField(null=True)

    class Meta:
        """Each sortable column has its index with the id behind it, and one within a state."""

        indexes = (
            (("state", "id"), False),
            *(
                ((*state, column, "id"), False)
                for column in (
                    "number_key", "given", "person_key", "purpose_code", "kind", "until_key"
                )
                for state in ((), ("state",))
            ),
        )  # fmt: skip


class Holding(Table):
    """That a person’s data are held for a purpose: on which ground, from whom, where, until when."""

    id = AutoField()
    person_id: int
    person = ForeignKeyField(Person, column_name="person", backref="+")
    purpose_id: int
    purpose = ForeignKeyField(Purpose, column_name="purpose", backref="+", index=False)
    ground = TextField()
    consent_id = IntegerField(null=True, column_name="consent")
    contract = TextField(default="")
    contract_date = TextField(null=True)
    norm = TextField(default="")
    categories = TextField()
    systems = TextField(default="[]")
    source = TextField(default="subject")
    source_name = TextField(default="")
    source_exemption = TextField(default="")
    source_noticed = TextField(null=True)
    since = TextField()
    achieved = TextField(null=True)
    keep_until = TextField(null=True)
    ended = TextField(null=True)
    ended_because = TextField(default="")
    destruction_id = IntegerField(null=True, column_name="destruction")

    class Meta:
        """Keys and indexes as the migrations make them."""

        indexes = ((("purpose", "id"), False),)


class HoldingCarrier(Table):
    """The sheets of a holding on one carrier."""

    holding_id: int
    holding = ForeignKeyField(Holding, column_name="holding", backref="+", index=False)
    carrier_id: int
    carrier = ForeignKeyField(Carrier, column_name="carrier", backref="+", index=False)
    sheets = IntegerField(default=0)

    class Meta:
        """Keys and indexes as the migrations make them."""

        primary_key = CompositeKey("holding", "carrier")


class Hold(Table):
    """A legal hold: nothing of the person (or of one holding) is destroyed until it is released."""

    id = AutoField()
    person_id: int
    person = ForeignKeyField(Person, column_name="person", backref="+", index=False)
    holding_id: int | None
    holding = ForeignKeyField(Holding, null=True, column_name="holding", backref="+", index=False)
    reason = TextField()
    since = TextField()
    released = TextField(null=True)
    released_because = TextField(default="")


Consent.add_index(
    Consent.person,
    Consent.purpose_code,
    Consent.kind,
    name="consent_live",
    unique=True,
    where=Consent.state == "active",
)
Consent.add_index(
    Consent.import_key,
    name="consent_import",
    unique=True,
    where=Consent.import_key.is_null(False),
)
Holding.add_index(
    Holding.keep_until,
    name="holding_keep",
    where=Holding.ended.is_null() & Holding.keep_until.is_null(False),
)
Hold.add_index(Hold.person, name="hold_person", where=Hold.released.is_null())
