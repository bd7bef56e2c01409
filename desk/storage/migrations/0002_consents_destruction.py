# SPDX-License-Identifier: Apache-2.0
"""The second schema: purposes and what they need, who is held, consents, destruction by commission."""

# ruff: noqa: ANN001, D103 -- the runner finds migrations by number and calls up(migrator, db)

REGISTER = """
CREATE TABLE category (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    title_ru TEXT NOT NULL,
    title_en TEXT NOT NULL,
    class TEXT NOT NULL CHECK (class IN ('ordinary', 'special', 'conviction', 'biometric')),
    absent INTEGER NOT NULL DEFAULT 0 CHECK (absent IN (0, 1)),
    retired TEXT
) STRICT;
CREATE UNIQUE INDEX category_code ON category (code);

CREATE TABLE subject_group (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    title_ru TEXT NOT NULL,
    title_en TEXT NOT NULL,
    retired TEXT
) STRICT;
CREATE UNIQUE INDEX subject_group_code ON subject_group (code);

CREATE TABLE purpose (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    edition INTEGER NOT NULL CHECK (edition > 0),
    title_ru TEXT NOT NULL,
    title_en TEXT NOT NULL,
    grounds TEXT NOT NULL CHECK (json_valid(grounds)),
    special_ground TEXT NOT NULL DEFAULT '',
    norm_ru TEXT NOT NULL DEFAULT '',
    norm_en TEXT NOT NULL DEFAULT '',
    actions TEXT NOT NULL CHECK (json_valid(actions)),
    method TEXT NOT NULL CHECK (method IN ('automated', 'manual', 'mixed')),
    networks TEXT NOT NULL DEFAULT 'none' CHECK (networks IN ('none', 'internal', 'internet', 'both')),
    keep_term TEXT NOT NULL DEFAULT '',
    retention_ru TEXT NOT NULL DEFAULT '',
    retention_en TEXT NOT NULL DEFAULT '',
    identifies INTEGER NOT NULL DEFAULT 0 CHECK (identifies IN (0, 1)),
    correction_ru TEXT NOT NULL DEFAULT '',
    correction_en TEXT NOT NULL DEFAULT '',
    since TEXT NOT NULL,
    until TEXT,
    CHECK (until IS NULL OR until >= since)
) STRICT;
CREATE UNIQUE INDEX purpose_edition ON purpose (code, edition);
CREATE UNIQUE INDEX purpose_open ON purpose (code) WHERE until IS NULL;

CREATE TABLE purpose_category (
    purpose INTEGER NOT NULL REFERENCES purpose (id),
    category INTEGER NOT NULL REFERENCES category (id),
    PRIMARY KEY (purpose, category)
) STRICT;

CREATE TABLE purpose_group (
    purpose INTEGER NOT NULL REFERENCES purpose (id),
    subject_group INTEGER NOT NULL REFERENCES subject_group (id),
    PRIMARY KEY (purpose, subject_group)
) STRICT;

CREATE TABLE system (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    title_ru TEXT NOT NULL,
    title_en TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL,
    address TEXT NOT NULL DEFAULT '',
    tenure TEXT NOT NULL CHECK (tenure IN ('own', 'rented')),
    access TEXT NOT NULL DEFAULT '',
    responsible TEXT NOT NULL DEFAULT '',
    own_log INTEGER NOT NULL DEFAULT 0 CHECK (own_log IN (0, 1)),
    is_desk INTEGER NOT NULL DEFAULT 0 CHECK (is_desk IN (0, 1)),
    retired TEXT
) STRICT;
CREATE UNIQUE INDEX system_code ON system (code);

CREATE TABLE carrier (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('paper', 'disk', 'stick', 'telephone', 'other')),
    title_ru TEXT NOT NULL,
    title_en TEXT NOT NULL DEFAULT '',
    serial TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    key_holders TEXT NOT NULL DEFAULT '',
    responsible TEXT NOT NULL DEFAULT '',
    purposes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(purposes)),
    compatible TEXT NOT NULL DEFAULT '',
    retired TEXT
) STRICT;
CREATE UNIQUE INDEX carrier_code ON carrier (code);

CREATE TABLE recipient (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    name_ru TEXT NOT NULL,
    name_en TEXT NOT NULL DEFAULT '',
    name_key TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL CHECK (role IN ('processor', 'sub_processor', 'recipient', 'authority')),
    country TEXT NOT NULL,
    country_confirmed INTEGER NOT NULL DEFAULT 0 CHECK (country_confirmed IN (0, 1)),
    address TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    service TEXT NOT NULL DEFAULT 'other' CHECK (service IN ('cloud', 'analytics', 'email', 'crm',
        'support', 'other')),
    contract TEXT NOT NULL DEFAULT '',
    contract_date TEXT,
    purposes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(purposes)),
    retired TEXT
) STRICT;
CREATE UNIQUE INDEX recipient_code ON recipient (code);
CREATE INDEX recipient_name ON recipient (name_key, id);

CREATE TABLE collection_point (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('page', 'form', 'chat_bot', 'app', 'questionnaire',
        'job_site', 'paper')),
    title_ru TEXT NOT NULL,
    title_en TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    policy_link TEXT NOT NULL DEFAULT '',
    cookie_banner INTEGER NOT NULL DEFAULT 0 CHECK (cookie_banner IN (0, 1)),
    counters TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '',
    purposes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(purposes)),
    retired TEXT
) STRICT;
CREATE UNIQUE INDEX collection_point_code ON collection_point (code);

CREATE TABLE collection_text (
    id INTEGER PRIMARY KEY,
    point INTEGER NOT NULL REFERENCES collection_point (id),
    purpose INTEGER REFERENCES purpose (id),
    kind TEXT NOT NULL CHECK (kind IN ('processing', 'cross_border', 'dissemination', 'marketing',
        'notice')),
    version TEXT NOT NULL,
    text_ru TEXT NOT NULL,
    text_en TEXT NOT NULL DEFAULT '',
    fingerprint TEXT NOT NULL,
    own_tick INTEGER NOT NULL DEFAULT 1 CHECK (own_tick IN (0, 1)),
    since TEXT NOT NULL,
    until TEXT,
    CHECK (until IS NULL OR until >= since)
) STRICT;
CREATE UNIQUE INDEX collection_text_version ON collection_text (point, kind, version);
"""

