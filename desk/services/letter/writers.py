# SPDX-License-Identifier: Apache-2.0
"""Who wrote a letter, as it says itself: by its header, its signature, or the fields of a form on a site.

An address nobody answers from is no person's: it is never taken for the writer's, nor compared with cards.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from desk.domain.guess import own_words
from desk.domain.kinds import ApplicantRole
from desk.domain.letter import Letter
from desk.domain.mail_services import mail_country
from desk.domain.representation import Representation, representation
from desk.domain.request import Intake, PersonFields
from desk.domain.same_name import is_same_name, words_of_name
from desk.domain.signature import Signed, names_below, signature
from desk.domain.site_form import Filled, filled_in, looks_filled_in, nobody
from desk.errors import N_, Refusal, Told
from desk.folding import fold
from desk.services.checks import LIMITS, clean_line, is_email, without_symbols
from desk.services.desk import Desk
from desk.services.letter.arrival import passed_on_within
from desk.services.letter.own_mail import is_colleague
from desk.services.request.people_cards import card_at

_INTRODUCED = re.compile(
    r"(?i:\bменя зовут\s*[:—–-]?\s+|(?:^|(?<=[.!?,\n]))\s*я,\s+)((?:[А-ЯЁ][А-ЯЁа-яё-]+\s+){1,2}[А-ЯЁ][А-ЯЁа-яё-]+)"
)
_TITLES = frozenset(
    {"адвокат", "юрист", "нотариус", "представитель", "доктор", "г-н", "г-жа", "ип"}
)
"""Words before a name in the header of a letter that are no part of it."""

_UNREAD = N_(
    "Nobody reads mail to {address}, and the letter gives no other address: ask the person for one or answer"
    " another way."
)
_OF_FORM = N_(
    "{address} seems to be the address of the form, and the letter gives no other: ask the person for one or"
    " answer another way."
)
HIMSELF = "-"


@dataclass(frozen=True)
class Writer:
    """The person a letter is of, and what is to be looked at before he is taken for it."""

    person: PersonFields
    addresses: tuple[str, str]
    """The sender's and the one for the answer, as they are written."""
    form: bool
    represents: Representation
    told: tuple[Told, ...]

    @property
    def keys(self) -> tuple[str, str]:
        """His addresses, folded, as they are compared with cards."""
        return fold(self.addresses[0]), fold(self.addresses[1])


def writer_of(desk: Desk, letter: Letter) -> Writer:
    """Who wrote the letter; of one that was passed on, the one enclosed."""
    letter = letter.original
    represents = representation(letter.text, letter.subject)
    told = (_represents(represents),) if represents.words else ()
    within = passed_on_within(desk, letter)
    if within is not None:
        person = _person(letter, within.name, within.email, signature(letter.text).phone)
        return Writer(person, (person.email, person.email), False, represents, told)
    form = _by_form(desk, letter)
    if not (form or nobody(letter.sender_address)):
        addresses = (letter.sender_address, letter.reply_address)
        return Writer(_sender(letter), addresses, False, represents, told)
    person = _applicant(letter)
    form = form or bool(person.email)
    told = (*_read(letter, person), *told)
    return Writer(person, (person.email, person.email), form, represents, told)


def as_told(intake: Intake, name: str, email: str, represented: str) -> Intake:
    """The intake of a letter with what the operator says of its writer; empty leaves what the letter says.

    ``represented`` names whom the writer speaks for; ``HIMSELF`` where he asks for himself.
    """
    if intake.role not in (ApplicantRole.SUBJECT, ApplicantRole.REPRESENTATIVE):
        if name or email or represented:
            raise Refusal(
                N_(
                    "The letter is from an authority: no name, address or person represented is entered here."
                ),
                field="role",
            )
        return intake
    writer = intake.applicant or intake.subject
    writer = replace(writer, name=name or writer.name, email=email or writer.email)
    speaks = intake.role is ApplicantRole.REPRESENTATIVE
    if represented == HIMSELF or not (represented or speaks):
        if intake.applicant is None and writer == intake.subject:
            return intake
        card, same = card_at((fold(writer.email),), writer.name)
        return replace(
            intake, role=ApplicantRole.SUBJECT, subject=writer, applicant=None,
            subject_id=card if same else None,
        )  # fmt: skip
    whom = intake.subject if speaks else PersonFields(language=intake.language)
    whom = replace(whom, name=represented or whom.name)
    return replace(
        intake, role=ApplicantRole.REPRESENTATIVE, subject=whom, applicant=writer,
        subject_id=None if represented else intake.subject_id,
    )  # fmt: skip


