# SPDX-License-Identifier: Apache-2.0
"""``desk disclosure …``: single handings-over of personal data."""

from __future__ import annotations

import click

from desk.cli.app import Session, session
from desk.domain.canon import plain
from desk.domain.disclosures import Disclosure
from desk.domain.values import Both
from desk.errors import N_
from desk.services.codes import by_code, by_refs
from desk.services.register import disclosures as acts
from desk.services.register import registers


@click.group()
def disclosure() -> None:
    """Work with data that were handed over once: to a tax office, a court, a bank."""


@disclosure.command("list")
@click.option(
    "--person", default="", help="Reference of a card, as person/2026-001: only those about it."
)
def list_(person: str) -> None:
    """Show what was handed over, the oldest first."""
    here = session()
    with here.desk() as desk:
        (about,) = by_refs(desk, [person]) if person else [None]
        found = acts.disclosures(desk, about)
        lines = [_line(each, here) for each in found]
        here.show({"disclosures": [plain(each) for each in found]}, "\n".join(lines))


def _line(one: Disclosure, here: Session) -> str:
    language = here.words.language
    return f"{one.code}  {one.day}  {one.name.of(language)}  {one.ground.of(language)}"


@disclosure.command()
@click.option("--on", "day", required=True, help="Day.")
@click.option("--recipient", default="", help="Code of a recipient of the register.")
@click.option("--name", default="", help="Who received the data, if the register names nobody.")
@click.option("--address", default="", help="Their address.")
@click.option("--ground", required=True, help="The legal provision and the demand.")
@click.option("--purpose", required=True, help="For what.")
@click.option("--category", multiple=True, help="Code of a category of data.")
@click.option("--person", "people", multiple=True, help="Reference of a card.")
@click.option("--whom", default="", help="About whom, in words.")
@click.option("--reference", default="", help="Number and date of the letter.")
def record(
    day: str,
    recipient: str,
    name: str,
    address: str,
    ground: str,
    purpose: str,
    category: tuple[str, ...],
    people: tuple[str, ...],
    whom: str,
    reference: str,
) -> None:
    """Record that data were handed over."""
    here = session()
    with here.desk() as desk:
        told = Disclosure(
            0,
            "",
            day,
            Both(ground),
            Both(purpose),
            category,
            recipient=by_code(desk, "recipient", recipient) if recipient else None,
            name=Both(name),
            address=address,
            persons=tuple(by_refs(desk, people)),
            whom=Both(whom),
            reference=reference,
        )
        id = acts.record_disclosure(desk, told)
        (kept,) = (each for each in acts.disclosures(desk) if each.id == id)
        here.show({"disclosure": plain(kept)}, _line(kept, here))


@disclosure.command()
@click.argument("code")
def retire(code: str) -> None:
    """Remove a record made by mistake from the register."""
    here = session()
    with here.desk() as desk:
        id = by_code(desk, "disclosure", code)
        registers.retire(desk, "disclosure", id, desk.today().isoformat())
        here.show({"retired": code}, here.words.say(N_("{code} is out of use."), code=code))
