-- SPDX-License-Identifier: Apache-2.0
-- What was about requests alone is about any record now: the tables are made anew with the same rows.
CREATE TABLE new_attachment (
    id INTEGER PRIMARY KEY,
    request INTEGER REFERENCES request (id),
    document INTEGER REFERENCES document (id),
    consent INTEGER REFERENCES consent (id),
    destruction INTEGER REFERENCES destruction (id),
    blob TEXT NOT NULL REFERENCES blob (sha256),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('letter', 'incoming', 'dispatch_proof', 'scan', 'note',
        'evidence', 'confirmation', 'export')),
    added TEXT NOT NULL,
    sealed TEXT,
    erased TEXT
) STRICT;
INSERT INTO new_attachment (id, request, document, blob, name, media_type, role, added)
    SELECT id, request, document, blob, name, media_type, role, added FROM attachment;
DROP TABLE attachment;
ALTER TABLE new_attachment RENAME TO attachment;
CREATE INDEX attachment_request ON attachment (request);
CREATE INDEX attachment_consent ON attachment (consent) WHERE consent IS NOT NULL;
CREATE INDEX attachment_destruction ON attachment (destruction) WHERE destruction IS NOT NULL;
CREATE INDEX attachment_document ON attachment (document) WHERE document IS NOT NULL;

CREATE TABLE new_event (
    id INTEGER PRIMARY KEY,
    request INTEGER REFERENCES request (id),
    consent INTEGER REFERENCES consent (id),
    destruction INTEGER REFERENCES destruction (id),
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    note TEXT,
    document INTEGER REFERENCES document (id),
    attachment INTEGER REFERENCES attachment (id),
    CHECK ((request IS NOT NULL) + (consent IS NOT NULL) + (destruction IS NOT NULL) = 1)
) STRICT;
INSERT INTO new_event (id, request, at, kind, actor, note, document, attachment)
    SELECT id, request, at, kind, actor, note, document, attachment FROM event;
DROP TABLE event;
ALTER TABLE new_event RENAME TO event;
CREATE INDEX event_request ON event (request, at);
CREATE INDEX event_consent ON event (consent, at) WHERE consent IS NOT NULL;
CREATE INDEX event_destruction ON event (destruction, at) WHERE destruction IS NOT NULL;

ALTER TABLE deadline ADD COLUMN consent INTEGER REFERENCES consent (id);
ALTER TABLE deadline ADD COLUMN destruction INTEGER REFERENCES destruction (id);
ALTER TABLE deadline ADD COLUMN document INTEGER REFERENCES document (id);
CREATE INDEX deadline_consent ON deadline (consent) WHERE consent IS NOT NULL;
CREATE INDEX deadline_destruction ON deadline (destruction) WHERE destruction IS NOT NULL;
CREATE INDEX deadline_document ON deadline (document) WHERE document IS NOT NULL;
CREATE INDEX deadline_elsewhere ON deadline (due_moment)
    WHERE request IS NULL AND met IS NULL AND dropped IS NULL;

CREATE TABLE new_document (
    id INTEGER PRIMARY KEY,
    request INTEGER REFERENCES request (id),
    consent INTEGER REFERENCES consent (id),
    destruction INTEGER REFERENCES destruction (id),
    person INTEGER REFERENCES person (id),
    form TEXT NOT NULL,
    form_version INTEGER NOT NULL,
    number TEXT,
    number_key INTEGER NOT NULL DEFAULT 0,
    languages TEXT NOT NULL CHECK (languages IN ('ru', 'en', 'ru+en')),
    state TEXT NOT NULL CHECK (state IN ('draft', 'issued', 'void', 'erased')),
    day TEXT NOT NULL,
    issued TEXT,
    facts TEXT NOT NULL CHECK (json_valid(facts)),
    digest TEXT NOT NULL,
    blob TEXT REFERENCES blob (sha256),
    pages INTEGER NOT NULL DEFAULT 0,
    signature TEXT NOT NULL DEFAULT '' CHECK (signature IN ('', 'pen', 'certificate', 'detached')),
    signed_on TEXT,
    replaces INTEGER REFERENCES document (id),
    void_because TEXT NOT NULL DEFAULT '',
    keep_until TEXT,
    sealed TEXT,
    CHECK (state <> 'issued' OR (number IS NOT NULL AND blob IS NOT NULL AND issued IS NOT NULL)),
    CHECK (state <> 'erased' OR (blob IS NULL AND facts = '{}')),
    CHECK (sealed IS NULL OR facts = '{}')
) STRICT;
INSERT INTO new_document (id, request, form, form_version, number, number_key, languages, state, day,
    issued, facts, digest, blob, pages, signature, signed_on, replaces, void_because, keep_until)
    SELECT id, request, form, form_version, number, number_key, languages, state, day,
    issued, facts, digest, blob, pages, signature, signed_on, replaces, void_because, keep_until
    FROM document;
DROP TABLE document;
ALTER TABLE new_document RENAME TO document;
CREATE UNIQUE INDEX document_name ON document (number);
CREATE INDEX document_request ON document (request);
CREATE INDEX document_number ON document (number_key, id);
CREATE INDEX document_day ON document (day, id);
CREATE INDEX document_form ON document (form, id);
CREATE INDEX document_consent ON document (consent) WHERE consent IS NOT NULL;
CREATE INDEX document_destruction ON document (destruction) WHERE destruction IS NOT NULL;
CREATE INDEX document_person ON document (person) WHERE person IS NOT NULL;
CREATE INDEX document_keep ON document (keep_until) WHERE keep_until IS NOT NULL;
