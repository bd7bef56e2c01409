# SPDX-License-Identifier: Apache-2.0
"""Assessments of the harm that may be done to people (order 178)."""

from __future__ import annotations

from peewee import AutoField, ForeignKeyField, TextField

from desk.storage.models.core import Document, Table


class HarmAssessment(Table):
    """One assessment; assessors, answers and what the registers told are JSON."""

    id = AutoField()
    code = TextField(unique=True)
    assessed = TextField()
    degree = TextField()
    assessors = TextField()
    answers = TextField()
    found = TextField()
    digest = TextField()
    document_id: int | None
    document = ForeignKeyField(
        Document, null=True, column_name="document", backref="+", index=False
    )

    class Meta:
        """The name the migrations give it."""

        table_name = "harm_assessment"
