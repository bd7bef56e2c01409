# SPDX-License-Identifier: Apache-2.0
"""Transfers abroad, the notices to Roskomnadzor on them, and what it asked."""

from __future__ import annotations

from peewee import AutoField, CompositeKey, ForeignKeyField, IntegerField, TextField

from desk.storage.models.core import Table
from desk.storage.models.register import Recipient


class Transfer(Table):
    """Who abroad gets which data for which purpose; categories and groups are JSON of their codes."""

    id = AutoField()
    code = TextField(unique=True)
    purpose_code = TextField()
    recipient_id: int
    recipient = ForeignKeyField(Recipient, column_name="recipient", backref="+")
    country = TextField()
    country_because = TextField(default="")
    categories = TextField()
    groups = TextField()
    ground = TextField()
    ground_ru = TextField(default="")
    ground_en = TextField(default="")
    way_ru = TextField(default="")
    way_en = TextField(default="")
    safeguards_ru = TextField(default="")
    safeguards_en = TextField(default="")
    limited_ru = TextField(default="")
    limited_en = TextField(default="")
    since = TextField()
    until = TextField(null=True)
    vital_since = TextField(null=True)
    vital_because = TextField(default="")
    retired = TextField(null=True)


class TransferNotice(Table):
    """A notice of intended transfer (Art. 12 (3)) for one or more transfers, and what followed."""

    id = AutoField()
    code = TextField(unique=True)
    assessed_on = TextField()
    sent_on = TextField()
    received_on = TextField(null=True)
    rkn_number = TextField(default="")
    rkn_key = TextField(default="")
    decision = TextField(default="")
    decided_on = TextField(null=True)
    decision_ref = TextField(default="")
    void_on = TextField(null=True)
    void_because = TextField(default="")
    assessment_id = IntegerField(null=True, column_name="assessment")
    document_id = IntegerField(null=True, column_name="document")


class TransferNoticeItem(Table):
    """Which transfers a notice is about."""

    notice_id: int
    notice = ForeignKeyField(TransferNotice, column_name="notice", backref="+", index=False)
    transfer_id: int
    transfer = ForeignKeyField(Transfer, column_name="transfer", backref="+")

    class Meta:
        """Keys and indexes as the migrations make them."""

        primary_key = CompositeKey("notice", "transfer")


class TransferInquiry(Table):
    """A request of Roskomnadzor for information on a notice (R32), and the answer."""

    id = AutoField()
    notice_id: int
    notice = ForeignKeyField(TransferNotice, column_name="notice", backref="+")
    asked_on = TextField()
    answered_on = TextField(null=True)


TransferInquiry.add_index(
    TransferInquiry.notice,
    name="transfer_inquiry_open",
    unique=True,
    where=TransferInquiry.answered_on.is_null(),
)