def _by_form(desk: Desk, letter: Letter) -> bool:
    """Whether a form sent it, also one that names no other address in the header: the fields then do."""
    if letter.by_form:
        return True
    filled = filled_in(letter.text)
    if is_colleague(desk, letter.sender_address):
        return not is_colleague(desk, filled.email or letter.sender_address)
    return _sent_for(letter, filled)


def _sent_for(letter: Letter, filled: Filled) -> bool:
    """Whether the fields seem to be of somebody else than the sender, who writes from no mail service of people.

    An answer may repeat below it what a form had sent.
    """
    if letter.in_reply_to or mail_country(letter.sender_address):
        return False
    if not looks_filled_in(own_words(letter.text, letter.subject)):
        return False
    if filled.email:
        return fold(filled.email) not in map(fold, (letter.sender_address, letter.reply_address))
    local = letter.sender_address.partition("@")[0]
    sender = letter.sender_name[: LIMITS["name"]] or re.sub(r"[._-]", " ", local)
    told = words_of_name(sender)
    named = words_of_name(filled.name)
    return bool(named) and not (is_same_name(told, named) or is_same_name(named, told))


def _applicant(letter: Letter) -> PersonFields:
    """Who filled in the form: by its fields, else by where its answer is to go and who signed."""
    filled = filled_in(letter.text)
    signed = Signed() if filled.name else signature(letter.text)
    reply = letter.reply_address
    address = filled.email or ("" if nobody(reply) else reply)
    name = filled.name or signed.name
    return _person(letter, _fuller(name, letter.text), address, filled.phone or signed.phone)


def _sender(letter: Letter) -> PersonFields:
    signed = _signed(letter)
    header = letter.sender_name if "@" not in letter.sender_name else ""
    # A certificate names the person where the header has a nickname or nothing.
    names = (header, letter.certified) if _named(letter) else (letter.certified, header)
    name = next(filter(None, (signed.name, *names)), "")
    address = letter.reply_address or letter.sender_address
    return _person(letter, _fuller(name, letter.text), address, signed.phone)


def _person(letter: Letter, name: str, address: str, phone: str) -> PersonFields:
    address = clean_line(address[: LIMITS["name"]], "email")
    return PersonFields(
        name=without_symbols(clean_line(name[: LIMITS["name"]], "name")),
        email=address if is_email(address) and not nobody(address) else "",
        phone=phone,
        language=letter.language,
    )


def _fuller(name: str, text: str) -> str:
    """The name the writer introduces himself by, where it says all the words of ``name`` and more."""
    found = _INTRODUCED.search(own_words(text[: LIMITS["text"]]))
    if found and name and set(fold(name).split()) - _TITLES < set(fold(found[1]).split()):
        return " ".join(found[1].split())
    return name


def _signed(letter: Letter) -> Signed:
    """Who signed, where the header names nobody or the signature says the same name in more words."""
    signed, below = signature(letter.text), names_below(letter.text)
    if not _named(letter):
        nick = bool(letter.sender_name) and "@" not in letter.sender_name
        return signed if signed.name or not nick else Signed(*below[:1])
    told = words_of_name(letter.sender_name)
    for found in (signed, *map(Signed, below)):
        named = words_of_name(found.name)
        if _whole(named) > _whole(told) and is_same_name(told, named):
            return found
    return Signed()


def _whole(name: tuple[str, ...]) -> int:
    """How many words of a name are more than an initial."""
    return sum(len(word) > 1 for word in name)


def _named(letter: Letter) -> bool:
    """Whether the header names the sender, beyond the address or the nickname it is made of."""
    name = letter.sender_name
    if name.islower() and " " not in name:
        return not fold(letter.sender_address).startswith(fold(name))
    return bool(name) and "@" not in name


def _read(letter: Letter, person: PersonFields) -> tuple[Told, ...]:
    """What was read of a form, and what it does not say."""
    told = []
    found = ", ".join(filter(None, (person.name, person.email, person.phone)))
    if found:
        text = N_("A form on a site sent this letter. Read from it: {found}. Check that.")
        told.append(Told(text, found=found))
    if not person.email:
        text = _UNREAD if nobody(letter.sender_address) else _OF_FORM
        told.append(Told(text, address=letter.sender_address))
    return tuple(told)


def _represents(found: Representation) -> Told:
    words = " … ".join(found.words)
    if found.name:
        text = N_(
            "The writer seems to act for {name} (“{words}”): check the name and the authority, "
            "or state that they are writing for themselves."
        )
        return Told(text, name=found.name, words=words)
    text = N_("The writer seems to act for somebody else (“{words}”): state for whom.")
    return Told(text, words=words)