HELD = """
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
"""

DESTRUCTION = """
CREATE TABLE commission (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL,
    ordered TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT,
    place_ru TEXT NOT NULL DEFAULT '',
    place_en TEXT NOT NULL DEFAULT '',
    approver TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(approver)),
    alone INTEGER NOT NULL DEFAULT 0 CHECK (alone IN (0, 1)),
    document INTEGER REFERENCES document (id),
    CHECK (until IS NULL OR until >= since)
) STRICT;

CREATE TABLE member (
    id INTEGER PRIMARY KEY,
    commission INTEGER NOT NULL REFERENCES commission (id),
    role TEXT NOT NULL CHECK (role IN ('chairman', 'member', 'substitute')),
    name_ru TEXT NOT NULL,
    name_en TEXT NOT NULL DEFAULT '',
    post_ru TEXT NOT NULL,
    post_en TEXT NOT NULL DEFAULT '',
    since TEXT NOT NULL,
    until TEXT
) STRICT;
CREATE INDEX member_commission ON member (commission);

CREATE TABLE destruction (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL,
    number_key INTEGER NOT NULL,
    cause TEXT NOT NULL CHECK (cause IN ('withdrawal', 'purpose_achieved', 'keep_expired',
        'consent_expired', 'proved_demand', 'unlawful', 'stop_demand', 'transfer_ban',
        'assignment_ended', 'not_needed', 'limitation', 'block_expired', 'liquidation', 'other')),
    caused TEXT NOT NULL,
    clause TEXT NOT NULL DEFAULT '',
    request INTEGER REFERENCES request (id),
    state TEXT NOT NULL CHECK (state IN ('planned', 'appointed', 'carried_out', 'drawn_up',
        'certified', 'told', 'erased', 'void')),
    planned TEXT NOT NULL,
    commission INTEGER REFERENCES commission (id),
    done TEXT,
    act INTEGER REFERENCES document (id),
    extract INTEGER REFERENCES document (id),
    certified TEXT,
    told TEXT,
    told_how TEXT NOT NULL DEFAULT '',
    erased TEXT,
    counts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(counts)),
    note TEXT NOT NULL DEFAULT '',
    subjects INTEGER NOT NULL DEFAULT 0,
    step TEXT NOT NULL DEFAULT '',
    due TEXT NOT NULL DEFAULT '9999',
    due_shown TEXT NOT NULL DEFAULT '',
    safe TEXT NOT NULL DEFAULT '',
    firm INTEGER NOT NULL DEFAULT 1 CHECK (firm IN (0, 1)),
    CHECK (done IS NULL OR done >= caused)
) STRICT;
CREATE UNIQUE INDEX destruction_name ON destruction (number);
CREATE INDEX destruction_number ON destruction (number_key, id);
CREATE INDEX destruction_due ON destruction (due, id);
CREATE INDEX destruction_state ON destruction (state, due, id);
CREATE INDEX destruction_cause ON destruction (cause, id);
CREATE INDEX destruction_step ON destruction (step, id);
CREATE INDEX destruction_planned ON destruction (planned, id);
CREATE INDEX destruction_request ON destruction (request) WHERE request IS NOT NULL;

CREATE TABLE destruction_subject (
    destruction INTEGER NOT NULL REFERENCES destruction (id),
    person INTEGER NOT NULL REFERENCES person (id),
    label TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (destruction, person)
) STRICT;
CREATE INDEX destruction_of ON destruction_subject (person);

CREATE TABLE destruction_item (
    id INTEGER PRIMARY KEY,
    destruction INTEGER NOT NULL REFERENCES destruction (id),
    person INTEGER NOT NULL REFERENCES person (id),
    holding INTEGER REFERENCES holding (id),
    categories TEXT NOT NULL CHECK (json_valid(categories)),
    system INTEGER REFERENCES system (id),
    carrier INTEGER REFERENCES carrier (id),
    processor INTEGER REFERENCES recipient (id),
    sheets INTEGER NOT NULL DEFAULT 0 CHECK (sheets >= 0),
    method TEXT NOT NULL DEFAULT '',
    done TEXT,
    done_sheets INTEGER CHECK (done_sheets >= 0),
    deviation TEXT NOT NULL DEFAULT '',
    dropped TEXT,
    CHECK ((system IS NOT NULL) + (carrier IS NOT NULL) + (processor IS NOT NULL) = 1)
) STRICT;
CREATE INDEX destruction_item_of ON destruction_item (destruction, id);

CREATE TABLE destruction_kept (
    id INTEGER PRIMARY KEY,
    destruction INTEGER NOT NULL REFERENCES destruction (id),
    person INTEGER REFERENCES person (id),
    holding INTEGER REFERENCES holding (id),
    what_ru TEXT NOT NULL,
    what_en TEXT NOT NULL DEFAULT '',
    ground TEXT NOT NULL,
    norm_ru TEXT NOT NULL DEFAULT '',
    norm_en TEXT NOT NULL DEFAULT '',
    until TEXT,
    until_ru TEXT NOT NULL DEFAULT '',
    until_en TEXT NOT NULL DEFAULT '',
    case_file INTEGER NOT NULL DEFAULT 0 CHECK (case_file IN (0, 1))
) STRICT;
CREATE INDEX destruction_kept_of ON destruction_kept (destruction, id);

CREATE TABLE destruction_member (
    destruction INTEGER NOT NULL REFERENCES destruction (id),
    member INTEGER NOT NULL REFERENCES member (id),
    instead_of INTEGER REFERENCES member (id),
    absence TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (destruction, member)
) STRICT;

CREATE TABLE log_export (
    destruction INTEGER NOT NULL REFERENCES destruction (id),
    system INTEGER NOT NULL REFERENCES system (id),
    attachment INTEGER REFERENCES attachment (id),
    in_act INTEGER NOT NULL DEFAULT 0 CHECK (in_act IN (0, 1)),
    PRIMARY KEY (destruction, system)
) STRICT;

CREATE TABLE stop_letter (
    id INTEGER PRIMARY KEY,
    destruction INTEGER REFERENCES destruction (id),
    request INTEGER REFERENCES request (id),
    recipient INTEGER NOT NULL REFERENCES recipient (id),
    action TEXT NOT NULL CHECK (action IN ('correct', 'block', 'stop', 'destroy')),
    document INTEGER REFERENCES document (id),
    written TEXT NOT NULL,
    sent TEXT,
    confirm_by TEXT NOT NULL,
    confirmed TEXT,
    attachment INTEGER REFERENCES attachment (id),
    note TEXT NOT NULL DEFAULT '',
    dropped TEXT,
    CHECK (destruction IS NOT NULL OR request IS NOT NULL)
) STRICT;
CREATE INDEX stop_letter_destruction ON stop_letter (destruction);
CREATE INDEX stop_letter_request ON stop_letter (request);
CREATE INDEX stop_letter_waiting ON stop_letter (confirm_by)
    WHERE sent IS NOT NULL AND confirmed IS NULL AND dropped IS NULL;

CREATE TABLE signature (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document (id),
    field TEXT NOT NULL,
    role TEXT NOT NULL DEFAULT '',
    name_ru TEXT NOT NULL DEFAULT '',
    name_en TEXT NOT NULL DEFAULT '',
    post_ru TEXT NOT NULL DEFAULT '',
    post_en TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'none' CHECK (state IN ('none', 'pen', 'certificate', 'detached')),
    signed_on TEXT,
    attachment INTEGER REFERENCES attachment (id),
    page INTEGER,
    actor TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX signature_field ON signature (document, field);

CREATE TABLE scan_page (
    document INTEGER NOT NULL REFERENCES document (id),
    page INTEGER NOT NULL CHECK (page > 0),
    attachment INTEGER NOT NULL REFERENCES attachment (id),
    source_page INTEGER NOT NULL CHECK (source_page > 0),
    by_hand INTEGER NOT NULL DEFAULT 0 CHECK (by_hand IN (0, 1)),
    added TEXT NOT NULL,
    PRIMARY KEY (document, page)
) STRICT;

CREATE TABLE erasure (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    erased TEXT NOT NULL,
    ground TEXT NOT NULL,
    act TEXT NOT NULL DEFAULT '',
    destruction INTEGER REFERENCES destruction (id)
) STRICT;
CREATE UNIQUE INDEX erasure_ref ON erasure (ref);
"""

