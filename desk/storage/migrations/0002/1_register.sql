-- SPDX-License-Identifier: Apache-2.0
-- What the operator declares.
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
