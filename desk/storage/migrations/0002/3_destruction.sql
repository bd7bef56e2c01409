-- SPDX-License-Identifier: Apache-2.0
-- Destruction by commission, from the plan to the erasure.
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
