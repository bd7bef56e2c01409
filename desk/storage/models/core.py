# SPDX-License-Identifier: Apache-2.0
"""The spine of the file: people, requests with their terms, papers, letters, journal."""

from __future__ import annotations

from peewee import (
    AutoField,
    BlobField,
    CompositeKey,
    DatabaseProxy,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

proxy = DatabaseProxy()


class Table(Model):
    """What all tables share: the one open desk."""

    class Meta:
        """Bound when a desk is opened."""

        database = proxy
        legacy_table_names = False


class Setting(Table):
    """One setting; the keys are declared in ``services/settings.py``."""

    key = TextField(primary_key=True)
    value = TextField()


class OperatorCard(Table):
    """The one row about the operator, as JSON of ``domain.operator.Operator``."""

    id = AutoField()
    card = TextField()
    changed = TextField()

    class Meta:
        """The table is named after the trade."""

        table_name = "operator"


class Actor(Table):
    """A person who may open the desk; ``slot`` is the opaque id of the key slot."""

    id = AutoField()
    slot = TextField(unique=True)
    name = TextField()
    added = TextField()
    removed = TextField(null=True)


class Person(Table):
    """A subject, applicant or representative: the one table with their names."""

    id = AutoField()
    ref = TextField(unique=True)
    name = TextField(default="")
    name_key = TextField(default="", index=True)
    dative = TextField(default="")
    email = TextField(default="")
    email_key = TextField(default="")
    phone = TextField(default="")
    address = TextField(default="")
    language = TextField(default="ru")
    merged_into_id: int | None
    merged_into = ForeignKeyField("self", null=True, column_name="merged_into", index=False)
    erased_on = TextField(null=True)


class Request(Table):
    """One letter or finding with its number; ``due`` … ``firm`` repeat the nearest open term."""

    id = AutoField()
    number = TextField(unique=True)
    number_key = IntegerField()
    received = TextField()
    received_day = TextField(null=True)
    sent = TextField(null=True)
    channel = TextField()
    language = TextField()
    role = TextField()
    subject_id: int | None
    subject = ForeignKeyField(Person, null=True, column_name="subject", backref="+")
    applicant_id: int | None
    applicant = ForeignKeyField(Person, null=True, column_name="applicant", backref="+")
    subject_key = TextField(default="")
    authority = TextField(default="")
    authority_checked = TextField(null=True)
    summary = TextField(default="")
    text = TextField(default="")
    answer_form = TextField(default="")
    sets_date = TextField(null=True)
    their_number = TextField(default="")
    their_date = TextField(null=True)
    has_document = IntegerField(default=0)
    has_relation = IntegerField(default=0)
    has_signature = IntegerField(default=0)
    completion_asked = TextField(null=True)
    identified = TextField(null=True)
    identity_how = TextField(default="")
    blocked = TextField(null=True)
    repeat_of_id: int | None
    repeat_of = ForeignKeyField("self", null=True, column_name="repeat_of", index=False)
    message_id = TextField(default="")
    letter_digest = TextField(default="")
    answered = TextField(null=True)
    answered_by = TextField(default="")
    dispatch_proof = TextField(default="")
    state = TextField()
    outcome = TextField(default="")
    closed = TextField(null=True)
    kinds = TextField()
    step = TextField(default="")
    due = TextField(default="9999")
    due_shown = TextField(default="")
    safe = TextField(default="")
    firm = IntegerField(default=1)
    laws = TextField(default="ru")
    third_party = IntegerField(default=0)

    class Meta:
        """Each sortable column has its index with the id behind it, and one within a state."""

        indexes = tuple(
            ((*state, column, "id"), False)
            for column in ("number_key", "received", "due", "subject_key", "kinds", "step")
            for state in ((), ("state",))
        )


class Demand(Table):
    """One thing a request asks for, with its own state."""

    id = AutoField()
    request_id: int
    request = ForeignKeyField(Request, column_name="request", backref="+")
    kind = TextField()
    state = TextField()
    outcome = TextField(default="")
    decided = TextField(null=True)
    unfounded = IntegerField(default=0)
    client_id = IntegerField(null=True, column_name="client")
    client_since = TextField(null=True)


class Deadline(Table):
    """Every term of the desk; ``steps`` is the JSON of its explanation."""

    id = AutoField()
    request_id: int | None
    request = ForeignKeyField(Request, null=True, column_name="request", backref="+")
    demand_id: int | None
    demand = ForeignKeyField(Demand, null=True, column_name="demand", backref="+", index=False)
    pack = TextField()
    rule = TextField()
    row = TextField()
    nature = TextField()
    own = IntegerField(default=0)
    starts = TextField()
    nominal = TextField()
    due = TextField()
    due_moment = TextField()
    safe = TextField()
    firm = IntegerField()
    basis = TextField()
    steps = TextField()
    original = TextField(null=True)
    extended = TextField(null=True)
    extended_because = TextField(default="")
    met = TextField(null=True)
    dropped = TextField(null=True)
    consent_id = IntegerField(null=True, column_name="consent")
    destruction_id = IntegerField(null=True, column_name="destruction")
    document_id = IntegerField(null=True, column_name="document")
    transfer_inquiry_id = IntegerField(null=True, column_name="transfer_inquiry")
    client_id = IntegerField(null=True, column_name="client")
    client_notice_id = IntegerField(null=True, column_name="client_notice")


class Blob(Table):
    """Bytes by their SHA-256, stored once."""

    sha256 = TextField(primary_key=True)
    size = IntegerField()
    content = BlobField()


class Document(Table):
    """A paper: draft, issued (frozen by a trigger), void, or erased but for its number and digest."""

    id = AutoField()
    request_id: int | None
    request = ForeignKeyField(Request, null=True, column_name="request", backref="+")
    consent_id = IntegerField(null=True, column_name="consent")
    destruction_id = IntegerField(null=True, column_name="destruction")
    person_id = IntegerField(null=True, column_name="person")
    form = TextField()
    form_version = IntegerField()
    number = TextField(null=True, unique=True)
    number_key = IntegerField(default=0)
    languages = TextField()
    state = TextField()
    day = TextField()
    issued = TextField(null=True)
    facts = TextField()
    digest = TextField()
    blob_id: str | None
    blob = ForeignKeyField(Blob, null=True, column_name="blob", backref="+", index=False)
    pages = IntegerField(default=0)
    signature = TextField(default="")
    signed_on = TextField(null=True)
    replaces_id: int | None
    replaces = ForeignKeyField("self", null=True, column_name="replaces", index=False)
    void_because = TextField(default="")
    keep_until = TextField(null=True)
    sealed = TextField(null=True)

    class Meta:
        """Each sortable column has its index with the id behind it."""

        indexes = (
            (("number_key", "id"), False),
            (("day", "id"), False),
            (("form", "id"), False),
        )


class Attachment(Table):
    """A file beside a request, a paper, a consent or a destruction."""

    id = AutoField()
    request_id: int | None
    request = ForeignKeyField(Request, null=True, column_name="request", backref="+")
    document_id: int | None
    document = ForeignKeyField(
        Document, null=True, column_name="document", backref="+", index=False
    )
    consent_id = IntegerField(null=True, column_name="consent")
    destruction_id = IntegerField(null=True, column_name="destruction")
    transfer_notice_id = IntegerField(null=True, column_name="transfer_notice")
    recipient_information_id = IntegerField(null=True, column_name="recipient_information")
    blob_id: str
    blob = ForeignKeyField(Blob, column_name="blob", backref="+", index=False)
    name = TextField()
    media_type = TextField()
    role = TextField()
    added = TextField()
    sealed = TextField(null=True)
    erased = TextField(null=True)


class Event(Table):
    """One line of a record's timeline (request, consent or destruction); append-only by triggers."""

    id = AutoField()
    request_id: int | None
    request = ForeignKeyField(Request, null=True, column_name="request", backref="+", index=False)
    consent_id = IntegerField(null=True, column_name="consent")
    destruction_id = IntegerField(null=True, column_name="destruction")
    at = TextField()
    kind = TextField()
    actor = TextField()
    note = TextField(null=True)
    document_id: int | None
    document = ForeignKeyField(
        Document, null=True, column_name="document", backref="+", index=False
    )
    attachment_id: int | None
    attachment = ForeignKeyField(
        Attachment, null=True, column_name="attachment", backref="+", index=False
    )

    class Meta:
        """The timeline is read in order of time."""

        indexes = ((("request", "at"), False),)


class FormDraft(Table):
    """The state of an unfinished dialog or paper, so that a lock loses nothing."""

    key = TextField(primary_key=True)
    state = TextField()
    kept = TextField()

    class Meta:
        """The table is named after the trade."""

        table_name = "draft"


class Sequence(Table):
    """The last number of a series in a year."""

    series = TextField()
    year = IntegerField()
    last = IntegerField()

    class Meta:
        """One row a series and year."""

        primary_key = CompositeKey("series", "year")


class Journal(Table):
    """The append-only, chained journal; written by ``storage/journal.py`` alone."""

    seq = IntegerField(primary_key=True)
    at = TextField()
    actor = TextField()
    action = TextField()
    ref = TextField()
    detail = TextField(null=True)
    salt = TextField(null=True)
    digest = TextField()
    prev = TextField()
    hash = TextField()

    class Meta:
        """Entries of one record are found by its reference."""

        indexes = ((("ref", "seq"), False),)


Person.add_index(Person.email_key, name="person_email", where=Person.email_key != "")
Person.add_index(Person.merged_into, name="person_merged", where=Person.merged_into.is_null(False))
Request.add_index(Request.message_id, name="request_message", where=Request.message_id != "")
Request.add_index(Request.letter_digest, name="request_digest", where=Request.letter_digest != "")
Deadline.add_index(
    Deadline.due_moment,
    name="deadline_open",
    where=Deadline.met.is_null() & Deadline.dropped.is_null(),
)

Deadline.add_index(
    Deadline.due_moment,
    name="deadline_elsewhere",
    where=Deadline.request.is_null() & Deadline.met.is_null() & Deadline.dropped.is_null(),
)
Deadline.add_index(
    Deadline.due,
    name="deadline_kept_outside",
    where=(Deadline.row == "R24")
    & Deadline.request.is_null(False)
    & Deadline.met.is_null()
    & Deadline.dropped.is_null(),
)
Document.add_index(
    Document.keep_until, name="document_keep", where=Document.keep_until.is_null(False)
)

_LINKS = (
    (
        Deadline,
        ("consent", "destruction", "document", "transfer_inquiry", "client", "client_notice"),
    ),
    (Document, ("consent", "destruction", "person")),
    (
        Attachment,
        ("consent", "destruction", "document", "transfer_notice", "recipient_information"),
    ),
    (Event, ("consent", "destruction")),
)
"""Which tables point at a record without a constraint of the model: the migrations hold it."""
for linked, names in _LINKS:
    for link in names:
        column = getattr(linked, f"{link}_id")
        keys = (column, Event.at) if linked is Event else (column,)
        linked.add_index(
            *keys, name=f"{linked.__name__.lower()}_{link}", where=column.is_null(False)
        )
