# SPDX-License-Identifier: Apache-2.0
"""The first schema: operator, people, requests with their terms, papers, letters, journal."""

# ruff: noqa: ANN001, D103 -- the runner finds migrations by number and calls up(migrator, db)

TABLES = """
CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE operator (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    card TEXT NOT NULL CHECK (json_valid(card)),
    changed TEXT NOT NULL
) STRICT;

CREATE TABLE actor (
    id INTEGER PRIMARY KEY,
    slot TEXT NOT NULL,
    name TEXT NOT NULL,
    added TEXT NOT NULL,
    removed TEXT
) STRICT;
CREATE UNIQUE INDEX actor_slot ON actor (slot);

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    name_key TEXT NOT NULL DEFAULT '',
    dative TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    email_key TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT 'ru' CHECK (language IN ('ru', 'en')),
    merged_into INTEGER REFERENCES person (id),
    erased_on TEXT
) STRICT;
CREATE UNIQUE INDEX person_ref ON person (ref);
CREATE INDEX person_email ON person (email_key) WHERE email_key <> '';
CREATE INDEX person_name ON person (name_key);

CREATE TABLE request (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL,
    number_key INTEGER NOT NULL,
    received TEXT NOT NULL,
    sent TEXT,
    channel TEXT NOT NULL CHECK (channel IN ('email', 'post', 'in_person', 'portal', 'site_form',
        'chat_bot', 'phone', 'messenger', 'rkn', 'own')),
    language TEXT NOT NULL CHECK (language IN ('ru', 'en')),
    role TEXT NOT NULL CHECK (role IN ('subject', 'representative', 'rkn', 'nobody')),
    subject INTEGER REFERENCES person (id),
    applicant INTEGER REFERENCES person (id),
    subject_key TEXT NOT NULL DEFAULT '',
    authority TEXT NOT NULL DEFAULT '',
    authority_checked TEXT,
    summary TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL DEFAULT '',
    answer_form TEXT NOT NULL DEFAULT '',
    sets_date TEXT,
    has_document INTEGER NOT NULL DEFAULT 0 CHECK (has_document IN (0, 1)),
    has_relation INTEGER NOT NULL DEFAULT 0 CHECK (has_relation IN (0, 1)),
    has_signature INTEGER NOT NULL DEFAULT 0 CHECK (has_signature IN (0, 1)),
    completion_asked TEXT,
    identified TEXT,
    identity_how TEXT NOT NULL DEFAULT '',
    blocked TEXT,
    repeat_of INTEGER REFERENCES request (id),
    message_id TEXT NOT NULL DEFAULT '',
    letter_digest TEXT NOT NULL DEFAULT '',
    answered TEXT,
    answered_by TEXT NOT NULL DEFAULT '',
    dispatch_proof TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'void')),
    outcome TEXT NOT NULL DEFAULT '',
    closed TEXT,
    kinds TEXT NOT NULL,
    step TEXT NOT NULL DEFAULT '',
    due TEXT NOT NULL DEFAULT '9999',
    due_shown TEXT NOT NULL DEFAULT '',
    safe TEXT NOT NULL DEFAULT '',
    firm INTEGER NOT NULL DEFAULT 1 CHECK (firm IN (0, 1)),
    CHECK (role <> 'representative' OR applicant IS NOT NULL),
    CHECK (state <> 'closed' OR closed IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX request_name ON request (number);
CREATE INDEX request_number ON request (number_key, id);
CREATE INDEX request_received ON request (received, id);
CREATE INDEX request_due ON request (due, id);
CREATE INDEX request_state ON request (state, due, id);
CREATE INDEX request_subject ON request (subject_key, id);
CREATE INDEX request_kinds ON request (kinds, id);
CREATE INDEX request_step ON request (step, id);
CREATE INDEX request_person ON request (subject);
CREATE INDEX request_applicant ON request (applicant);
CREATE INDEX request_message ON request (message_id) WHERE message_id <> '';
CREATE INDEX request_digest ON request (letter_digest) WHERE letter_digest <> '';

CREATE TABLE demand (
    id INTEGER PRIMARY KEY,
    request INTEGER NOT NULL REFERENCES request (id),
    kind TEXT NOT NULL CHECK (kind IN ('access', 'transfers_information', 'inspect', 'correct',
        'block', 'destroy', 'claim_unlawful', 'claim_inaccurate', 'withdraw', 'stop',
        'stop_marketing', 'stop_dissemination', 'stop_breach', 'object_automated', 'complaint',
        'regulator_information', 'regulator_transfer', 'regulator_measures', 'nktski_check')),
    state TEXT NOT NULL CHECK (state IN ('open', 'satisfied', 'partly', 'refused', 'dropped')),
    outcome TEXT NOT NULL DEFAULT '',
    decided TEXT
) STRICT;
CREATE INDEX demand_request ON demand (request);

CREATE TABLE deadline (
    id INTEGER PRIMARY KEY,
    request INTEGER REFERENCES request (id),
    demand INTEGER REFERENCES demand (id),
    pack TEXT NOT NULL,
    rule TEXT NOT NULL,
    row TEXT NOT NULL,
    nature TEXT NOT NULL CHECK (nature IN ('term', 'gate', 'standing', 'authority')),
    own INTEGER NOT NULL DEFAULT 0 CHECK (own IN (0, 1)),
    starts TEXT NOT NULL,
    nominal TEXT NOT NULL,
    due TEXT NOT NULL,
    due_moment TEXT NOT NULL,
    safe TEXT NOT NULL,
    firm INTEGER NOT NULL CHECK (firm IN (0, 1)),
    basis TEXT NOT NULL,
    steps TEXT NOT NULL CHECK (json_valid(steps)),
    original TEXT,
    extended TEXT,
    extended_because TEXT NOT NULL DEFAULT '',
    met TEXT,
    dropped TEXT
) STRICT;
CREATE INDEX deadline_request ON deadline (request);
CREATE INDEX deadline_open ON deadline (due_moment) WHERE met IS NULL AND dropped IS NULL;

CREATE TABLE blob (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL CHECK (size BETWEEN 0 AND 67108864),
    content BLOB NOT NULL
) STRICT;

CREATE TABLE attachment (
    id INTEGER PRIMARY KEY,
    request INTEGER REFERENCES request (id),
    document INTEGER REFERENCES document (id),
    blob TEXT NOT NULL REFERENCES blob (sha256),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('letter', 'incoming', 'dispatch_proof', 'scan', 'note')),
    added TEXT NOT NULL
) STRICT;
CREATE INDEX attachment_request ON attachment (request);

CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    request INTEGER REFERENCES request (id),
    form TEXT NOT NULL,
    form_version INTEGER NOT NULL,
    number TEXT,
    number_key INTEGER NOT NULL DEFAULT 0,
    languages TEXT NOT NULL CHECK (languages IN ('ru', 'en', 'ru+en')),
    state TEXT NOT NULL CHECK (state IN ('draft', 'issued', 'void')),
    day TEXT NOT NULL,
    issued TEXT,
    facts TEXT NOT NULL CHECK (json_valid(facts)),
    digest TEXT NOT NULL,
    blob TEXT REFERENCES blob (sha256),
    pages INTEGER NOT NULL DEFAULT 0,
    signature TEXT NOT NULL DEFAULT '' CHECK (signature IN ('', 'pen')),
    signed_on TEXT,
    replaces INTEGER REFERENCES document (id),
    void_because TEXT NOT NULL DEFAULT '',
    keep_until TEXT,
    CHECK (state <> 'issued' OR (number IS NOT NULL AND blob IS NOT NULL AND issued IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX document_name ON document (number);
CREATE INDEX document_request ON document (request);
CREATE INDEX document_number ON document (number_key, id);
CREATE INDEX document_day ON document (day, id);
CREATE INDEX document_form ON document (form, id);

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    request INTEGER NOT NULL REFERENCES request (id),
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    note TEXT,
    document INTEGER REFERENCES document (id),
    attachment INTEGER REFERENCES attachment (id)
) STRICT;
CREATE INDEX event_request ON event (request, at);

CREATE TABLE draft (
    key TEXT PRIMARY KEY,
    state TEXT NOT NULL CHECK (json_valid(state)),
    kept TEXT NOT NULL
) STRICT;

CREATE TABLE sequence (
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL CHECK (last > 0),
    PRIMARY KEY (series, year)
) STRICT;

CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    ref TEXT NOT NULL,
    detail TEXT,
    salt TEXT,
    digest TEXT NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX journal_ref ON journal (ref, seq);

CREATE VIRTUAL TABLE search USING fts5 (body, tokenize = 'unicode61', prefix = '2 3');
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
"""

