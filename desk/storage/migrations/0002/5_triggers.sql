-- SPDX-License-Identifier: Apache-2.0
-- Timelines stay append-only; an issued paper changes only by being sealed or erased.
CREATE TRIGGER event_keep BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER event_blank BEFORE UPDATE ON event
    WHEN NOT (NEW.note IS NULL AND NEW.id = OLD.id AND NEW.request IS OLD.request
        AND NEW.consent IS OLD.consent AND NEW.destruction IS OLD.destruction
        AND NEW.at = OLD.at AND NEW.kind = OLD.kind AND NEW.actor = OLD.actor
        AND NEW.document IS OLD.document AND NEW.attachment IS OLD.attachment)
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER document_frozen BEFORE UPDATE OF number, form, languages, facts, digest, blob, issued
    ON document WHEN OLD.state <> 'draft' AND NOT ((NEW.state = 'erased' OR NEW.sealed IS NOT OLD.sealed)
        AND NEW.number IS OLD.number AND NEW.form = OLD.form AND NEW.languages = OLD.languages
        AND NEW.digest = OLD.digest AND NEW.issued IS OLD.issued)
    BEGIN SELECT RAISE(ABORT, 'an issued paper is frozen'); END;
