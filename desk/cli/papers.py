# SPDX-License-Identifier: Apache-2.0
"""``desk paper …``: the register of papers, drafts, issue and blanks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from desk.cli.app import PATH, Session, read_file, session
from desk.cli.dispatching import check_doubts
from desk.cli.law import read_day, read_period
from desk.cli.one_request import save_paper
from desk.cli.out_file import out_file, out_folder
from desk.cli.paper_views import (
    act_weight,
    paper_as_json,
    paper_line,
    papers_as_json,
    signer_as_json,
    signer_line,
)
from desk.cli.passages import (
    LACKS,
    OPEN_ANYWAY,
    OTHERS_CHECKED,
    check_names,
    draft_hints,
    hint_lines,
    measure_on_record,
    point_out,
    read_passages,
)
from desk.cli.replacing import replace
from desk.cli.saving import write_file
from desk.cli.sign import ANYWAY as TAKE_ANYWAY
from desk.cli.sign import looked_at, show_taken
from desk.cli.transfer_papers import FORMS, About, about_transfers
from desk.cli.void_paper import void
from desk.domain.kinds import LanguageMode
from desk.domain.numbering import printed_number
from desk.domain.paper import Draft
from desk.domain.paper_words import archive_words, broken_words, last_check_words
from desk.domain.values import Both, Query
from desk.errors import N_, Refusal, Told
from desk.services.desk import Desk
from desk.services.paper import papers
from desk.services.request.requests import request_id
from desk.services.signature import e_signing, signing, verifying
from desk.services.signature.signed_forms import doubt_of_sending, places, standing_places


@click.group()
def paper() -> None:
    """Work with papers."""


@paper.command("list")
@click.option("--form", default="", help="Only papers of this form.")
@click.option("--text", default="", help="Words from the number.")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, 100_000))
def list_(form: str, text: str, limit: int) -> None:
    """Show the register of papers."""
    here = session()
    with here.desk() as desk:
        ids = papers.paper_ids(desk, Query(text=text, kind=form, sort="-date"), limit=limit)
        rows = papers.paper_rows(desk, ids)
        lines = [paper_line(row, here.words) for row in rows]
        here.show({"papers": papers_as_json(rows, here.words)}, "\n".join(lines))


@paper.command()
@click.argument("number")
def show(number: str) -> None:
    """Show who has signed the paper NUMBER, how, what the last check found, and whether it is PDF/A-2b."""
    here = session()
    words = here.words
    with here.desk() as desk:
        row = papers.paper_brief(desk, papers.paper_id(desk, number))
        signers = standing_places(desk, row.id)
        lines = [paper_line(row, words), *(signer_line(each, words) for each in signers)]
        if row.replaced_by is not None:
            later = papers.paper_brief(desk, row.replaced_by).number
            lines.append(words.say(N_("Replaced by No. {number}."), number=printed_number(later)))
        told = [signer_as_json(each, words) for each in signers]
        weight = act_weight(row, signers)
        lines += [words.gettext(weight)] if weight else []
        here.show(
            paper_as_json(row, words)
            | {"signers": told, "weight": words.gettext(weight) if weight else ""},
            "\n".join(filter(None, [*lines, archive_words(words, row)])),
        )


def _draft(
    desk: Desk,
    form: str,
    number: str,
    passages: Path | None,
    since: str,
    until: str,
    about: Mapping[str, object],
) -> Draft:
    texts = read_passages(passages)
    draft = _drawn(desk, form, number, texts, since, until, about)
    check_names(draft, texts)
    return draft


def _drawn(
    desk: Desk,
    form: str,
    number: str,
    texts: Mapping[str, Both],
    since: str,
    until: str,
    about: Mapping[str, object],
) -> Draft:
    here = session()
    if form in FORMS:
        return About(desk, about).draft(form, here.mode(desk), texts)
    if form == "register_transfers":
        from desk.services.transfer.sheets import register_transfers

        return register_transfers(desk, *read_period(since, until), here.mode(desk))
    if form == "journal_requests":
        return papers.journal_requests(desk, *read_period(since, until), here.mode(desk))
    if form == "journal_acts":
        from desk.services.destruction.act_journal import journal_acts

        return journal_acts(desk, *read_period(since, until), here.mode(desk))
    if form == "journal_disclosures":
        from desk.services.register.disclosure_sheets import journal_disclosures

        return journal_disclosures(desk, *read_period(since, until), here.mode(desk))
    if form == "register_consents":
        from desk.services.consent.sheets import register_consents

        return register_consents(desk, *read_period(since, until), here.mode(desk))
    id = request_id(desk, number) if number else None
    told = measure_on_record(desk, id) if form == "notice_done" and id else {}
    if form == "request_to_complete" and about["lacks"]:
        told = {"missing": about["lacks"]}
    return papers.draft(desk, form, here.mode(desk, id), id, passages=texts, **told)


@paper.command()
@click.argument("form")
@click.option("--request", "number", default="", help="Number of the request concerned.")
@click.option("--passages", type=PATH, help="TOML with the editable texts.")
@click.option("--since", default="", help="First day of a journal.")
@click.option("--until", default="", help="Last day of a journal.")
@about_transfers
@LACKS
@out_file(help="The PDF to write.")
def render(
    form: str,
    number: str,
    passages: Path | None,
    since: str,
    until: str,
    out: Path,
    **about: object,
) -> None:
    """Write the draft of a paper, without a number and marked as a draft."""
    here = session()
    with here.desk() as desk:
        draft = _draft(desk, form, number, passages, since, until, about)
        rendered = papers.preview(desk, draft)
        write_file(out, rendered.content)
        lacks = [here.words.say(lack.message, **lack.params) for lack in draft.missing]
        hints = hint_lines(here.words, draft, draft_hints(here, desk, draft))
        facts = {"form": form, "file": out.as_posix(), "pages": rendered.pages}
        here.show(
            facts | {"missing": lacks, "hints": hints},
            "\n".join([out.as_posix(), *lacks, *hints]),
        )


@paper.command()
@click.argument("form")
@click.option("--request", "number", default="", help="Number of the request concerned.")
@click.option("--passages", type=PATH, help="TOML with the editable texts.")
@click.option("--since", default="", help="First day of a journal.")
@click.option("--until", default="", help="Last day of a journal.")
@about_transfers
@LACKS
@out_folder(help="Folder to save the PDF in.")
@OPEN_ANYWAY
@OTHERS_CHECKED
def issue(
    form: str,
    number: str,
    passages: Path | None,
    since: str,
    until: str,
    out: Path | None,
    anyway: bool,
    others_checked: bool,
    **about: object,
) -> None:
    """Give a paper its number and freeze it."""
    here = session()
    with here.desk() as desk:
        with desk.together():
            draft = _draft(desk, form, number, passages, since, until, about)
            hints = draft_hints(here, desk, draft)
            of_transfers = form in FORMS
            brief = About(desk, about).issue(draft) if of_transfers else papers.issue(desk, draft)
            point_out(here, draft, hints, checked=others_checked, anyway=anyway)
            path = save_paper(desk, brief, out)
        here.show(
            {**paper_as_json(brief, here.words), "file": path or None},
            "\n".join([printed_number(brief.number), path]).strip(),
        )


@paper.command()
@click.argument("number")
@out_folder(help="Folder for the draft e-mail.", required=True)
@click.option(
    "--anyway",
    is_flag=True,
    help="Draft it even though a signature is missing, broken or in doubt.",
)
def mail(number: str, out: Path, anyway: bool) -> None:
    """Write a draft e-mail with the issued letter NUMBER, with the signatures it has now."""
    from desk.services.letter import outgoing, reply_mail

    here = session()
    with here.desk() as desk:
        id = papers.paper_id(desk, number)
        brief = papers.paper_brief(desk, id)
        language = LanguageMode(here.paper_lang or brief.languages).languages[0]
        outgoing.check_sendable(desk, brief)
        doubt = doubt_of_sending(desk, id)
        check_doubts(here, filter(None, [doubt]), anyway=anyway)
        name, content = (
            outgoing.draft_letter(desk, id, language)
            if brief.request is None
            else reply_mail.draft_reply(desk, brief.request, [id], language)
        )
        write_file(out / name, content)
        path = (out / name).as_posix()
        here.show({"paper": number, "mail": path, "signed": doubt is None}, path)


@paper.command()
@click.argument("form")
@out_file(help="The PDF to write.")
def blank(form: str, out: Path) -> None:
    """Write a specimen of a form; no desk is needed."""
    here = session()
    rendered = papers.blank(form, here.mode())
    write_file(out, rendered.content)
    here.show({"form": form, "file": out.as_posix(), "pages": rendered.pages}, out.as_posix())


@paper.command()
@click.argument("file", type=PATH)
@click.option("--paper", "number", default="", help="The paper a detached signature belongs to, if it cannot be determined.")  # fmt: skip
@click.option(
    "--as", "who", default="", help="Whose detached signature it is, if it cannot be determined."
)
@click.option("--reason", default="", help="Why in this way, if others signed in another.")
@TAKE_ANYWAY
def receive(file: Path, number: str, who: str, reason: str, anyway: bool) -> None:
    """Receive a paper that was signed elsewhere, or a detached signature of it (.sig, .p7s)."""
    from desk.services.signature.finding_papers import Undecided, receive_file

    here = session()
    content = read_file(file)
    with here.desk() as desk:
        id = papers.paper_id(desk, number) if number else None
        try:
            taken = looked_at(
                here,
                lambda anyway: receive_file(
                    desk, file.name, content, id, who, reason, anyway=anyway
                ),
                anyway=anyway,
            )
        except Undecided as error:
            why = Told(error.msgid, **error.params)
            raise Refusal(_OPTIONS[str(error.field)], error.field, why=why) from error
        show_taken(here, taken, trial=desk.demonstration)


_OPTIONS = {
    "paper": N_("{why} Use --paper NUMBER to say which paper it belongs to."),
    "as": N_("{why} Use --as NAME (or its place) to say whose signature it is."),
}
"""Which option tells what cannot be found out."""


@paper.command()
@click.argument("number")
@click.option("--as", "who", required=True, help="Whose signature: the name as printed on the paper, or its place.")  # fmt: skip
@click.option("--on", required=True, help="Day it was checked.")
@click.option("--with", "program", required=True, help="Program or service it was checked with.")
@click.option("--said", required=True, help="Its content, in short.")
def vouch(number: str, who: str, on: str, program: str, said: str) -> None:
    """Note that a signature that does not count by itself was checked elsewhere: from then on it counts."""
    from desk.services.signature import e_signing, vouching

    here = session()
    with here.desk() as desk:
        id = papers.paper_id(desk, number)
        field = e_signing.signer_named(desk, id, who, lambda each: each.unchecked)
        vouching.vouch(desk, id, field, read_day(on), program, said)
        _show_signed(here, desk, id)


@paper.command("take-back")
@click.argument("number")
@click.option("--as", "who", required=True, help="Whose signature: the name as printed on the paper, or its place.")  # fmt: skip
@click.option("--reason", required=True, help="Why it was recorded by mistake.")
def take_back(number: str, who: str, reason: str) -> None:
    """Take back a signature that was received or marked by mistake, while nothing depends on it."""
    here = session()
    with here.desk() as desk:
        id = papers.paper_id(desk, number)
        field = e_signing.signer_named(desk, id, who, lambda each: each.state != "none")
        signing.unsign(desk, id, field, reason)
        _show_signed(here, desk, id)


def _show_signed(here: Session, desk: Desk, id: int) -> None:
    """Print a paper with everybody who signs it."""
    row, words = papers.paper_brief(desk, id), here.words
    lines = [paper_line(row, words), *(signer_line(each, words) for each in places(desk, id))]
    here.show(paper_as_json(row, words), "\n".join(lines))


@paper.command("to-sign")
@click.argument("number")
@out_file(help="The PDF to write.")
def to_sign(number: str, out: Path) -> None:
    """Write the latest version of a paper, to be signed elsewhere."""
    here = session()
    with here.desk() as desk:
        write_file(out, e_signing.form_to_sign(desk, papers.paper_id(desk, number)))
        here.show({"number": number, "file": out.as_posix()}, out.as_posix())


@paper.command()
@click.argument("number")
@out_file(help="The PDF to write.")
def protect(number: str, out: Path) -> None:
    """Write a copy that opens with a password, and print the password once."""
    here = session()
    with here.desk() as desk:
        content, password = e_signing.protected_copy(desk, papers.paper_id(desk, number))
        write_file(out, content)
        here.show({"number": number, "file": out.as_posix(), "password": password}, password)


@paper.command()
@click.option("--last", is_flag=True, help="Only show when that was last done and what was found.")
def check(last: bool) -> None:
    """Check the electronic signatures of every paper again; exit 1 when one is broken."""
    here = session()
    with here.desk() as desk:
        found = () if last else verifying.verify_all(desk)
        known = verifying.last_check(desk)
        broken = [each.paper.number for each in found if each.broken]
        said = last_check_words(here.words, known, desk.zone)
        if not found and not last:
            nothing = N_("No paper has an electronic signature: there is nothing to check.")
            said = here.words.gettext(nothing)
        lines = [said, broken_words(here.words, broken)]
    facts = (
        {"at": known.at.isoformat(), "papers": known.papers, "broken": known.broken}
        if known
        else {}
    )
    here.show({"last": facts or None, "broken": broken}, "\n".join(filter(None, lines)))
    if broken:
        raise click.exceptions.Exit(1)


for each in (replace, void):
    paper.add_command(each)
