# SPDX-License-Identifier: Apache-2.0
"""What is known of electronic signatures: certificates, what a check found, and what was changed since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from desk.domain import signature_notes as words
from desk.domain.signature_weight import weight
from desk.domain.verdicts import HOLDS, Doubt, Verdict, counts, doubt_words, worst
from desk.errors import N_, AtField, Told

WARN_DAYS = 30
"""A certificate that ends sooner is told of."""
TEST_MARK = "ТЕСТ / TEST"
"""The unit every test certificate of the program names, so that any reader shows it."""


NOT_CHECKED = N_("Revocation was not checked: the program does not reach the network for it.")
TEST_BINDS = N_("A test certificate: the signature binds nobody.")
DOUBTFUL = Told(
    N_("The file is not written as a PDF should be: two programs may show it differently.")
)


APART = timedelta(days=1)
"""How far the clocks of an issuer and of this machine may be apart."""
DETACHED = (".sig", ".p7s", ".sgn", ".p7m", ".sign")
"""How files end that hold a signature of another file."""
SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature")
"""What a letter calls a file that is a signature."""


@dataclass(frozen=True)
class Certificate:
    """Whose certificate it is, who issued it and from when to when it holds; moments are ISO, UTC."""

    name: str = ""
    issuer: str = ""
    serial: str = ""
    since: str = ""
    until: str = ""
    fingerprint: str = ""
    self_signed: bool = False
    test: bool = False
    algorithm: str = ""
    emails: str = ""
    """The addresses it names, between spaces."""
    qualified: bool | None = None
    """It has what only qualified certificates have to have (order of the FSB No. 795); nobody checked its claim.
    ``None`` where that was not looked for."""
    sid: str = ""
    """Fingerprint of issuer and number: known also where a signature names them without the certificate."""
    key_id: str = ""
    """How the certificate names its key, which a signature may name instead."""
    key: str = ""
    """Fingerprint of the public key itself, however it is written."""
    doubt: str = ""
    """A ``Doubt``: why it does not speak for the signature it was found with."""
    reason: str = ""
    """Why the signer signed, and ``location`` where, as the signature it was found with says itself."""
    location: str = ""
    written_name: str = ""
    """How the signer calls himself there, where the certificate calls him otherwise."""

    @property
    def said(self) -> Told | None:
        """What the signer wrote into the signature it was found with; ``None`` where there is nothing."""
        written = "; ".join(filter(None, (self.written_name, self.reason, self.location)))
        return (
            Told(N_("The signer wrote in the signature: “{said}”."), said=written)
            if written
            else None
        )

    def in_force(self, at: datetime) -> bool:
        """Whether it held at a moment."""
        return bool(self.since) and between(self.since, at, self.until)

    def check(self, now: datetime) -> None:
        """Refuse a certificate that has expired or does not hold yet."""
        if now > datetime.fromisoformat(self.until):
            raise AtField(
                N_("This certificate expired on {day}. Sign with one that is valid."),
                field="p12",
                day=datetime.fromisoformat(self.until).date(),
            )
        if now < datetime.fromisoformat(self.since):
            raise AtField(
                N_("This certificate is valid only from {day}."),
                field="p12",
                day=datetime.fromisoformat(self.since).date(),
            )

    def days_left(self, now: datetime) -> int:
        """Whole days until it ends; negative once it has ended."""
        return (datetime.fromisoformat(self.until) - now).days

    def warning(self, now: datetime) -> Told | None:
        """That it soon ends, or ``None``."""
        if datetime.fromisoformat(self.until) - now >= timedelta(days=WARN_DAYS):
            return None
        return Told(
            N_("The certificate expires on {day}: arrange for a new one."),
            day=datetime.fromisoformat(self.until).astimezone(UTC).date(),
        )


def between(since: str, at: datetime, until: str) -> bool:
    """Whether a moment lies between two others."""
    return datetime.fromisoformat(since) <= at <= datetime.fromisoformat(until)


def after(one: str, other: datetime) -> bool:
    """Whether a moment lies after another."""
    return datetime.fromisoformat(one) > other


def same_signer(one: Certificate, other: Certificate) -> bool:
    """Whether two signatures are known to be by one key, whatever certificates were made for it."""
    if one.key and other.key:
        return one.key == other.key
    pairs = (
        (one.fingerprint, other.fingerprint),
        (one.sid, other.sid),
        (one.key_id, other.key_id),
    )
    return any(known and known == same for known, same in pairs)


@dataclass(frozen=True)
class Vouching:
    """That the operator had a signature checked elsewhere that could not be verified here."""

    on: str
    program: str
    """Program or service; empty once the person was erased."""
    said: str
    """What it said."""
    actor: str


class _ByForce(NamedTuple):
    """What becomes of a signature whose certificate is not in force, and of one whose issuer's is not."""

    over: _Weighing
    early: _Weighing
    over_issuer: _Weighing
    early_issuer: _Weighing


_Weighing = tuple[Verdict, Doubt, str]
_RECEIVED = _ByForce(
    over=(Verdict.MATCHED, Doubt.FORCE, words.LATE),
    early=(Verdict.MATCHED, Doubt.FORCE, words.EARLY),
    over_issuer=(Verdict.UNKNOWN, Doubt.CHAIN, words.LATE_ISSUER),
    early_issuer=(Verdict.UNKNOWN, Doubt.CHAIN, words.EARLY_ISSUER),
)
_SEEN = _ByForce(
    over=(Verdict.UNKNOWN, Doubt.ENDED, words.ENDED),
    early=(Verdict.MATCHED, Doubt.NOT_YET, words.NOT_BEGUN),
    over_issuer=(Verdict.UNKNOWN, Doubt.ENDED, words.ENDED_ISSUER),
    early_issuer=(Verdict.UNKNOWN, Doubt.CHAIN, words.NOT_BEGUN_ISSUER),
)
NO_CERTIFICATE = Certificate()
"""Of a signature without one."""


