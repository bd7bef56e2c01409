-- SPDX-License-Identifier: Apache-2.0
-- Who is held, and on which ground.
CREATE TABLE holding (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person (id),
    purpose INTEGER NOT NULL REFERENCES purpose (id),
    ground TEXT NOT NULL,
    consent INTEGER REFERENCES consent (id),
    contract TEXT NOT NULL DEFAULT '',
    contract_date TEXT,
    norm TEXT NOT NULL DEFAULT '',
    categories TEXT NOT NULL CHECK (json_valid(categories)),
    systems TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(systems)),
    source TEXT NOT NULL DEFAULT 'subject' CHECK (source IN ('subject', 'other')),
    source_name TEXT NOT NULL DEFAULT '',
    source_exemption TEXT NOT NULL DEFAULT '',
    source_noticed TEXT,
    since TEXT NOT NULL,
    achieved TEXT,
    keep_until TEXT,
    ended TEXT,
    ended_because TEXT NOT NULL DEFAULT '',
    destruction INTEGER REFERENCES destruction (id),
    CHECK (source = 'subject' OR source_name <> '')
) STRICT;
CREATE INDEX holding_person ON holding (person);
CREATE INDEX holding_purpose ON holding (purpose, id);
CREATE INDEX holding_keep ON holding (keep_until) WHERE ended IS NULL AND keep_until IS NOT NULL;

CREATE TABLE holding_carrier (
    holding INTEGER NOT NULL REFERENCES holding (id),
    carrier INTEGER NOT NULL REFERENCES carrier (id),
    sheets INTEGER NOT NULL DEFAULT 0 CHECK (sheets >= 0),
    PRIMARY KEY (holding, carrier)
) STRICT;

CREATE TABLE hold (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person (id),
    holding INTEGER REFERENCES holding (id),
    reason TEXT NOT NULL,
    since TEXT NOT NULL,
    released TEXT,
    released_because TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX hold_person ON hold (person) WHERE released IS NULL;

CREATE TABLE consent (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL,
    number_key INTEGER NOT NULL,
    person INTEGER NOT NULL REFERENCES person (id),
    person_key TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL CHECK (kind IN ('processing', 'cross_border', 'dissemination', 'marketing')),
    purpose INTEGER NOT NULL REFERENCES purpose (id),
    purpose_code TEXT NOT NULL,
    categories TEXT NOT NULL CHECK (json_valid(categories)),
    recipients TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(recipients)),
    given TEXT NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('paper', 'site_form', 'questionnaire', 'app', 'chat_bot',
        'sms', 'ussd', 'ivr', 'audio', 'registration', 'in_person', 'through_another',
        'staying', 'other')),
    evidence TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(evidence)),
    text INTEGER REFERENCES collection_text (id),
    text_version TEXT NOT NULL DEFAULT '',
    fingerprint TEXT NOT NULL DEFAULT '',
    separate INTEGER NOT NULL DEFAULT 1 CHECK (separate IN (0, 1)),
    written INTEGER NOT NULL DEFAULT 0 CHECK (written IN (0, 1)),
    representative INTEGER REFERENCES person (id),
    authority TEXT NOT NULL DEFAULT '',
    authority_checked TEXT,
    through TEXT NOT NULL DEFAULT '',
    through_proof TEXT NOT NULL DEFAULT '',
    conditions TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(conditions)),
    published TEXT,
    valid_until TEXT,
    until_key TEXT NOT NULL DEFAULT '9999',
    state TEXT NOT NULL CHECK (state IN ('active', 'withdrawn', 'expired', 'replaced', 'void')),
    ended TEXT,
    ended_because TEXT NOT NULL DEFAULT '',
    request INTEGER REFERENCES request (id),
    renews INTEGER REFERENCES consent (id),
    import_key TEXT,
    CHECK ((state = 'active') = (ended IS NULL)),
    CHECK (way <> 'through_another' OR through <> '')
) STRICT;
CREATE UNIQUE INDEX consent_name ON consent (number);
CREATE UNIQUE INDEX consent_live ON consent (person, purpose_code, kind) WHERE state = 'active';
CREATE UNIQUE INDEX consent_import ON consent (import_key) WHERE import_key IS NOT NULL;
CREATE INDEX consent_person ON consent (person);
CREATE INDEX consent_number ON consent (number_key, id);
CREATE INDEX consent_given ON consent (given, id);
CREATE INDEX consent_subject ON consent (person_key, id);
CREATE INDEX consent_purpose ON consent (purpose_code, id);
CREATE INDEX consent_kind ON consent (kind, id);
CREATE INDEX consent_state ON consent (state, id);
CREATE INDEX consent_until ON consent (until_key, id);
CREATE INDEX consent_expiring ON consent (valid_until)
    WHERE state = 'active' AND valid_until IS NOT NULL;

CREATE TABLE stop_list (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL,
    since TEXT NOT NULL,
    because TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX stop_list_hash ON stop_list (hash);
