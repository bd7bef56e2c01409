# SPDX-License-Identifier: Apache-2.0
"""Whether a note holds the series and number of somebody's document, which is not to be kept.

Numbers that are known to be something else are taken out first, so that none of them raises an alarm.
"""

from __future__ import annotations

import re
import unicodedata

_DIGITS_ALIKE = str.maketrans("OoОоЗзIlІі", "0000331111")
"""Letters people type, or a scanner reads, for a digit."""
_MIXED = re.compile(r"(?<!\w)(?=\w*\d)[\dOoОоЗзIlІі]{2,11}(?!\w)")
_DASHES = re.compile("[\u2010-\u2015\u2212_]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_TO_NUMBER = r"\W{0,4}(?:от\W{1,5})?(?:(?:№|N|n|номер\w*|number|no\.?|код)\W{0,3})?"
_OTHER = re.compile(
    rf"""
    (?<!\d)(?:\d{{1,2}}\.\d{{1,2}}\.\d{{4}}|\d{{4}}-\d\d-\d\d)(?!\d)  # a day
    |(?<!\d)20[2-9]\d[-/]\d{{3}}(?!\d)  # a number the desk gives
    |\+\d{{1,3}}(?:[\s()./-]{{0,3}}\d){{6,12}}(?!\d)|(?<!\d)8(?:[\s()./-]{{0,3}}\d){{10}}(?!\d)  # a telephone
    |(?:тел\w*|моб\w*|phone|mobile|whatsapp|телеграм\w*){_TO_NUMBER}(?:[\s()./-]{{0,3}}\d){{5,14}}(?!\d)
    |(?:рпо|трек\w*|track\w*|отправлени\w*|заказн\w+\s\w+|индекс\w*|postcode|parcel){_TO_NUMBER}(?:[\s-]?\d){{5,16}}(?!\d)
    |(?<!\d)\d{{6}},?\s(?:г\.|город|пос|обл|Росси|Москва|Санкт)  # an address
    |(?:договор\w*|контракт\w*|заказ[ауе]?м?|сч[её]т\w*|обращени\w*|запрос\w*|заявк\w*|contract|order|invoice|request|ticket)
     {_TO_NUMBER}[A-ZА-Я]{{0,4}}(?:[\s/-]?\d){{3,16}}(?!\d)
    |(?<!\d)\d\d\s?[A-ZА-Я]{{2}}\s?\d{{7}}(?!\d)  # a notary's form
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NAMED = r"паспорт|passport|удостоверени|водительск|серия|снилс|snils|инн(?!\w)|identity\ card|id\ card|licen[cs]e|\bвнж\b|\bву\b"
_SPEAKS_OF_OTHERS = "договор|contract|заказ|order|доверенност|attorney"
_DOCUMENT = re.compile(
    rf"""
    (?<!\d)\d{{2}}[\s./-]?\d{{2}}\W{{0,3}}(?:№|N|n|номер|номером|number|no\.?)?\W{{0,3}}\d{{3}}[\s-]?\d{{3}}(?!\d)  # internal passport
    |(?<!\d)\d{{3}}[\s-]\d{{3}}[\s-]\d{{3}}[\s-]?\d{{2}}(?!\d)|снилс\D{{0,12}}\d{{11}}(?!\d)  # insurance number
    |(?:{_NAMED})(?:(?!{_SPEAKS_OF_OTHERS})[^\d]){{0,40}}(?<![\d.])\d(?:[\s/№-]{{0,3}}\d){{5,11}}(?![\d.])  # named, then its number
    |(?:паспорт|passport|\ card|\bвнж\b)(?:(?!{_SPEAKS_OF_OTHERS})\D){{0,40}}?  # of another state
     \b(?:[A-ZА-Я]{{1,2}}[\s-]?(?:№\s?)?\d{{6,8}}|(?=[A-ZА-Я\d]*[A-ZА-Я])(?=(?:[A-ZА-Я]*\d){{4}})[A-ZА-Я\d]{{8,10}})\b
    |\b(?-i:[A-ZА-Я]{{2}})[\s-]?\d{{7}}\b  # the same, though nothing names it
    """,
    re.VERBOSE | re.IGNORECASE,
)


def looks_like_document_number(text: str) -> bool:
    """Whether the text seems to hold the series and number of a passport or the like."""
    return _DOCUMENT.search(_OTHER.sub(" … ", _plain(text))) is not None


def _plain(text: str) -> str:
    """The text with digits where letters or other digits stand for them, and one kind of dash."""
    text = "".join(_digit(character) for character in _UNSEEN.sub("", text))
    return _MIXED.sub(lambda found: found[0].translate(_DIGITS_ALIKE), _DASHES.sub("-", text))


def _digit(character: str) -> str:
    value = unicodedata.digit(character, None)
    return character if value is None else str(value)
