# SPDX-License-Identifier: Apache-2.0
"""What can be done with an issued paper from anywhere: print it, save it, write the e-mail around it.

Each showing is journalled by the service; files are written only where the person says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desk.domain.kinds import PaperState
from desk.domain.proposal import Enclosure, MailCover
from desk.domain.request import PaperBrief
from desk.errors import Told
from desk.services.assignment import client_notices, client_papers
from desk.services.desk import Desk
from desk.services.letter import enclosures, mailbox, outgoing, reply_mail
from desk.services.letter.mail_cover import covers, covers_of_request
from desk.services.letter.sent_forms import Parcel
from desk.services.paper import papers
from desk.services.paper.form_names import inside, signed_name
from desk.services.request.cards import outdated_before
from desk.services.signature import e_signing, signed_forms
from ui import files, messages, words
from ui.act import ActDialog
from ui.jobs import Jobs, Progress
from ui.language import _, current
from ui.paper import PaperView


def run(
    name: str,
    desk: Desk,
    jobs: Jobs,
    parent: QWidget,
    id: int,
    signed: Callable[[], None] = lambda: None,
) -> None:
    """Do ``print``, ``save``, ``signatures``, ``signed``, ``mail`` or ``webmail``; a refusal becomes a message.

    ``signed`` is called once the paper is marked so.
    """
    try:
        if name in ("mail", "webmail"):
            mail_paper(
                desk, jobs, parent, papers.paper_brief(desk, id), in_browser=name == "webmail"
            )
        elif name == "signatures":
            from ui.dialogs.paper_signatures import PaperSignaturesDialog

            brief = papers.paper_brief(desk, id)
            PaperSignaturesDialog(desk, jobs, parent, brief, signed).open()
        elif name == "signed":
            dialog = sign_dialog(desk, jobs, parent, id)
            dialog.acted.connect(lambda _done: signed())
            dialog.open()
            dialog.begin()
        else:
            _ACTS[name](desk, parent, papers.paper_brief(desk, id))
    except Told as error:
        messages.fail(parent, error)


def check_signatures(
    desk: Desk, jobs: Jobs, parent: QWidget, open_paper: Callable[[int], None]
) -> None:
    """Check the electronic signatures of every paper and show the report."""
    from ui.dialogs.verification import check_all

    check_all(desk, jobs, parent, open_paper)


def sign_dialog(desk: Desk, jobs: Jobs, parent: QWidget, id: int) -> ActDialog:
    """The dialog that marks the paper as signed by pen."""
    from ui.dialogs.note import SignedDialog

    return SignedDialog(desk, jobs, parent, papers.paper_brief(desk, id))


def print_paper(desk: Desk, parent: QWidget, brief: PaperBrief) -> None:
    """Print the stored paper; only a print that was really asked for is journalled."""
    if brief.state == PaperState.VOID and not messages.ask(
        parent,
        _("The paper is void, but the print-out does not show it. Print it all the same?"),
        _("&Print"),
        danger=True,
    ):
        return
    view = PaperView(parent)
    view.hide()
    view.printed.connect(lambda: papers.paper_bytes(desk, brief.id, "printed"))
    try:
        view.show_pdf(papers.paper_bytes(desk, brief.id))
        view.print_paper()
    finally:
        view.show_pdf(None)
        view.deleteLater()


def save_paper(desk: Desk, parent: QWidget, brief: PaperBrief) -> None:
    """Save the paper as it is signed by now, under a name that tells nothing of anybody."""
    if brief.state == PaperState.VOID and not messages.ask(
        parent,
        _("The paper is void, but the file does not show it. Save it all the same?"),
        _("&Save"),
        danger=True,
    ):
        return
    name = signed_name(file_name(brief).removesuffix(".pdf"), inside(brief.id))
    path = messages.save_file(parent, _("Save as PDF"), name, _("PDF files") + " (*.pdf)")
    if path is not None:
        files.write(path, papers.paper_bytes(desk, brief.id, "saved"))


def protect_paper(desk: Desk, parent: QWidget, brief: PaperBrief) -> None:
    """Save a copy that opens with a password, and show the password once."""
    content, password = e_signing.protected_copy(desk, brief.id)
    path = messages.save_file(
        parent,
        _("Save a copy with an opening password"),
        file_name(brief),
        _("PDF files") + " (*.pdf)",
    )
    if path is None:
        return
    files.write(path, content)
    messages.tell(
        parent,
        _(
            "The copy opens with this password:\n\n{password}\n\nPass it on separately from the "
            "file, for example by telephone. It is not stored and will not be shown again. A "
            "copy with a password is not an archive PDF/A.",
            password=password,
        ),
    )


def mail_paper(
    desk: Desk, jobs: Jobs, parent: QWidget, brief: PaperBrief, *, in_browser: bool = False
) -> None:
    """Make the e-mail with the paper and the chosen files: a draft to save, or what is attached ``in_browser``."""
    if not in_browser and brief.form != "notice_client":
        outgoing.check_sendable(desk, brief)
    if not _doubt_accepted(desk, parent, brief):
        return
    if brief.form == "notice_client":
        _mail_client(desk, parent, brief, in_browser=in_browser)
    elif brief.request is not None:
        if _named_accepted(desk, parent, brief) and _abroad_accepted(
            parent, covers_of_request(desk, brief.request)
        ):
            _mail_applicant(desk, jobs, parent, brief, brief.request, in_browser=in_browser)
    elif in_browser:
        messages.tell(parent, _("This paper belongs to no request: there is nobody to write to."))
    elif _abroad_accepted(parent, covers(desk, outgoing.abroad(desk, brief.id))):
        made = outgoing.draft_letter(desk, brief.id, language_of(brief))
        _save_draft(parent, *made, then=_("Then record that the letter was sent."))


def _mail_applicant(
    desk: Desk, jobs: Jobs, parent: QWidget, brief: PaperBrief, request: int, *, in_browser: bool
) -> None:
    from ui.dialogs.mail import MailDialog, WebmailDialog

    language = language_of(brief)
    make: Callable[..., Parcel | tuple[str, bytes]] = (
        partial(reply_mail.for_webmail, desk, request, brief.id, language)
        if in_browser
        else partial(reply_mail.draft_reply, desk, request, [brief.id], language)
    )
    kept = [file.id for file in enclosures.enclosable(desk, request)]
    if not kept:
        _hand_out(parent, make())
        return

    def look(progress: Progress) -> tuple[Enclosure, ...]:
        return enclosures.look_through(desk, request, kept, progress)

    def choose(found: tuple[Enclosure, ...]) -> None:
        if isValid(parent) and parent.isVisible():
            dialog = (WebmailDialog if in_browser else MailDialog)(
                desk, jobs, parent, brief, found, make
            )
            dialog.acted.connect(lambda made: _hand_out(parent, made))
            dialog.open()
            dialog.begin()

    jobs.run(_("Looking through the files…"), look, choose)


def _doubt_accepted(desk: Desk, parent: QWidget, brief: PaperBrief) -> bool:
    """Whether everybody has signed and nothing is broken, or the paper may leave all the same."""
    doubt = signed_forms.doubt_of_sending(desk, brief.id)
    if doubt is None:
        return True
    said = (
        _("&Attach all the same")
        if brief.broken or brief.standing.signed or brief.standing.unchecked
        else _("&Attach unsigned")
    )
    return messages.ask(parent, current().tell(doubt), said, danger=True)


def _named_accepted(desk: Desk, parent: QWidget, brief: PaperBrief) -> bool:
    """Whether a paper names whom and what the record names, or leaves all the same."""
    doubts = outdated_before(desk, brief.request or 0, frozenset({brief.form}))
    return not doubts or messages.ask(
        parent, "\n\n".join(map(current().tell, doubts)), _("&Attach all the same"), danger=True
    )


def _mail_client(desk: Desk, parent: QWidget, brief: PaperBrief, *, in_browser: bool) -> None:
    """The e-mail to a client, with what the notice encloses."""
    notice = client_notices.notice_of_paper(desk, brief.id)
    address = client_papers.client_address(desk, notice.id)
    if _abroad_accepted(parent, covers(desk, mailbox.mail_abroad(address))):
        make = client_papers.client_webmail if in_browser else client_papers.draft_to_client
        _hand_out(parent, make(desk, notice.id, language_of(brief)))


def _hand_out(parent: QWidget, made: Parcel | tuple[str, bytes]) -> None:
    if isinstance(made, Parcel):
        _attach_in_browser(parent, made)
    else:
        _save_draft(parent, *made)


def _save_draft(parent: QWidget, name: str, content: bytes, then: str = "") -> None:
    path = messages.save_file(parent, _("Save the draft e-mail"), name, _("E-mails") + " (*.eml)")
    if path is None:
        return
    try:
        files.write(path, content)
    except Told as error:
        messages.fail(parent, error)
        return
    saved = _(
        "The draft is saved. Open it in your mail program, look it over and send it (in Thunderbird: "
        "Edit as New)."
    )
    proof = _("Then drop the sent message on “Record dispatch”.")
    messages.tell(parent, f"{saved} {then or proof}")


def _attach_in_browser(parent: QWidget, made: Parcel) -> None:
    """Copy the covering text and save every file that goes along."""
    QGuiApplication.clipboard().setText(made.text)
    one = len(made.files) == 1
    messages.tell(
        parent,
        _("The covering text is copied: paste it into your webmail. Now save the PDF to attach it.")
        if one
        else _(
            "The covering text is copied: paste it into your webmail. Now choose a folder for the files"
            " to attach: {files}.",
            files=words.some(file.name for file in made.files),
        ),
    )
    if one:
        only = made.files[0]
        path = messages.save_file(parent, _("Save as PDF"), only.name, _("PDF files") + " (*.pdf)")
        paths = [] if path is None else [path]
    else:
        folder = messages.choose_folder(parent, _("Folder for the files to attach"))
        paths = [] if folder is None else [folder / file.name for file in made.files]
        there = [path.name for path in paths if path.exists()]
        if there and not messages.ask(
            parent,
            _(
                "The folder already has files with these names: {files}. Replace them?",
                files=words.some(there),
            ),
            _("&Replace"),
            danger=True,
        ):
            return
    try:
        for path, file in zip(paths, made.files, strict=False):
            files.write(path, file.content)
    except Told as error:
        messages.fail(parent, error)


def file_name(brief: PaperBrief) -> str:
    """``answer-2026-014.pdf``: the number, and nothing personal."""
    return f"{brief.number.replace('/', '-') or brief.form}.pdf"


def language_of(brief: PaperBrief) -> str:
    """The language a letter with the paper is written in."""
    languages = brief.languages.split("+")
    mine = current().language
    return mine if mine in languages and len(languages) > 1 else languages[0]


def _abroad_accepted(parent: QWidget, places: Sequence[MailCover]) -> bool:
    if not places:
        return True
    told = current().listing(
        f"{each.place.address} — {each.place.service} ({words.country(each.place.country)})"
        for each in places
    )
    question = _(
        "The answer would go to a mail service abroad: {places}. Sending it there is itself a "
        "cross-border transfer. Go on?",
        places=told,
    )
    answers = dict.fromkeys(current().tell(each.told) for each in places)
    return messages.ask(
        parent,
        "\n\n".join((*answers, question)),
        _("&Go on"),
        danger=True,
    )


_ACTS: Mapping[str, Callable[[Desk, QWidget, PaperBrief], None]] = {
    "print": print_paper,
    "save": save_paper,
    "protect": protect_paper,
}
