# SPDX-License-Identifier: Apache-2.0
"""Tells letters that machines wrote from letters of people, by their header fields.

A letter that demands something is not set aside for a weak sign alone: a request lost costs more than an
automatic letter looked at.
"""

from __future__ import annotations

import re

from desk.mail.fields import Mailbox, parameters, raw_text, words
from desk.mail.mime import Headers

AUTO_REPLY, BOUNCE, DELIVERY_REPORT, LIST = "auto_reply", "bounce", "delivery_report", "list"

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
    headers: Headers, sender: Mailbox, to: tuple[Mailbox, ...], body: bytes, *, demanding: bool
) -> str:
    """Why this is no letter of a person, or an empty text; ``body`` is looked at only in reports."""
    subject = words(headers.get("subject"))
    return (
        _report(headers, body)
        or _returned(headers, sender, subject)
        or _reply(headers, subject, demanding=demanding)
        or _list(headers, to, demanding=demanding)
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


def _reply(headers: Headers, subject: str, *, demanding: bool) -> str:
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
        return AUTO_REPLY if answers or not demanding else ""
    return ""


def _says_yes(headers: Headers, name: str) -> bool:
    return name in headers and raw_text(headers.get(name)).strip().lower() not in (
        "no",
        "false",
        "0",
    )


def _list(headers: Headers, to: tuple[Mailbox, ...], *, demanding: bool) -> str:
    precedence = raw_text(headers.get("precedence")).strip().lower()
    if precedence in ("bulk", "junk", "list") or any(name in headers for name in _BULK_FIELDS):
        return "" if demanding and _own_group(headers, to) else LIST
    sent_by_service = any(name in headers for name in _SENDING_SERVICE_FIELDS)
    return LIST if sent_by_service and not demanding else ""


def _own_group(headers: Headers, to: tuple[Mailbox, ...]) -> bool:
    """Whether the list is the address the letter was written to: a team's shared mailbox."""
    stated = raw_text(headers.get("list-id")).lower().rpartition("<")[2].rstrip("> ")
    return bool(stated) and any(box.address.lower().replace("@", ".") == stated for box in to)
