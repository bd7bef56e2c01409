# SPDX-License-Identifier: Apache-2.0
"""Tells letters that machines wrote from letters of people, by their header fields.

A letter that demands something is not set aside as a mailing, nor one that a form on a site sent: the services
that send mailings send the mail of forms too. A request lost costs more than an automatic letter looked at.
"""

from __future__ import annotations

import re

from desk.domain.letter import BOUNCE
from desk.domain.site_form import looks_filled_in, no_person, nobody
from desk.mail.fields import Mailbox, parameters, raw_text, words
from desk.mail.mime import Headers

AUTO_REPLY, DELIVERY_REPORT, LIST = "auto_reply", "delivery_report", "list"
DOUBTFUL = "doubtful"
"""Marked as a mailing, and perhaps of a person all the same."""

_REPLY_FIELDS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-auto-reply-from",
    "x-mail-autoreply",
)
_BULK_FIELDS = (
    "list-id",
    "list-unsubscribe",
    "list-post",
)
_SENDING_SERVICE_FIELDS = ("feedback-id", "x-mailgun-tag", "x-campaign")
"""Services that send for others put these on mailings and on what a form on a site sends alike."""
_REPLY_SUBJECT = re.compile(
    r"(?i)\s*(автоматический ответ|автоответ|авто-ответ|automatic reply|auto(mated)?[ -]?(reply|response))"
)
_AWAY_SUBJECT = re.compile(
    r"(?i)\s*(auto: |out of (the )?office|вне офиса|нет на месте|я в отпуске|абвезенд|abwesenheit)"
)
_FAILED_SUBJECT = re.compile(
    r"(?i)(undeliver(ed|able)|delivery (status notification \(failure\)|has failed|failed|failure)"
    r"|returned (mail|to sender)|mail delivery fail|failure notice|не доставлено|недоставлен|"
    r"не удалось доставить|сообщение не может быть доставлено)"
)
_DAEMON = re.compile(r"(?i)(?:^|[<\s\"])mail(?:er)?-?daemon(?:@|[>\s\"]|$)")
_POSTMASTER = re.compile(r"(?i)^(postmaster|microsoftexchange\w*)@")
_LATE = re.compile(rb"(?im)^action:\s*(delayed|delivered|relayed|expanded)")


def automatic(
    headers: Headers, sender: Mailbox, to: tuple[Mailbox, ...], body: bytes, *, personal: bool
) -> str:
    """Why this is no letter of a person, ``DOUBTFUL``, or an empty text.

    ``personal``: its words demand something, or a form on a site seems to have sent it; ``body`` is looked at
    only in reports.
    """
    subject = words(headers.get("subject"))
    return (
        _report(headers, body)
        or _returned(headers, sender, subject)
        or _reply(headers, subject, personal=personal)
        or _list(headers, to, personal=personal)
    )


def _report(headers: Headers, body: bytes) -> str:
    media_type, params = parameters(headers.get("content-type"))
    if media_type == "message/disposition-notification":
        return DELIVERY_REPORT
    if media_type not in ("multipart/report", "message/delivery-status"):
        return ""
    kind = params.get("report-type", "").lower()
    if kind in ("", "delivery-status"):
        return DELIVERY_REPORT if _LATE.search(body[:400_000]) else BOUNCE
    return DELIVERY_REPORT


def _returned(headers: Headers, sender: Mailbox, subject: str) -> str:
    daemon = _DAEMON.search(raw_text(headers.get("from")[:1000]))
    postmaster = _POSTMASTER.match(sender.address)
    if daemon or "x-failed-recipients" in headers:
        return BOUNCE
    return BOUNCE if postmaster and _FAILED_SUBJECT.search(subject) else ""


def _reply(headers: Headers, subject: str, *, personal: bool) -> str:
    stated = raw_text(headers.get("auto-submitted")).lower().partition(";")[0].strip()
    precedence = raw_text(headers.get("precedence")).lower()
    if stated == "auto-replied" or "auto_reply" in precedence:
        return AUTO_REPLY
    if any(_says_yes(headers, name) for name in _REPLY_FIELDS) or _REPLY_SUBJECT.match(subject):
        return AUTO_REPLY
    answers = "in-reply-to" in headers or "references" in headers
    silent = raw_text(headers.get("return-path")).replace(" ", "") == "<>"
    # Forms on sites also mark their mail “auto-generated”, and who is away may write all the same.
    if stated not in ("", "no") or silent or _AWAY_SUBJECT.match(subject):
        return AUTO_REPLY if answers or not personal else ""
    return ""


def _says_yes(headers: Headers, name: str) -> bool:
    return name in headers and raw_text(headers.get(name)).strip().lower() not in (
        "no",
        "false",
        "0",
    )


def by_form(sender: Mailbox, reply: str, text: str) -> bool:
    """Whether a form on a site seems to have sent this: no person is the sender, and fields were filled in."""
    elsewhere = reply and not no_person(reply) and _domain(reply) != _domain(sender.address)
    return bool(elsewhere or nobody(sender.address)) and looks_filled_in(text)


def _domain(address: str) -> str:
    return address.lower().rpartition("@")[2]


def _list(headers: Headers, to: tuple[Mailbox, ...], *, personal: bool) -> str:
    precedence = raw_text(headers.get("precedence")).strip().lower()
    if precedence in ("bulk", "junk", "list") or any(name in headers for name in _BULK_FIELDS):
        if not personal:
            return LIST
        return "" if _own_group(headers, to) else DOUBTFUL
    sent_by_service = any(name in headers for name in _SENDING_SERVICE_FIELDS)
    return LIST if sent_by_service and not personal else ""


def _own_group(headers: Headers, to: tuple[Mailbox, ...]) -> bool:
    """Whether the list is the address the letter was written to: a team's shared mailbox."""
    stated = raw_text(headers.get("list-id")).lower().rpartition("<")[2].rstrip("> ")
    return bool(stated) and any(box.address.lower().replace("@", ".") == stated for box in to)
