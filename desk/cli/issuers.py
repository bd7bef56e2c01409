# SPDX-License-Identifier: Apache-2.0
"""``desk issuer …`` and ``desk test-certificate``: whose certificates are believed, and one for trying out."""

from __future__ import annotations

from pathlib import Path

import click

from desk.cli.app import PATH, read_file, session
from desk.cli.out_file import out_file
from desk.cli.saving import write_file
from desk.cli.sign import key_passphrase
from desk.domain.days import day_of
from desk.domain.signatures import Certificate
from desk.errors import N_
from desk.services.desk import DEFAULT_ZONE
from desk.services.signature import e_signing, issuers


@click.group()
def issuer() -> None:
    """Certificate issuers that are trusted to say whose signature it is."""


@issuer.command("list")
def list_() -> None:
    """Show the trust list."""
    here = session()
    with here.desk() as desk:
        found = issuers.issuers(desk)
        lines = [
            f"{each.id}  {_line(each.certificate, desk.zone)}  {each.note}".rstrip()
            for each in found
        ]
        here.show(
            {
                "issuers": [
                    {
                        "id": each.id,
                        **_facts(each.certificate),
                        "note": each.note,
                        "added": each.added,
                        "alone": each.alone,
                    }
                    for each in found
                ]
            },
            "\n".join(lines),
        )


@issuer.command()
@click.argument("file", type=PATH)
def look(file: Path) -> None:
    """Show which certificate is in FILE, to compare with its owner; no desk is needed."""
    here = session()
    known = issuers.look(read_file(file))
    here.show(_facts(known), _line(known, DEFAULT_ZONE))


@issuer.command()
@click.argument("file", type=PATH)
@click.option("--note", default="", help="For example, the agreement it is based on.")
def trust(file: Path, note: str) -> None:
    """Put the certificate in FILE on the list; look at it first."""
    here = session()
    content = read_file(file)
    with here.desk() as desk:
        id = issuers.trust(desk, content, note)
        known = issuers.look(content)
        text = f"{id}  {_line(known, desk.zone)}"
        here.show({"id": id, **_facts(known)}, text)


@issuer.command()
@click.argument("id", type=int)
def distrust(id: int) -> None:
    """Remove the issuer ID from the list; signatures are reassessed when they are next checked."""
    here = session()
    with here.desk() as desk:
        issuers.distrust(desk, id)
        here.show({"id": id}, here.words.gettext(N_("The issuer is no longer trusted.")))


def _facts(known: Certificate) -> dict[str, object]:
    return {
        "name": known.name,
        "issuer": known.issuer,
        "serial": known.serial,
        "since": known.since,
        "until": known.until,
        "fingerprint": known.fingerprint,
    }


def _line(known: Certificate, zone: str) -> str:
    """Whose it is, until when it holds, and by what it is known again."""
    until = day_of(known.until, zone) if known.until else ""
    return f"{known.name}  {until}  SHA-256 {known.fingerprint}"


@click.command("test-certificate")
@click.argument("name")
@click.option("--p12-passphrase-file", default="", help="The passphrase for its key: the first line of a file; if not given, you are asked for it.")  # fmt: skip
@out_file(help="The PKCS#12 file to write.")
def test_certificate(name: str, p12_passphrase_file: str, out: Path) -> None:
    """Make a certificate for trying out: its stamp says TEST, and it binds nobody."""
    here = session()
    with here.desk() as desk:
        secret = key_passphrase(here, p12_passphrase_file)
        write_file(out, e_signing.make_test_certificate(desk, name, secret))
        here.show({"file": out.as_posix()}, out.as_posix())