@dataclass(frozen=True)
class FoundSignature:
    """One signature of a file, as a check found it."""

    field: str
    verdict: Verdict
    certificate: Certificate = NO_CERTIFICATE
    covers_whole: bool = False
    """It covers everything that stood in the file when it was made."""
    trusted: bool = False
    time: str = ""
    """When it was made: by a time stamp where there is one, else as the signer's clock said."""
    stamped: bool = False
    """A time stamp says when."""
    notes: tuple[Told, ...] = ()
    """What speaks against it, or what to know of it."""
    way: tuple[str, str] | None = None
    """Since and until when all certificates are in force that lead to its trusted issuer, with the issuer's own."""

    @property
    def valid(self) -> bool:
        """Whether the signature holds, whoever issued the certificate."""
        return self.verdict in HOLDS

    @property
    def doubt(self) -> str:
        """Why its certificate does not speak for it, in a few words; empty where it does, or where that is not the question."""
        return doubt_words(self.verdict, self.certificate.doubt)

    @property
    def weight(self) -> str:
        """What the law makes of it by its certificate; nothing where it is broken, or nothing was read."""
        unread = self.verdict is Verdict.KEPT and self.certificate == NO_CERTIFICATE
        return "" if self.verdict is Verdict.BROKEN or unread else weight(self.certificate)

    def received(self, at: datetime) -> FoundSignature:
        """As it counts when it came in at a moment: a clock can be turned back, so the certificates have to hold then."""
        return _held(_timely(self, at, words.WAS_AHEAD), at, _RECEIVED)

    def seen(self, at: datetime) -> FoundSignature:
        """As it stands for somebody who does not know when it was made or came in."""
        return _held(_timely(self, at, words.AHEAD), at, _SEEN)


def _timely(found: FoundSignature, at: datetime, told: str) -> FoundSignature:
    """Without its moment where that is only claimed and was still to come: nothing was made then."""
    if found.stamped or not found.time or not after(found.time, at + APART):
        return found
    note = Told(told, day=datetime.fromisoformat(found.time).date())
    return replace(found, time="", notes=(*found.notes, note))


def _held(found: FoundSignature, at: datetime, by: _ByForce) -> FoundSignature:
    """What it is worth where its certificate, or one it leads to, does not hold at a moment."""
    if found.stamped or not found.valid:
        return found
    moments, way, since = (at, at + APART), found.way, found.certificate.since
    if not any(map(found.certificate.in_force, moments)):
        verdict, doubt, told = by.early if since and after(since, at) else by.over
    elif found.trusted and way and not any(between(way[0], each, way[1]) for each in moments):
        verdict, doubt, told = by.early_issuer if after(way[0], at) else by.over_issuer
    else:
        return found
    return replace(
        found,
        verdict=verdict,
        trusted=False,
        certificate=replace(found.certificate, doubt=doubt.value),
        notes=(*found.notes, Told(told)),
    )


@dataclass(frozen=True)
class FileReport:
    """What a check of one file found."""

    signatures: tuple[FoundSignature, ...] = ()
    changed_after: bool = False
    """Something other than signatures was added after one of them."""
    archival: bool = False
    """It still keeps to PDF/A-2b."""
    closed: bool = False
    """One of its signatures forbids that others follow."""
    problem: Told | None = None
    """Why the file could not be read at all."""

    @property
    def worst(self) -> FoundSignature:
        """The signature that tells of a file with one signer: a broken one, where several are in it."""
        return next((s for s in self.signatures if s.verdict is Verdict.BROKEN), self.signatures[0])

    @property
    def sound(self) -> bool:
        """Whether it is signed, nothing is broken and nothing was changed."""
        return (
            self.problem is None
            and not self.changed_after
            and bool(self.signatures)
            and all(each.valid for each in self.signatures)
        )

    def received(self, at: datetime) -> FileReport:
        """As its signatures count when the file came in at a moment."""
        return replace(self, signatures=tuple(each.received(at) for each in self.signatures))

    def seen(self, at: datetime) -> FileReport:
        """As its signatures stand for somebody who does not know when they were made or came in."""
        return replace(self, signatures=tuple(each.seen(at) for each in self.signatures))


@dataclass(frozen=True)
class FileSignature:
    """The signatures of a file that came in, as the last check found them."""

    signatures: tuple[FoundSignature, ...] = ()
    changed_after: bool = False
    """Something was changed after the file was signed."""
    about: str = ""
    """The name of the file a detached signature was made for."""
    checked: str = ""
    """When; empty where nothing is kept yet."""

    @property
    def verdict(self) -> Verdict:
        """The worst of its signatures; broken also when the file was changed after it was signed."""
        if self.changed_after:
            return Verdict.BROKEN
        return Verdict(worst(each.verdict for each in self.signatures) or Verdict.KEPT)

    @property
    def counts(self) -> bool:
        """Whether somebody has signed the file."""
        test = any(each.certificate.test for each in self.signatures)
        return counts("detached", self.verdict, test=test)

    @property
    def broken(self) -> bool:
        """Whether nobody may overlook it."""
        return self.verdict is Verdict.BROKEN


@dataclass(frozen=True)
class LastCheck:
    """When the signatures of all papers were last checked together, of how many, and how many were broken."""

    at: datetime
    papers: int
    broken: int
