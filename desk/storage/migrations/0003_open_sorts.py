# SPDX-License-Identifier: Apache-2.0
"""The third schema: requests and consents of one state come sorted by any column, however many they are."""

# ruff: noqa: ANN001, D103 -- the runner finds migrations by number and calls up(migrator, db)

INDEXES = """
CREATE INDEX request_state_number ON request (state, number_key, id);
CREATE INDEX request_state_received ON request (state, received, id);
CREATE INDEX request_state_subject ON request (state, subject_key, id);
CREATE INDEX request_state_kinds ON request (state, kinds, id);
CREATE INDEX request_state_step ON request (state, step, id);
CREATE INDEX consent_state_number ON consent (state, number_key, id);
CREATE INDEX consent_state_given ON consent (state, given, id);
CREATE INDEX consent_state_subject ON consent (state, person_key, id);
CREATE INDEX consent_state_purpose ON consent (state, purpose_code, id);
CREATE INDEX consent_state_kind ON consent (state, kind, id);
CREATE INDEX consent_state_until ON consent (state, until_key, id);
DROP INDEX consent_expiring;
"""


def up(migrator, db) -> None:  # type: ignore[no-untyped-def]
    for statement in filter(str.strip, INDEXES.split(";\n")):
        db.execute_sql(statement)
