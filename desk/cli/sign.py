# SPDX-License-Identifier: Apache-2.0
"""``desk sign`` and ``desk verify``: signing an issued paper, and what the signatures of a file are worth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from desk.cli.app import PATH, Session, first_line_of, read_file, session
from desk.cli.paper_views import act_weight
from desk.domain.destruction import Signer
from desk.domain.numbering import printed_number
from desk.domain.paper_words import TEST
from desk.domain.signature_weight import ACT_NEEDS
from desk.domain.signatures import NOT_CHECKED, TEST_BINDS, Certificate, FileReport, FoundSignature
from desk.domain.verdicts import HOLDS, Doubt, Verdict, doubt_words
from desk.errors import N_, Refusal, Told
from desk.services.desk import utc_now
from desk.services.signature import e_signing
from desk.services.signature import issuers as trusted
from desk.services.signature.e_signing import Taken
from desk.services.signature.other_names import SomebodyElse
from desk.text import Catalogue

SAID = {
    Verdict.VALID: N_("valid"),
    Verdict.UNKNOWN: N_("holds, but its issuer is not on the trust list"),
    Verdict.BROKEN: N_("BROKEN"),
    Verdict.MATCHED: N_("made for this file; the signature itself was not verified here"),
    Verdict.KEPT: N_("not verified here"),
}
HELD, UNCOUNTED = N_("holds ({doubt})"), N_("does not count ({doubt})")
ANYWAY = click.option("--anyway", is_flag=True, help="Accept it even though the certificate names somebody else.")  # fmt: skip
EXITS = N_(
    "Exit 0: the file is signed, every signature holds and nothing was changed after it. Exit 1: "
    "not signed, broken, changed, or signed in a way not verified here or with a certificate or "
    "digest that is not fit for it. Exit 2: the file cannot be checked at all. An issuer that is "
    "not trusted is mentioned but does not change the exit code."
)


@click.command()
@click.argument("number")
@click.option(
    "--as", "who", required=True, help="Who signs: the name as printed on the paper, or its place."
)
@click.option("--p12", required=True, type=PATH, help="The PKCS#12 file with key and certificate.")
@click.option("--p12-passphrase-file", default="", help="Its passphrase: the first line of a file; if not given, you are asked for it.")  # fmt: skip
@click.option("--tsa", default=None, help="Address of a time-stamp service: the network is reached only then.")  # fmt: skip
@click.option("--reason", default="", help="Why by certificate, if others signed in another way.")
@ANYWAY
def sign(
    number: str,
    who: str,
    p12: Path,
    p12_passphrase_file: str,
    tsa: str | None,
    reason: str,
    anyway: bool,
) -> None:
    """Sign an issued paper with the key of a PKCS#12 file."""
    from desk.services.paper.papers import paper_id

    if tsa is not None and not tsa.strip():
        raise Refusal(N_("Give the address of the time-stamp service, or leave --tsa out."), "tsa")
    here = session()
    with here.desk() as desk:
        id = paper_id(desk, number)
        field = e_signing.signer_named(desk, id, who)
        secret = key_passphrase(here, p12_passphrase_file)
        key = read_file(p12)

        def made(anyway: bool) -> Taken:
            return e_signing.sign_by_certificate(
                desk, id, field, key, secret, tsa or "", reason, anyway=anyway
            )

        show_taken(here, looked_at(here, made, anyway=anyway), trial=desk.demonstration)


def looked_at(here: Session, take: Callable[[bool], Taken], *, anyway: bool) -> Taken:
    """Take signatures; where a certificate names somebody else only once the user says that it is right."""
    from desk.cli.dispatching import check_doubts

    try:
        return take(False)
    except SomebodyElse as error:
        check_doubts(here, error.doubts, anyway=anyway)
        return take(True)


def key_passphrase(here: Session, file: str) -> str:
    """The passphrase of the key, which is kept nowhere."""
    import sys

    if file:
        try:
            return first_line_of(Path(file))
        except (OSError, UnicodeDecodeError) as error:
            raise Refusal(N_("The file with the passphrase of the key cannot be read.")) from error
    if not sys.stdin.isatty():
        raise Refusal(N_("Give the passphrase of the key with --p12-passphrase-file FILE."))
    prompt = here.words.gettext(N_("Passphrase of the key"))
    return str(click.prompt(prompt, hide_input=True, err=True))


def show_taken(here: Session, taken: Taken, *, trial: bool) -> None:
    """Print who signed and what to look at; in a ``trial`` a test certificate counts."""
    warnings = [here.words.tell(each) for each in (*taken.warnings, *_heeded(taken))]
    for warning in dict.fromkeys(warnings):
        click.echo(warning, err=True)
    number = printed_number(taken.paper.number)
    lines = [f"{number}  {_line(each, here.words, trial=trial)}" for each in taken.signers]
    here.show(
        {
            "number": taken.paper.number,
            "signed": taken.paper.signature,
            "signers": [
                {
                    "field": each.field,
                    "name": each.name.ru,
                    "state": each.state,
                    "verdict": each.verdict,
                    "name_differs": each.name_differs,
                    "test": each.certificate.test,
                }
                for each in taken.signers
            ],
            "warnings": list(dict.fromkeys(warnings)),
        },
        "\n".join(lines),
    )


