# SPDX-License-Identifier: Apache-2.0
"""The fourth schema: transfers abroad, the notices to Roskomnadzor on them, and what it asked."""

# ruff: noqa: ANN001, D103 -- the runner finds migrations by number and calls up(migrator, db)

TABLES = """
CREATE TABLE transfer (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    purpose_code TEXT NOT NULL,
    recipient INTEGER NOT NULL REFERENCES recipient (id),
    country TEXT NOT NULL CHECK (length(country) = 2),
    country_because TEXT NOT NULL DEFAULT '',
    categories TEXT NOT NULL CHECK (json_valid(categories)),
    groups TEXT NOT NULL CHECK (json_valid(groups)),
    ground TEXT NOT NULL CHECK (ground IN ('consent', 'contract', 'law', 'other')),
    ground_words TEXT NOT NULL DEFAULT '',
    way TEXT NOT NULL DEFAULT '',
    safeguards_ru TEXT NOT NULL DEFAULT '',
    safeguards_en TEXT NOT NULL DEFAULT '',
    limited_ru TEXT NOT NULL DEFAULT '',
    limited_en TEXT NOT NULL DEFAULT '',
    since TEXT NOT NULL,
    until TEXT CHECK (until >= since),
    vital_since TEXT,
    vital_because TEXT NOT NULL DEFAULT '',
    retired TEXT,
    CHECK ((vital_since IS NULL) = (vital_because = ''))
) STRICT;
CREATE UNIQUE INDEX transfer_code ON transfer (code);
CREATE INDEX transfer_recipient ON transfer (recipient);
CREATE TABLE transfer_notice (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    assessed_on TEXT NOT NULL,
    sent_on TEXT NOT NULL CHECK (sent_on >= assessed_on),
    received_on TEXT CHECK (received_on >= sent_on),
    rkn_number TEXT NOT NULL DEFAULT '',
    rkn_key TEXT NOT NULL DEFAULT '',
    decision TEXT NOT NULL DEFAULT '' CHECK (decision IN ('', 'no_objection', 'restricted', 'prohibited')),
    decided_on TEXT CHECK (decided_on >= coalesce(received_on, sent_on)),
    decision_ref TEXT NOT NULL DEFAULT '',
    void_on TEXT,
    void_because TEXT NOT NULL DEFAULT '',
    CHECK ((decision = '') = (decided_on IS NULL)),
    CHECK ((void_on IS NULL) = (void_because = ''))
) STRICT;
CREATE UNIQUE INDEX transfer_notice_code ON transfer_notice (code);
CREATE TABLE transfer_notice_item (
    notice INTEGER NOT NULL REFERENCES transfer_notice (id),
    transfer INTEGER NOT NULL REFERENCES transfer (id),
    PRIMARY KEY (notice, transfer)
) STRICT;
CREATE INDEX transfer_notice_item_transfer ON transfer_notice_item (transfer);
CREATE TABLE transfer_inquiry (
    id INTEGER PRIMARY KEY,
    notice INTEGER NOT NULL REFERENCES transfer_notice (id),
    asked_on TEXT NOT NULL,
    answered_on TEXT CHECK (answered_on >= asked_on)
) STRICT;
CREATE INDEX transfer_inquiry_notice ON transfer_inquiry (notice);
CREATE UNIQUE INDEX transfer_inquiry_open ON transfer_inquiry (notice) WHERE answered_on IS NULL;
ALTER TABLE deadline ADD COLUMN transfer_inquiry INTEGER REFERENCES transfer_inquiry (id);
CREATE INDEX deadline_transfer_inquiry ON deadline (transfer_inquiry) WHERE transfer_inquiry IS NOT NULL;
ALTER TABLE attachment ADD COLUMN transfer_notice INTEGER REFERENCES transfer_notice (id);
CREATE INDEX attachment_transfer_notice ON attachment (transfer_notice) WHERE transfer_notice IS NOT NULL;
"""


def up(migrator, db) -> None:  # type: ignore[no-untyped-def]
    for statement in filter(str.strip, TABLES.split(";\n")):
        db.execute_sql(statement)
