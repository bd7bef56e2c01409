# SPDX-License-Identifier: Apache-2.0
"""Clients on whose assignment the operator processes, and what they are told."""

from __future__ import annotations

from peewee import AutoField, ForeignKeyField, IntegerField, TextField

from desk.storage.models.core import Table


class Client(Table):
    """An operator on whose assignment we process; lists of codes are JSON, terms are “12 hours”."""

    id = AutoField()
    code = TextField(unique=True)
    name_ru = TextField()
    name_en = TextField(default="")
    name_key = TextField()
    inn = TextField(default="")
    address = TextField(default="")
    email = TextField(default="")
    incident_email = TextField(default="")
    phone = TextField(default="")
    assignment = TextField(default="")
    assignment_date = TextField(null=True)
    until = TextField(null=True)
    purposes = TextField()
    actions = TextField()
    categories = TextField()
    groups = TextField()
    at_end = TextField()
    destroy_term = TextField(default="")
    kept_ru = TextField(default="")
    kept_en = TextField(default="")
    leak_term = TextField(default="")
    request_term = TextField(default="")
    sub_term = TextField(default="")
    retired = TextField(null=True)

    class Meta:
        """Keys and indexes as the migrations make them."""

        indexes = ((("name_key", "id"), False),)


class ClientNotice(Table):
    """Something a client is told: of a request, a leak, a new sub-processor or a destruction."""

    id = AutoField()
    client_id: int
    client = ForeignKeyField(Client, column_name="client", backref="+")
    kind = TextField()
    known = TextField()
    request_id = IntegerField(null=True, column_name="request")
    destruction_id = IntegerField(null=True, column_name="destruction")
    recipient_id = IntegerField(null=True, column_name="recipient")
    object_until = TextField(null=True)
    outcome = TextField(default="")
    outcome_on = TextField(null=True)
    document_id = IntegerField(null=True, column_name="document")
    sent = TextField(null=True)
    way = TextField(default="")
    proof = TextField(default="")
    attachment_id = IntegerField(null=True, column_name="attachment")
    dropped = TextField(null=True)


for link in (ClientNotice.request_id, ClientNotice.document_id):
    ClientNotice.add_index(
        link, name=f"client_notice_{link.column_name}", where=link.is_null(False)
    )
