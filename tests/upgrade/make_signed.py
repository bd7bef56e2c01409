# SPDX-License-Identifier: Apache-2.0
"""Makes a desk with papers signed in every way by the services of the newest schema, for the upgrade test.

It was run in the code of schema 15, the last that took whatever was not broken for signed; never again for that one:

    .venv/bin/python -m tests.upgrade.make_signed

It writes ``signed-NNNN.db`` beside this script, under the key of the tests. Everybody in it is invented.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path

from desk.documents.certificates import open_p12
from desk.documents.signing import sign_field
from desk.domain.destruction import Cause, PlanFields, PlanItem
from desk.domain.kinds import DemandKind, LanguageMode
from desk.domain.signing import StampText
from desk.services.desk import Desk
from desk.services.destruction import destructions
from desk.services.operators import write_operator
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.signature import e_signing, issuers, returned_papers
from desk.services.signature.signed_forms import places
from desk.storage import migrate
from desk.storage.database import open_database
from tests.conftest import KEY, Clock, open_at
from tests.documents.test_detached import rsa_signature
from tests.factories import intake, operator_trader
from tests.ground import commission, lay, nobody_else, subject
from tests.signers import NOW, PASSPHRASE, signer

HERE = Path(__file__).resolve().parent
DAY = date(2026, 11, 22)


def reply(desk: Desk) -> int:
    """A paper one person signs."""
    id = requests.register_request(desk, intake(demands=(DemandKind.ACCESS,)))
    return papers.issue(desk, papers.draft(desk, "acknowledgement", LanguageMode.RU, id)).id


def acts(desk: Desk) -> list[int]:
    """Two acts of a commission."""
    ground, made = lay(desk), []
    appointed = destructions.make_commission(desk, commission())
    for _each in range(2):
        who = subject(desk)
        fields = PlanFields(Cause.WITHDRAWAL, "2026-11-20", (who,))
        id = destructions.plan_destruction(desk, fields)
        item = PlanItem(who, (ground.name,), carrier=ground.cabinet, sheets=12, method="shred")
        destructions.set_items(desk, id, [item])
        nobody_else(desk, id)
        destructions.appoint(desk, id, appointed)
        destructions.carry_out(desk, id, (), date(2026, 11, 21))
        made.append(destructions.draw_up(desk, id, LanguageMode.RU)[0])
    return made


def by_certificate(desk: Desk, paper: int, field: str, order: int, reason: str = "") -> None:
    """Signed with a key of one's own."""
    name = next(each.name.ru for each in places(desk, paper) if each.field == field)
    p12 = signer(name.split("\n")[0], order=order).p12
    e_signing.sign_by_certificate(desk, paper, field, p12, PASSPHRASE, reason=reason)


def beside(desk: Desk, paper: int, field: str, *more: object, reason: str = "") -> None:
    """Signed by a file of its own."""
    made = rsa_signature(papers.paper_bytes(desk, paper), *more)
    returned_papers.receive_detached(desk, paper, field, "a.sig", made, reason)


def fill(desk: Desk) -> None:
    """Papers signed by pen, by certificate, by files of their own, and by all of these."""
    from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options

    issuers.trust(desk, signer().issuer)
    first, second = acts(desk)
    for order, place in enumerate(places(desk, first), 1):
        by_certificate(desk, first, place.field, order)
    chairman, member, *others = (each.field for each in places(desk, second))
    beside(desk, second, chairman)
    by_certificate(desk, second, member, 2, "Ключ при себе")
    for field in others:
        e_signing.note_pen(desk, second, field, DAY, "В отпуске")
    e_signing.note_pen(desk, reply(desk), "operator", DAY)
    by_certificate(desk, reply(desk), "operator", 1)
    beside(desk, reply(desk), "operator")
    beside(desk, reply(desk), "operator", PKCS7Options.NoCerts)
    ended = reply(desk)
    key = open_p12(
        signer("Образцова Вера Павловна", order=4, since=-3000, days=1200).p12, PASSPHRASE
    )
    content = sign_field(
        papers.paper_bytes(desk, ended), "operator", key, StampText(("Подписано",)), NOW
    )
    returned_papers.receive(desk, content)


def make() -> None:
    """Write the file."""
    with tempfile.TemporaryDirectory() as name:
        empty = Path(name) / "empty.db"
        database = open_database(empty, KEY)
        migrate.run(database)
        with database.atomic():
            write_operator(operator_trader(), "2026-11-22T09:00:00+00:00")
        database.close_all()
        desk = open_at(Path(name) / "desk", empty.read_bytes(), Clock())
        fill(desk)
        desk.close()
        database = open_database(Path(name) / "desk" / "desk.db", KEY)
        small = Path(name) / "small.db"
        database.execute_sql("VACUUM INTO ?", (str(small),))
        database.close_all()
        shutil.copy(small, HERE / f"signed-{migrate.known()[-1][:4]}.db")


if __name__ == "__main__":
    make()
