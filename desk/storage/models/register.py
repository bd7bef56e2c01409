# SPDX-License-Identifier: Apache-2.0
"""What the operator declares: purposes, categories, systems, carriers, recipients, collection points.

Titles are kept in Russian and English; lists of codes and ids are JSON.
"""

from __future__ import annotations

from peewee import AutoField, CompositeKey, ForeignKeyField, IntegerField, TextField

from desk.storage.models.core import Table


class Category(Table):
    """A category of personal data; ``absent`` when the operator declared that it processes none of it."""

    id = AutoField()
    code = TextField(unique=True)
    title_ru = TextField()
    title_en = TextField()
    class_ = TextField(column_name="class")
    absent = IntegerField(default=0)
    retired = TextField(null=True)


class SubjectGroup(Table):
    """A group of people whose data are processed, as employees or visitors of the site."""

    id = AutoField()
    code = TextField(unique=True)
    title_ru = TextField()
    title_en = TextField()
    retired = TextField(null=True)


class Purpose(Table):
    """One edition of a purpose; a change closes it and opens the next, so that a closed one stays readable."""

    id = AutoField()
    code = TextField()
    edition = IntegerField()
    title_ru = TextField()
    title_en = TextField()
    grounds = TextField()
    special_ground = TextField(default="")
    norm_ru = TextField(default="")
    norm_en = TextField(default="")
    actions = TextField()
    method = TextField()
    networks = TextField(default="none")
    keep_term = TextField(default="")
    retention_ru = TextField(default="")
    retention_en = TextField(default="")
    identifies = IntegerField(default=0)
    correction_ru = TextField(default="")
    correction_en = TextField(default="")
    since = TextField()
    until = TextField(null=True)

    class Meta:
        """Keys and indexes as the migrations make them."""

        indexes = ((("code", "edition"), True),)


class PurposeCategory(Table):
    """A category a purpose may use."""

    purpose_id: int
    purpose = ForeignKeyField(Purpose, column_name="purpose", backref="+", index=False)
    category_id: int
    category = ForeignKeyField(Category, column_name="category", backref="+", index=False)

    class Meta:
        """Keys and indexes as the migrations make them."""

        primary_key = CompositeKey("purpose", "category")


class PurposeGroup(Table):
    """A group of people a purpose is about."""

    purpose_id: int
    purpose = ForeignKeyField(Purpose, column_name="purpose", backref="+", index=False)
    subject_group_id: int
    subject_group = ForeignKeyField(
        SubjectGroup, column_name="subject_group", backref="+", index=False
    )

    class Meta:
        """Keys and indexes as the migrations make them."""

        primary_key = CompositeKey("purpose", "subject_group")


class System(Table):
    """An information system of personal data (ISPDn) with the place of its database."""

    id = AutoField()
    code = TextField(unique=True)
    title_ru = TextField()
    title_en = TextField(default="")
    country = TextField()
    address = TextField(default="")
    tenure = TextField()
    access = TextField(default="")
    responsible = TextField(default="")
    own_log = IntegerField(default=0)
    is_desk = IntegerField(default=0)
    retired = TextField(null=True)
    recording = TextField(default="")
    first_for = TextField(default="[]")
    exempt = TextField(default="")
    exempt_for = TextField(default="[]")
    exempt_because = TextField(default="")


class Carrier(Table):
    """A material carrier: where it lies, who holds the keys, for which purposes (codes) it serves."""

    id = AutoField()
    code = TextField(unique=True)
    kind = TextField()
    title_ru = TextField()
    title_en = TextField(default="")
    serial = TextField(default="")
    place = TextField(default="")
    key_holders = TextField(default="")
    responsible = TextField(default="")
    purposes = TextField(default="[]")
    compatible = TextField(default="")
    retired = TextField(null=True)


class Recipient(Table):
    """Whoever outside gets data: processor, sub-processor, independent recipient or authority."""

    id = AutoField()
    code = TextField(unique=True)
    name_ru = TextField()
    name_en = TextField(default="")
    name_key = TextField(default="")
    role = TextField()
    country = TextField()
    country_confirmed = IntegerField(default=0)
    address = TextField(default="")
    email = TextField(default="")
    phone = TextField(default="")
    service = TextField(default="other")
    contract = TextField(default="")
    contract_date = TextField(null=True)
    purposes = TextField(default="[]")
    retired = TextField(null=True)

    class Meta:
        """Keys and indexes as the migrations make them."""

        indexes = ((("name_key", "id"), False),)


class CollectionPoint(Table):
    """Where data are collected: a page, a form, a chat-bot, a questionnaire."""

    id = AutoField()
    code = TextField(unique=True)
    kind = TextField()
    title_ru = TextField()
    title_en = TextField(default="")
    address = TextField(default="")
    policy_link = TextField(default="")
    cookie_banner = IntegerField(default=0)
    counters = TextField(default="")
    country = TextField(default="")
    purposes = TextField(default="[]")
    retired = TextField(null=True)
    exempt = TextField(default="")
    exempt_for = TextField(default="[]")
    exempt_because = TextField(default="")


class CollectionText(Table):
    """One edition of a text people agree to or are told at a point; ``fingerprint`` is its SHA-256."""

    id = AutoField()
    point_id: int
    point = ForeignKeyField(CollectionPoint, column_name="point", backref="+", index=False)
    purpose_id: int | None
    purpose = ForeignKeyField(Purpose, null=True, column_name="purpose", backref="+", index=False)
    kind = TextField()
    version = TextField()
    text_ru = TextField()
    text_en = TextField(default="")
    fingerprint = TextField()
    own_tick = IntegerField(default=1)
    since = TextField()
    until = TextField(null=True)

    class Meta:
        """Keys and indexes as the migrations make them."""

        indexes = ((("point", "kind", "version"), True),)


Purpose.add_index(Purpose.code, name="purpose_open", unique=True, where=Purpose.until.is_null())
