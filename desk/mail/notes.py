# SPDX-License-Identifier: Apache-2.0
"""What can be odd about a letter, as sentences for the person who takes it in, and the limits of reading.

The sentences are message ids; they carry no placeholders, so that a warning never repeats what a letter
says.
"""

from __future__ import annotations

from desk.errors import N_

MAX_LETTER = 64 * 1024 * 1024
MAX_DEPTH = 24
MAX_PARTS = 2000
MAX_TEXT = 2_000_000
MAX_HTML = 16_000_000
MAX_FIELD = 2000
MAX_NAME = 120

TOO_BIG = N_("The file is larger than {limit} MB. Save the large attachments apart and try again.")
EMPTY = N_("The file is empty.")
NOT_A_LETTER = N_(
    "This is not a saved e-mail: the header lines every e-mail begins with are missing."
)
DAMAGED_OUTLOOK = N_(
    "This Outlook file is damaged and could not be read. Save the letter as .eml and try again."
)

NO_SENDER = N_("The letter does not say who sent it.")
ODD_MOMENT = N_("A date in the letter’s header could not be understood and was passed over.")
BROKEN_PARTS = N_(
    "The parts of the letter are not separated properly. Something may be in the wrong place."
)
CUT_OFF = N_("The letter seems to be cut off before its end.")
CUT_TEXT = N_("The end of its text is missing. Ask for the letter again, or save it once more.")
CUT_FILES = N_(
    "Some of its attachments are missing or incomplete. Ask for the letter again, or save it once more."
)
TOO_DEEP = N_("Letters are nested too deeply. The innermost ones were kept as one file.")
TOO_MANY = N_("The letter has too many parts. The rest of them is only in the original file.")
UNKNOWN_CHARSET = N_(
    "The character set of the letter is unknown or wrong. It was guessed from the text."
)
BAD_ENCODING = N_("An attachment or the text is damaged; what could be decoded was kept.")
LONG_TEXT = N_(
    "The text is very long. Only its beginning is shown; the original file contains all of it."
)
TNEF = N_(
    "Outlook packed attachments, and perhaps the text itself, into “winmail.dat”. It is kept whole among the files, but"
    " cannot be read here: open it in Outlook, or ask the sender for ordinary files."
)
ENCRYPTED = N_(
    "The letter is encrypted. Open it in your mail program and save the readable version."
)
ENVELOPE = N_(
    "The letter is in an envelope that cannot be read here: most likely it is encrypted. Open it in your mail"
    " program and save the readable version."
)
MAILING = N_(
    "The letter is marked as bulk mail, but it demands something or comes from a site form. "
    "Check whether a person wrote it."
)
SIGNED_PART = N_(
    "Only a part of the letter is signed; it is shown separately and kept as a separate file. "
    "Its signature says nothing about the rest."
)
SIGNED_ENCLOSED = N_(
    "It is a letter enclosed with this one that is signed, not this one: its signature says "
    "nothing about what is written here."
)
SIGNATURE_LOST = N_(
    "The letter says that it is signed, but no signature is in it: nobody has signed it. Ask for it again."
)
UNSIGNED_SUBJECT = N_(
    "The letter is signed, but no signature covers its subject line: what only the subject line "
    "demands is not treated as a demand. Check whether the sender means it."
)
SEVERAL = N_("The file holds several letters. Only the first one was read.")
NOT_FETCHED = N_("Part of the letter is on the Internet. It was not fetched.")
RICH_ONLY = N_("The text exists only in Outlook’s own format; it was converted to plain text.")
TAKEN_OUT = N_(
    "A letter inside this Outlook file was taken out of it as .eml; as Outlook kept it, it is in the original"
    " file only."
)
NESTED_OUTLOOK = N_("A letter or an object inside this Outlook file could not be taken out of it.")