# What was about requests alone is about any record now: the tables are made anew with the same rows.
REBUILT = """
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
"""

TRIGGERS = (
    """CREATE TRIGGER event_keep BEFORE DELETE ON event
       BEGIN SELECT RAISE(ABORT, 'events are append-only'); END""",
    """CREATE TRIGGER event_blank BEFORE UPDATE ON event
       WHEN NOT (NEW.note IS NULL AND NEW.id = OLD.id AND NEW.request IS OLD.request
           AND NEW.consent IS OLD.consent AND NEW.destruction IS OLD.destruction
           AND NEW.at = OLD.at AND NEW.kind = OLD.kind AND NEW.actor = OLD.actor
           AND NEW.document IS OLD.document AND NEW.attachment IS OLD.attachment)
       BEGIN SELECT RAISE(ABORT, 'events are append-only'); END""",
    """CREATE TRIGGER document_frozen BEFORE UPDATE OF number, form, languages, facts, digest, blob, issued
       ON document WHEN OLD.state <> 'draft' AND NOT ((NEW.state = 'erased' OR NEW.sealed IS NOT OLD.sealed)
           AND NEW.number IS OLD.number AND NEW.form = OLD.form AND NEW.languages = OLD.languages
           AND NEW.digest = OLD.digest AND NEW.issued IS OLD.issued)
       BEGIN SELECT RAISE(ABORT, 'an issued paper is frozen'); END""",
)


def up(migrator, db) -> None:  # type: ignore[no-untyped-def]
    for part in (REGISTER, HELD, DESTRUCTION, REBUILT):
        for statement in filter(str.strip, part.split(";\n")):
            db.execute_sql(statement)
    for trigger in TRIGGERS:
        db.execute_sql(trigger)
