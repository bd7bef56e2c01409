# SPDX-License-Identifier: Apache-2.0
"""Issuers whose certificates are trusted, and what a check found in files that came in signed."""

from __future__ import annotations

from peewee import AutoField, BlobField, ForeignKeyField, TextField

from desk.storage.models.core import Attachment, Table


class Issuer(Table):
    """A certificate the operator trusts to say whose signatures are; ``content`` is DER."""

    id = AutoField()
    fingerprint = TextField(unique=True)
    content = BlobField()
    note = TextField(default="")
    added = TextField()


class SignedFile(Table):
    """The signatures of a file beside a record; ``about`` is the file a detached one was made for."""

    attachment_id: int
    attachment = ForeignKeyField(
        Attachment, primary_key=True, column_name="attachment", backref="+"
    )
    about_id: int | None
    about = ForeignKeyField(Attachment, null=True, column_name="about", backref="+", index=False)
    verdict = TextField()
    signatures = TextField()
    checked = TextField()


SignedFile.add_index(
    SignedFile.about, name="signed_file_about", where=SignedFile.about.is_null(False)
)
