# SPDX-License-Identifier: Apache-2.0
"""What recipients told (Art. 12 (5)), assessments of them, and the papers of Roskomnadzor's cycle."""

# ruff: noqa: ANN001, D103 -- the runner finds migrations by number and calls up(migrator, db)

TABLES = """
CREATE TABLE recipient_information (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    recipient INTEGER NOT NULL REFERENCES recipient (id),
    country TEXT NOT NULL CHECK (length(country) = 2),
    came_on TEXT NOT NULL,
    source TEXT NOT NULL DEFAULT '',
    measures TEXT NOT NULL DEFAULT '',
    termination TEXT NOT NULL DEFAULT '',
    law TEXT NOT NULL DEFAULT '',
    contacts TEXT NOT NULL DEFAULT '',
    void_on TEXT,
    void_because TEXT NOT NULL DEFAULT '',
    CHECK (measures || termination || law || contacts <> ''),
    CHECK ((void_on IS NULL) = (void_because = ''))
) STRICT;
CREATE UNIQUE INDEX recipient_information_code ON recipient_information (code);
CREATE INDEX recipient_information_recipient ON recipient_information (recipient);
CREATE TABLE transfer_assessment (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    assessed_on TEXT NOT NULL,
    assessor_ru TEXT NOT NULL,
    assessor_en TEXT NOT NULL DEFAULT '',
    post_ru TEXT NOT NULL DEFAULT '',
    post_en TEXT NOT NULL DEFAULT '',
    list_ru TEXT NOT NULL DEFAULT '',
    list_en TEXT NOT NULL DEFAULT '',
    conclusion_ru TEXT NOT NULL DEFAULT '',
    conclusion_en TEXT NOT NULL DEFAULT '',
    left_out_ru TEXT NOT NULL DEFAULT '',
    left_out_en TEXT NOT NULL DEFAULT '',
    measures TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(measures)),
    risk_ru TEXT NOT NULL DEFAULT '',
    risk_en TEXT NOT NULL DEFAULT '',
    void_on TEXT,
    void_because TEXT NOT NULL DEFAULT '',
    CHECK ((void_on IS NULL) = (void_because = ''))
) STRICT;
CREATE UNIQUE INDEX transfer_assessment_code ON transfer_assessment (code);
CREATE TABLE transfer_assessment_item (
    assessment INTEGER NOT NULL REFERENCES transfer_assessment (id),
    transfer INTEGER NOT NULL REFERENCES transfer (id),
    PRIMARY KEY (assessment, transfer)
) STRICT;
CREATE INDEX transfer_assessment_item_transfer ON transfer_assessment_item (transfer);
CREATE TABLE transfer_assessment_party (
    assessment INTEGER NOT NULL REFERENCES transfer_assessment (id),
    recipient INTEGER NOT NULL REFERENCES recipient (id),
    country TEXT NOT NULL CHECK (length(country) = 2),
    listed INTEGER NOT NULL CHECK (listed IN (0, 1)),
    sufficient TEXT NOT NULL CHECK (sufficient IN ('enough', 'partly', 'not_enough')),
    feasible TEXT NOT NULL CHECK (feasible IN ('full', 'partly')),
    remark TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (assessment, recipient, country)
) STRICT;
CREATE INDEX transfer_assessment_party_recipient ON transfer_assessment_party (recipient);
CREATE TABLE transfer_paper (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document (id),
    transfer INTEGER REFERENCES transfer (id),
    recipient INTEGER REFERENCES recipient (id),
    assessment INTEGER REFERENCES transfer_assessment (id),
    CHECK ((transfer IS NULL) <> (recipient IS NULL))
) STRICT;
CREATE INDEX transfer_paper_document ON transfer_paper (document);
CREATE INDEX transfer_paper_transfer ON transfer_paper (transfer) WHERE transfer IS NOT NULL;
CREATE INDEX transfer_paper_recipient ON transfer_paper (recipient) WHERE recipient IS NOT NULL;
ALTER TABLE transfer_notice ADD COLUMN assessment INTEGER REFERENCES transfer_assessment (id);
ALTER TABLE transfer_notice ADD COLUMN document INTEGER REFERENCES document (id);
ALTER TABLE attachment ADD COLUMN recipient_information INTEGER REFERENCES recipient_information (id);
CREATE INDEX attachment_recipient_information ON attachment (recipient_information)
 WHERE recipient_information IS NOT NULL;
"""


def up(migrator, db) -> None:  # type: ignore[no-untyped-def]
    for statement in filter(str.strip, TABLES.split(";\n")):
        db.execute_sql(statement)
