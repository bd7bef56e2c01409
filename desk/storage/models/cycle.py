# SPDX-License-Identifier: Apache-2.0
"""What foreign recipients told, assessments of them, and which papers belong to which transfers."""

from __future__ import annotations

from peewee import AutoField, CompositeKey, ForeignKeyField, IntegerField, TextField

from desk.storage.models.core import Document, Table
from desk.storage.models.register import Recipient
from desk.storage.models.transfers import Transfer


class RecipientInformation(Table):
    """What a recipient told of its protection of data (Art. 12 (5)), in its own words."""

    id = AutoField()
    code = TextField(unique=True)
    recipient_id: int
    recipient = ForeignKeyField(Recipient, column_name="recipient", backref="+")
    country = TextField()
    came_on = TextField()
    source = TextField(default="")
    measures = TextField(default="")
    termination = TextField(default="")
    law = TextField(default="")
    contacts = TextField(default="")
    void_on = TextField(null=True)
    void_because = TextField(default="")


class TransferAssessment(Table):
    """An assessment of recipients before the notice (Art. 12 (4) 7); ``measures`` is JSON of codes."""

    id = AutoField()
    code = TextField(unique=True)
    assessed_on = TextField()
    assessor_ru = TextField()
    assessor_en = TextField(default="")
    post_ru = TextField(default="")
    post_en = TextField(default="")
    list_ru = TextField(default="")
    list_en = TextField(default="")
    conclusion_ru = TextField(default="")
    conclusion_en = TextField(default="")
    left_out_ru = TextField(default="")
    left_out_en = TextField(default="")
    measures = TextField(default="[]")
    risk_ru = TextField(default="")
    risk_en = TextField(default="")
    void_on = TextField(null=True)
    void_because = TextField(default="")


class TransferAssessmentItem(Table):
    """Which transfers were assessed."""

    assessment_id: int
    assessment = ForeignKeyField(
        TransferAssessment, column_name="assessment", backref="+", index=False
    )
    transfer_id: int
    transfer = ForeignKeyField(Transfer, column_name="transfer", backref="+")

    class Meta:
        """Keys and indexes as the migrations make them."""

        primary_key = CompositeKey("assessment", "transfer")


class TransferAssessmentParty(Table):
    """What was found of a recipient in a state."""

    assessment_id: int
    assessment = ForeignKeyField(
        TransferAssessment, column_name="assessment", backref="+", index=False
    )
    recipient_id: int
    recipient = ForeignKeyField(Recipient, column_name="recipient", backref="+")
    country = TextField()
    listed = IntegerField()
    sufficient = TextField()
    feasible = TextField()
    remark = TextField(default="")

    class Meta:
        """Keys and indexes as the migrations make them."""

        primary_key = CompositeKey("assessment", "recipient", "country")


class TransferPaper(Table):
    """A paper of the cycle beside a transfer, or beside a recipient who is asked; and the assessment it tells of."""

    id = AutoField()
    document_id: int
    document = ForeignKeyField(Document, column_name="document", backref="+")
    transfer_id = IntegerField(null=True, column_name="transfer")
    recipient_id = IntegerField(null=True, column_name="recipient")
    assessment_id = IntegerField(null=True, column_name="assessment")


for _column, _name in (
    (TransferPaper.transfer_id, "transfer_paper_transfer"),
    (TransferPaper.recipient_id, "transfer_paper_recipient"),
):
    TransferPaper.add_index(_column, name=_name, where=_column.is_null(False))
