# SPDX-License-Identifier: Apache-2.0
"""Issuers of certificates the operator trusts: whose word on whose signature it is, is taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desk.domain.signatures import Certificate
from desk.errors import N_, AtField, Refusal
from desk.services.checks import clean_line
from desk.services.desk import Desk, writes
from desk.services.terms import stamp
from desk.storage.models import Issuer


@dataclass(frozen=True)
class Trusted:
    """An issuer on the list."""

    id: int
    certificate: Certificate
    note: str
    added: str
    alone: bool = False
    """It is somebody's own certificate: trusted for its holder's signatures only."""


def issuers(_desk: Desk) -> tuple[Trusted, ...]:
    """The list, in the order it was made."""
    from desk.documents.certificates import describe, issues

    return tuple(
        Trusted(row.id, describe(der), row.note, row.added, alone=not issues(der))
        for row in Issuer.select().order_by(Issuer.id)
        for der in (bytes(row.content),)
    )


def roots(_desk: Desk) -> tuple[bytes, ...]:
    """The certificates of the list, as DER; the newest first, for it may renew an older one of the same key."""
    return tuple(bytes(row.content) for row in Issuer.select().order_by(Issuer.id.desc()))


def read_issuers(contents: Iterable[bytes]) -> tuple[bytes, ...]:
    """Certificates of issuers from files, for a check without a desk."""
    return tuple(map(_issuer, contents))


def _issuer(content: bytes) -> bytes:
    """A certificate that can be trusted: an issuer's, or one nobody else stands behind."""
    from desk.documents.certificates import describe, issues, read_certificate

    der = read_certificate(content)
    known = describe(der)
    if not issues(der) and not known.self_signed:
        raise AtField(
            N_(
                "This is not the certificate of an issuer but of one signer, issued by “{issuer}”."
                " Choose the certificate of that issuer."
            ),
            field="file",
            issuer=known.issuer,
        )
    return der


def look(content: bytes) -> Certificate:
    """The certificate in a file as it would be trusted; refuses one that cannot be."""
    from desk.documents.certificates import describe

    return describe(_issuer(content))


@writes("issuer")
def trust(desk: Desk, content: bytes, note: str = "") -> int:
    """Put a certificate on the list: an issuer's, or a self-signed one, which is trusted for itself only."""
    from desk.documents.certificates import describe

    der = _issuer(content)
    known = describe(der)
    if Issuer.get_or_none(Issuer.fingerprint == known.fingerprint) is not None:
        raise AtField(N_("This issuer is already on the list."), field="file")
    if known.test:
        raise Refusal(N_("A test certificate binds nobody and is trusted by nobody."), field="file")
    row = Issuer.create(
        fingerprint=known.fingerprint,
        content=der,
        note=clean_line(note, "note"),
        added=stamp(desk.now()),
    )
    desk.record("issuer.trusted", f"issuer/{row.id}", fingerprint=known.fingerprint)
    return int(row.id)


@writes("issuer")
def distrust(desk: Desk, id: int) -> None:
    """Take an issuer off the list; signatures are judged without it at their next check."""
    row = Issuer.get_or_none(Issuer.id == id)
    if row is None:
        raise Refusal(N_("There is no such issuer."))
    Issuer.delete().where(Issuer.id == id).execute()
    desk.record("issuer.distrusted", f"issuer/{id}", fingerprint=row.fingerprint)
