# SPDX-License-Identifier: Apache-2.0
"""Makes the small encrypted file of the newest schema that the upgrade test keeps.

Run once when a schema is released, and never again for that schema:

    .venv/bin/python -m tests.upgrade.make

It writes ``schema-NNNN.db`` (NNNN is the newest migration) beside this script, under the raw key below.
The rows are written by plain SQL, so that later services cannot change what an old file holds. Everybody
in it is invented.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from desk.storage import blobs, journal, migrate, search
from desk.storage.database import open_database

KEY = bytes(range(1, 33))
HERE = Path(__file__).resolve().parent

ROWS = """
INSERT INTO setting (key, value) VALUES ('language', '"ru"');
INSERT INTO operator (id, card, changed) VALUES (1, '{"kind":"trader","name":{"ru":"Образцова В. П.","en":"V. Obraztsova"}}', '2026-11-22T09:00:00+00:00');
INSERT INTO actor (id, slot, name, added) VALUES (1, 'slot', 'Образцова', '2026-11-22T09:00:00+00:00');
INSERT INTO person (id, ref, name, name_key, email, email_key) VALUES (1, 'P-000001', 'Щёголева Анна', 'щеголева анна', 'anna@example.org', 'anna@example.org');
INSERT INTO request (id, number, number_key, received, channel, language, role, subject, subject_key, state, kinds, due, due_shown, safe) VALUES (1, '2026-001', 2026000001, '2026-11-20T09:30:00+00:00', 'email', 'ru', 'subject', 1, 'щеголева анна', 'open', 'access', '2026-12-04', '2026-12-04', '2026-12-04');
INSERT INTO demand (id, request, kind, state) VALUES (1, 1, 'access', 'open');
INSERT INTO deadline (request, demand, pack, rule, row, nature, starts, nominal, due, due_moment, safe, firm, basis, steps) VALUES (1, 1, 'ru-152fz', 'access', 'R01', 'term', '2026-11-20', '2026-12-04', '2026-12-04', '2026-12-04T20:59:59+00:00', '2026-12-04', 1, '14 (3)', '[]');
INSERT INTO document (id, request, form, form_version, number, number_key, languages, state, day, issued, facts, digest, blob, pages) VALUES (1, 1, 'acknowledgement', 1, 'out/2026-001', 2026000001, 'ru', 'issued', '2026-11-22', '2026-11-22T09:00:00+00:00', '{}', 'd', '{blob}', 1);
INSERT INTO attachment (id, request, blob, name, media_type, role, added) VALUES (1, 1, '{blob}', 'letter.eml', 'message/rfc822', 'letter', '2026-11-22T09:00:00+00:00');
INSERT INTO event (request, at, kind, actor, note, attachment) VALUES (1, '2026-11-22T09:00:00+00:00', 'registered', 'Образцова', 'по письму', 1);
INSERT INTO draft (key, state, kept) VALUES ('answer/1', '{"text":"Уважаемая"}', '2026-11-22T09:00:00+00:00');
INSERT INTO sequence (series, year, last) VALUES ('request', 2026, 1);
"""

NEWER = """
INSERT INTO category (id, code, title_ru, title_en, class) VALUES (1, 'name', 'фамилия, имя, отчество', 'full name', 'ordinary');
INSERT INTO subject_group (id, code, title_ru, title_en) VALUES (1, 'visitors', 'Посетители сайта', 'Visitors of the site');
INSERT INTO purpose (id, code, edition, title_ru, title_en, grounds, actions, method, since) VALUES (1, 'site', 1, 'Обработка заявок', 'Handling enquiries', '["6.1.1"]', '["collect"]', 'mixed', '2026-11-22');
INSERT INTO purpose_category (purpose, category) VALUES (1, 1);
INSERT INTO purpose_group (purpose, subject_group) VALUES (1, 1);
INSERT INTO system (id, code, title_ru, country, tenure) VALUES (1, 'crm', 'CRM', 'RU', 'rented');
INSERT INTO carrier (id, code, kind, title_ru) VALUES (1, 'folder', 'paper', 'Папка договоров');
INSERT INTO recipient (id, code, name_ru, role, country) VALUES (1, 'host', 'ООО «Хостинг-пример»', 'processor', 'RU');
INSERT INTO collection_point (id, code, kind, title_ru) VALUES (1, 'form', 'form', 'Форма на сайте');
INSERT INTO collection_text (id, point, purpose, kind, version, text_ru, fingerprint, since) VALUES (1, 1, 1, 'processing', '1', 'Согласен', 'f', '2026-11-22');
INSERT INTO consent (id, number, number_key, person, kind, purpose, purpose_code, categories, given, way, text, state) VALUES (1, 'consent/2026-001', 2026000001, 1, 'processing', 1, 'site', '[1]', '2026-11-20', 'site_form', 1, 'active');
INSERT INTO holding (id, person, purpose, ground, consent, categories, systems, since) VALUES (1, 1, 1, '6.1.1', 1, '[1]', '[1]', '2026-11-20');
INSERT INTO holding_carrier (holding, carrier, sheets) VALUES (1, 1, 3);
INSERT INTO hold (id, person, reason, since, released) VALUES (1, 1, 'спор', '2026-11-21', '2026-11-22');
INSERT INTO stop_list (id, hash, since) VALUES (1, 'h', '2026-11-22');
INSERT INTO commission (id, number, ordered, since) VALUES (1, 'order/2026-001', '2026-11-20', '2026-11-20');
INSERT INTO member (id, commission, role, name_ru, post_ru, since) VALUES (1, 1, 'chairman', 'Примерова О. И.', 'директор', '2026-11-20');
INSERT INTO destruction (id, number, number_key, cause, caused, state, planned, commission, act) VALUES (1, 'destruction/2026-001', 2026000001, 'withdrawal', '2026-11-20', 'drawn_up', '2026-11-21', 1, 1);
INSERT INTO destruction_subject (destruction, person) VALUES (1, 1);
INSERT INTO destruction_item (id, destruction, person, holding, categories, carrier, sheets) VALUES (1, 1, 1, 1, '[1]', 1, 3);
INSERT INTO destruction_kept (id, destruction, what_ru, ground) VALUES (1, 1, 'Счета', '6.1.2');
INSERT INTO destruction_member (destruction, member) VALUES (1, 1);
INSERT INTO log_export (destruction, system, attachment) VALUES (1, 1, 1);
INSERT INTO stop_letter (id, destruction, recipient, action, written, confirm_by) VALUES (1, 1, 1, 'destroy', '2026-11-21', '2026-12-01');
INSERT INTO signature (id, document, field, name_ru) VALUES (1, 1, 'chairman', 'Примерова О. И.');
INSERT INTO scan_page (document, page, attachment, source_page, added) VALUES (1, 1, 1, 1, '2026-11-22T09:00:00+00:00');
INSERT INTO erasure (id, ref, erased, ground) VALUES (1, 'P-000009', '2026-11-22', 'R21');
"""
"""Rows of the tables that came with the second schema."""

TRANSFERS = """
INSERT INTO transfer (id, code, purpose_code, recipient, country, country_because, categories, groups, ground, since) VALUES (1, 't1', 'site', 1, 'VN', 'Офис во Вьетнаме', '["name"]', '["visitors"]', 'consent', '2026-11-22');
INSERT INTO transfer_notice (id, code, assessed_on, sent_on, received_on) VALUES (1, 'n1', '2026-11-19', '2026-11-20', '2026-11-20');
INSERT INTO transfer_notice_item (notice, transfer) VALUES (1, 1);
INSERT INTO transfer_inquiry (id, notice, asked_on) VALUES (1, 1, '2026-11-21');
"""
"""Rows of the tables that came with the fourth schema."""

SIGNATURES = """
INSERT INTO issuer (id, fingerprint, content, added) VALUES (1, 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff', x'3000', '2026-11-22T09:00:00+00:00');
INSERT INTO signed_file (attachment, verdict, signatures, checked) VALUES (1, 'kept', '[]', '2026-11-22T09:00:00+00:00');
"""
"""Rows of the tables of electronic signatures."""

CLIENTS = """
INSERT INTO client (id, code, name_ru, name_key, assignment, assignment_date, purposes, actions, categories, groups, at_end, leak_term) VALUES (1, 'cl1', 'ООО «Заказчик-пример»', 'ооо заказчик-пример', '5/ПДн', '2026-02-01', '["site"]', '["collect"]', '["name"]', '["visitors"]', 'destroy', '12 hours');
INSERT INTO client_notice (id, client, kind, known) VALUES (1, 1, 'leak', '2026-11-22T09:00:00+00:00');
INSERT INTO disclosure (id, code, day, name_ru, ground_ru, purpose_ru, categories) VALUES (1, 'dc1', '2026-11-20', 'Налоговая инспекция', 'ст. 93.1 НК РФ', 'проверка', '["name"]');
INSERT INTO disclosure_person (disclosure, person) VALUES (1, 1);
"""
"""Rows of the clients on whose assignment we process."""

ASSIGNMENTS = """
INSERT INTO assignment (id, code, recipient, contract, contract_date, since, ground, purposes, categories, groups, actions, checked, clauses) VALUES (1, 'a1', 1, '12', '2026-02-01', '2026-02-01', 'consent', '["site"]', '["name"]', '["visitors"]', '["collect"]', '2026-11-20', '{"data":"2.1"}');
INSERT INTO sub_processor (id, assignment, name_ru, country, announced, until) VALUES (1, 1, 'ООО «Дата-пример»', 'RU', '2026-11-20', '2026-12-04');
INSERT INTO processor_check (id, assignment, on_day, asked, next) VALUES (1, 1, '2026-11-20', 'Сведения о мерах защиты', '2027-11-20');
INSERT INTO third_party_edition (id, document, made, lines, published, place) VALUES (1, 1, '2026-11-22', '[]', '2026-11-22', 'https://example.org/list');
"""
"""Rows of the tables of assignments."""


CYCLE = """
INSERT INTO recipient_information (id, code, recipient, country, came_on, source, measures, termination, contacts) VALUES (1, 'i1', 1, 'VN', '2026-11-18', 'Письмо получателя', 'Шифрование', 'По окончании договора', 'dpo@example.vn');
INSERT INTO transfer_assessment (id, code, assessed_on, assessor_ru, measures) VALUES (1, 'e1', '2026-11-19', 'Щёголев Иван', '["stop"]');
INSERT INTO transfer_assessment_item (assessment, transfer) VALUES (1, 1);
INSERT INTO transfer_assessment_party (assessment, recipient, country, listed, sufficient, feasible) VALUES (1, 1, 'VN', 1, 'enough', 'full');
INSERT INTO transfer_paper (id, document, transfer, assessment) VALUES (1, 1, 1, 1);
UPDATE transfer_notice SET assessment = 1, document = 1 WHERE id = 1;
"""
"""Rows of what recipients told, of assessments, and of the papers of the cycle."""


HARM = """
INSERT INTO harm_assessment (id, code, assessed, degree, assessors, answers, found, digest) VALUES (1, 'h1', '2026-11-20', 'none', '[]', '{}', '{}', 'd');
"""
"""An assessment of harm."""

VOUCHED = """
UPDATE signature SET state = 'detached', verdict = 'kept', vouched_on = '2026-11-22', vouched_with = 'КриптоАРМ', vouched_said = 'Подпись верна', vouched_by = 'Образцова' WHERE id = 1;
"""
"""That a signature was checked elsewhere."""

BY_DAY = """
UPDATE request SET received_day = '2026-11-20' WHERE id = 1;
"""
"""A request of which only the day of receipt is known."""


UNFOUNDED = """
UPDATE demand SET unfounded = 1 WHERE id = (SELECT max(id) FROM demand WHERE state = 'satisfied');
"""
"""A demand somebody found not confirmed."""


def make(target: Path) -> None:
    """Write the file."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(Path(folder) / "desk.db", KEY)
        migrate.run(database)
        with database.atomic():
            blob = blobs.put(database, b"letter")
            for row in filter(
                str.strip,
                (
                    ROWS
                    + NEWER
                    + TRANSFERS
                    + ASSIGNMENTS
                    + CLIENTS
                    + SIGNATURES
                    + CYCLE
                    + HARM
                    + VOUCHED
                    + BY_DAY
                    + UNFOUNDED
                )
                .replace("{blob}", blob)
                .split(";\n"),
            ):
                database.execute_sql(row)
            search.put(database, search.Kind.REQUEST, 1, "Щёголева Анна")
            for number in range(3):
                at = datetime(2026, 11, 22, 9, number, tzinfo=UTC)
                journal.append(
                    database, at, "Образцова", "request.registered", "request/1", {"n": number}
                )
        target.unlink(missing_ok=True)
        database.execute_sql("VACUUM INTO ?", (str(target),))
        database.close_all()


if __name__ == "__main__":
    make(HERE / f"schema-{migrate.known()[-1][:4]}.db")