TRIGGERS = (
    """CREATE TRIGGER journal_keep BEFORE DELETE ON journal
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """CREATE TRIGGER journal_blank BEFORE UPDATE ON journal
       WHEN NOT (NEW.detail IS NULL AND NEW.salt IS NULL AND NEW.seq = OLD.seq AND NEW.at = OLD.at
           AND NEW.actor = OLD.actor AND NEW.action = OLD.action AND NEW.ref = OLD.ref
           AND NEW.digest = OLD.digest AND NEW.prev = OLD.prev AND NEW.hash = OLD.hash)
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """CREATE TRIGGER event_keep BEFORE DELETE ON event
       BEGIN SELECT RAISE(ABORT, 'events are append-only'); END""",
    """CREATE TRIGGER event_blank BEFORE UPDATE ON event
       WHEN NOT (NEW.note IS NULL AND NEW.id = OLD.id AND NEW.request = OLD.request
           AND NEW.at = OLD.at AND NEW.kind = OLD.kind AND NEW.actor = OLD.actor
           AND NEW.document IS OLD.document AND NEW.attachment IS OLD.attachment)
       BEGIN SELECT RAISE(ABORT, 'events are append-only'); END""",
    """CREATE TRIGGER document_frozen BEFORE UPDATE OF number, form, languages, facts, digest, blob, issued
       ON document WHEN OLD.state <> 'draft'
       BEGIN SELECT RAISE(ABORT, 'an issued paper is frozen'); END""",
)


def up(migrator, db) -> None:  # type: ignore[no-untyped-def]
    for statement in filter(str.strip, TABLES.split(";\n")):
        db.execute_sql(statement)
    for trigger in TRIGGERS:
        db.execute_sql(trigger)