def _heeded(taken: Taken) -> list[Told]:
    """What the law makes of the signatures that were taken now, where that may not be enough."""
    weight = act_weight(taken.paper, taken.signers)
    tests = [Told(TEST_BINDS)] if any(each.certificate.test for each in taken.signers) else []
    return [*tests, *([Told(weight)] if weight else [])]


def _line(signer: Signer, words: Catalogue, *, trial: bool) -> str:
    name, known = signer.name.of(words.language) or signer.certificate.name, signer.certificate
    said = _said(Verdict(signer.verdict), known, words, trial=trial)
    if signer.name_differs:
        said = f"{words.say(N_('certificate of {name}'), name=known.name)}; {said}"
    return f"{name}: {said}"


def _said(verdict: Verdict, known: Certificate, words: Catalogue, *, trial: bool = True) -> str:
    """In a ``trial``, as outside a desk, a test certificate is told of and bars nothing."""
    if known.test and verdict in HOLDS:
        return words.say(HELD if trial else UNCOUNTED, doubt=words.gettext(TEST))
    told = doubt_words(verdict, known.doubt)
    if not told or known.doubt == Doubt.ISSUER:
        return words.gettext(SAID[verdict])
    return words.say(HELD if verdict in HOLDS else UNCOUNTED, doubt=words.gettext(told))


@click.command(epilog=EXITS)
@click.argument("file", type=PATH)
@click.option("--signature", type=PATH, help="A detached signature (.sig, .p7s) of the file.")
@click.option("--issuer", "issuers", multiple=True, type=PATH, help="A certificate of an issuer to trust.")  # fmt: skip
def verify(file: Path, signature: Path | None, issuers: tuple[Path, ...]) -> None:
    """Show what the signatures of a file are worth; with a passphrase, the desk's trust list is used as well."""
    from desk.services.signature import verifying

    here = session()
    content = read_file(file)
    roots = list(trusted.read_issuers(read_file(each) for each in issuers))
    if here.passphrase_file or here.recovery_file:
        with here.desk() as desk:
            roots += trusted.roots(desk)
    if signature is not None:
        report = verifying.verify_beside(content, read_file(signature), roots)
    else:
        report = verifying.verify_file(content, roots)
    report = report.seen(utc_now())
    if report.problem is not None:
        raise Refusal(report.problem.msgid, field="file", **report.problem.params)
    here.show(
        _facts(report, here.words), "\n".join(_lines(report, here.words, inside=signature is None))
    )
    if not report.sound:
        raise click.exceptions.Exit(1)


def signatures_as_json(
    found: Sequence[FoundSignature], words: Catalogue
) -> list[dict[str, object]]:
    """What a check found of each signature."""
    return [
        {
            "field": each.field,
            "signer": each.certificate.name,
            "valid": each.valid,
            "covers_whole": each.covers_whole,
            "trusted": each.trusted,
            "time": each.time,
            "time_stamp": each.stamped,
            "verdict": each.verdict.value,
            "doubt": each.certificate.doubt,
            "issuer": each.certificate.issuer,
            "serial": each.certificate.serial,
            "test": each.certificate.test,
            "reason": each.certificate.reason,
            "location": each.certificate.location,
            "notes": [words.tell(note) for note in each.notes],
            "qualified": each.certificate.qualified,
            "weight": words.gettext(each.weight),
        }
        for each in found
    ]


def _facts(report: FileReport, words: Catalogue) -> dict[str, object]:
    return {
        "sound": report.sound,
        "signatures": signatures_as_json(report.signatures, words),
        "changed_after": report.changed_after,
        "pdf_a": report.archival,
        "note": _notes(report, words),
    }


def _notes(report: FileReport, words: Catalogue) -> list[str]:
    """What no check can tell, and what an act of destruction would need beyond such signatures."""
    worth = [each.certificate for each in report.signatures if each.verdict is not Verdict.BROKEN]
    enough = all(each.qualified or each.test for each in worth)
    return [words.gettext(each) for each in (NOT_CHECKED, *(() if enough else (ACT_NEEDS,)))]


def _lines(report: FileReport, words: Catalogue, *, inside: bool) -> list[str]:
    """What a person reads; of a signature in a file of its own its notes say that it is of another file."""
    if not report.signatures:
        return [words.gettext(N_("The file is not signed."))]
    lines = []
    for each in report.signatures:
        lines += _of_one(each, words)
    if report.changed_after and inside:
        lines.append(words.gettext(N_("THE FILE WAS CHANGED AFTER IT WAS SIGNED.")))
    if report.archival:
        lines.append(words.gettext(N_("The file is PDF/A-2b.")))
    return [*lines, *_notes(report, words)]


def _of_one(found: FoundSignature, words: Catalogue) -> list[str]:
    name = found.certificate.name or "—"
    place = f"{found.field}: " if found.field else ""
    lines = [f"{place}{name} — {_said(found.verdict, found.certificate, words)}"]
    told: list[Told] = []
    if found.time:
        how = N_("by a time stamp") if found.stamped else N_("by the signer’s own clock")
        lines.append(f"  {found.time}, {words.gettext(how)}")
    if found.certificate.issuer:
        told.append(Told(N_("issued by: {issuer}"), issuer=found.certificate.issuer))
    said = [*map(words.tell, (*told, *found.notes)), words.gettext(found.weight)]
    return [*lines, *(f"  {each}" for each in said if each)]
