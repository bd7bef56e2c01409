# SPDX-License-Identifier: Apache-2.0
"""Guesses the language of a letter and what it demands, with the words that led to each guess.

A guess is a proposal to the operator, never a decision. Quoted letters, signatures, notices in small
print and denied demands are left aside; a letter that asks for nothing gives no guess.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desk.domain.kinds import REGULATOR_KINDS, DemandKind
from desk.domain.letter import Guess
from desk.domain.mail_services import mail_country
from desk.domain.wordlists import Pattern, Pointers, Wordlist, wordlist
from desk.folding import fold

__all__ = ["guess_demands", "guess_language", "is_passed_on", "mail_country", "own_words"]

_LONGEST = 60_000
_LONG_SENTENCE = 120
_FORWARDED = re.compile(r"(?i)^\s*(fwd?|wg|пер|пересл)\s*:")
_REPLIED = re.compile(r"(?i)^\s*((re|aw|sv|ha|на|отв|ответ|fwd?|wg|пер|пересл)(\[\d+\])?\s*:\s*)+")
_ORIGINAL = re.compile(
    r"(?i)^[ \t]*-{2,}\s*(original message|исходное сообщение|первоначальное сообщение|ursprüngliche nachricht"
    r"|original-nachricht)\s*-{2,}[ \t]*$"
    r"|^[ \t]*_{20,}[ \t]*$(?=\n+(?:From|От): )",
    re.MULTILINE,
)
_HEADER_BLOCK = re.compile(
    r"(?m)^[*]?(?:From|От|От кого)[*]?:[^\n]+\n(?:[*]?(?:Sent|Date|Отправлено|Дата|To|Кому|Cc|Копия)[*]?:[^\n]*\n){1,4}"
)
_INTRODUCED = re.compile(
    r"(?im)^[^\n]{0,160}(?:\bwrote|написал(?:\(а\)|а)?|пишет|<[^<>\s]+@[^<>\s]+>)\s*:[ \t]*$"
)
_SIGNATURE = re.compile(r"(?m)^-- ?$")
_SENTENCE = re.compile(
    # “по г. Москве”, “гр. Иванова”, “П. П. Петров”: an abbreviation ends no sentence.
    r"(?<=[.!?…;])(?<!\bг\.)(?<!\bгр\.)(?<!\bул\.)(?<!\bст\.)(?<!\b[А-ЯЁA-Z]\.)[»”\")]*\s+(?=[A-ZА-ЯЁ«“\"(–—•-])|\n\s*\n|\n(?=[ \t]*(?:[-–—•*]|\d{1,2}[.)])[ \t])"
)
_FOREIGN = re.compile(
    r"(?m)^[ \t>]*-{2,}[^\n]{3,60}-{2,}[ \t]*$"
    r"|^[*]?(?:From|Sent|Date|To|Cc|Subject|От|От кого|Отправлено|Дата|Кому|Копия|Тема)[*]?:"
    r"|\S+@\S+|\bhttps?://\S+"
)
"""What a program wrote around a letter, addresses and links: their letters show no language."""
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_TRANSLIT = re.compile(
    r"(?i)\b(proshu|proshu|dannye|dannyh|dannykh|soglasie|soglasiya|udalit|udalite|zdravstvuyte|spasibo|pozhaluysta"
    r"|pozhalujsta|personalnyh|personalnykh|uvazheniem|obrabotku|obrabotki|otzyvayu|menya|vash|moi|moih|ya)\b"
)
_REGULATOR_DOMAINS = re.compile(
    r"(?i)@(?:[\w-]+\.)*(?:rkn\.gov\.ru|rsoc\.ru|cert\.gov\.ru|gossopka\.ru)$"
)
_KEPT_OF_REGULATOR = REGULATOR_KINDS | {
    DemandKind.BLOCK,
    DemandKind.DESTROY,
    DemandKind.CORRECT,
    DemandKind.CLAIM_UNLAWFUL,
    DemandKind.CLAIM_INACCURATE,
}


def guess_language(text: str, subject: str = "") -> str:
    """``ru`` or ``en``: the language of the words read for demands; a text without words counts as Russian.

    The subject counts where it is the writer's, not repeated from the letter answered.
    """
    own = own_words(text[:_LONGEST], subject) or text
    if is_passed_on(subject) or not _REPLIED.match(subject):
        own = f"{_REPLIED.sub('', subject)}\n{own}"
    sample = _FOREIGN.sub("", own[:8000])[:4000]
    cyrillic, latin = len(_CYRILLIC.findall(sample)), len(_LATIN.findall(sample))
    if latin == 0 or cyrillic * 2 > latin:
        return "ru"
    return "ru" if len(set(_TRANSLIT.findall(sample.lower()))) > 2 else "en"


def guess_demands(
    text: str, subject: str = "", sender: str = "", *, titled: bool = True
) -> tuple[Guess, ...]:
    """The demands the words point to, in the order of ``DemandKind``; ``sender`` shows a regulator.

    Without ``titled`` the subject demands nothing by itself.
    """
    own = own_words(text[:_LONGEST], subject)
    headline = _REPLIED.sub("", subject)[:500] if titled else ""
    sentences = [*_sentences(headline), *_sentences(own)]
    whole = " " + " ".join(line for sentence in sentences for line in sentence.words) + " "
    found: dict[DemandKind, dict[str, None]] = {}
    official = bool(_REGULATOR_DOMAINS.search(sender))
    for language in ("ru", "en"):
        reader = _Reader(wordlist(language), whole)
        official = official or reader.is_regulator(sentences)
        for kind, words in reader.read(sentences):
            found.setdefault(kind, {})[words] = None
    kept = _KEPT_OF_REGULATOR if official else frozenset(DemandKind) - REGULATOR_KINDS
    return tuple(
        Guess(kind, _apart(found[kind])[:6])
        for kind in DemandKind
        if kind in found and kind in kept
    )


def _apart(phrases: Iterable[str]) -> tuple[str, ...]:
    """Each once, however it is written, and none that is only a part of another."""
    once: dict[str, str] = {}
    for phrase in phrases:
        once.setdefault(fold(phrase), phrase)
    return tuple(
        phrase
        for folded, phrase in once.items()
        if not any(folded in other for other in once if other != folded)
    )


def is_passed_on(subject: str) -> bool:
    """Whether the subject says that the letter passes on another."""
    return _FORWARDED.match(subject) is not None


def own_words(text: str, subject: str = "") -> str:
    """The letter without quoted letters and signature; a letter passed on keeps what is passed on."""
    cut = len(text)
    if not is_passed_on(subject):
        for mark in (_ORIGINAL, _HEADER_BLOCK):
            found = mark.search(text, 0, cut)
            cut = found.start() if found else cut
    text = _without_introduced(text[:cut])
    signature = _SIGNATURE.search(text)
    if signature and text[: signature.start()].strip():
        text = text[: signature.start()]
    return "\n".join(line for line in text.split("\n") if not line.lstrip().startswith((">", "|>")))


def _without_introduced(text: str) -> str:
    """Without “… wrote:” and, where the lines below bear no marks, without all that follows it."""
    found = _INTRODUCED.search(text)
    if found is None or not ("@" in found.group() or "wrote" in found.group().lower()):
        return text
    rest = text[found.end() :].lstrip()
    if rest.startswith(">"):
        return text[: found.start()] + "\n" + text[found.end() :]
    return text[: found.start()] if text[: found.start()].strip() else text


@dataclass(frozen=True)
class _Sentence:
    """One sentence: its words folded for comparing, and where each stands in the original."""

    source: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    line: str
    offsets: tuple[int, ...]
    fresh: tuple[bool, ...]
    """Whether a comma, a colon or a bracket stands before the word."""


def _sentences(text: str) -> Iterator[_Sentence]:
    for piece in _SENTENCE.split(text):
        found = list(_WORD.finditer(piece))
        for start in range(0, len(found), _LONG_SENTENCE):
            yield _sentence(piece, found[start : start + _LONG_SENTENCE])


def _sentence(source: str, found: list[re.Match[str]]) -> _Sentence:
    words = tuple(_meant(fold(match.group()).replace("’", "'")) for match in found)
    offsets, at = [], 0
    for word in words:
        offsets.append(at)
        at += len(word) + 1
    ends = [0, *(match.end() for match in found)]
    fresh = tuple(
        bool(source[end : match.start()].strip(" \t\n«»\"“”'*_"))
        for end, match in zip(ends, found, strict=False)
    )
    spans = tuple(match.span() for match in found)
    return _Sentence(source, words, spans, " " + " ".join(words) + " ", tuple(offsets), fresh)


def _meant(word: str) -> str:
    """The word itself, or that which was misspelled."""
    for language in ("ru", "en"):
        word = wordlist(language).misspelled.get(word, word)
    return word


@dataclass(frozen=True)
class _Hit:
    kind: DemandKind
    words: str
    strong: bool


class _Reader:
    """Reads sentences by the list of one language."""

    def __init__(self, words: Wordlist, whole: str) -> None:
        self._words = words
        self._whole = whole
        self._about_data = self._any(words.context, whole)

    def is_regulator(self, sentences: Iterable[_Sentence]) -> bool:
        """Whether an authority speaks, and is not merely spoken of."""
        voices = self._possible(self._words.regulator)
        return bool(voices) and any(self._any(voices, each.line) for each in sentences)

    def read(self, sentences: Iterable[_Sentence]) -> list[tuple[DemandKind, str]]:
        """The kinds and the words for them; weak words count only in a letter about personal data."""
        entries = [
            (entry, self._possible(entry.strong), self._possible(entry.weak))
            for entry in self._words.pointers
        ]
        live = [entry for entry in entries if entry[1] or entry[2]]
        hits: list[_Hit] = []
        for sentence in sentences:
            if live and not self._is_shielded(sentence.line):
                hits.extend(self._hits(sentence, live))
        return [(hit.kind, hit.words) for hit in hits if hit.strong or self._about_data]

    def _hits(
        self,
        sentence: _Sentence,
        entries: list[tuple[Pointers, tuple[Pattern, ...], tuple[Pattern, ...]]],
    ) -> list[_Hit]:
        found: list[tuple[Pointers, _Hit]] = []
        for entry, strong, weak in entries:
            matches = [(match, True) for match in self._matches(strong, sentence)]
            matches += [(match, False) for match in self._matches(weak, sentence)]
            if matches and not self._any(entry.unless, sentence.line):
                best, is_strong = min(matches, key=lambda each: (not each[1], each[0]))
                found.append((entry, _Hit(entry.kind, _original(sentence, best), is_strong)))
        # What may point elsewhere takes no sentence for itself.
        kinds = {hit.kind for _, hit in found if hit.strong}
        return [hit for entry, hit in found if not entry.yields_to & kinds]

    def _matches(
        self, patterns: Iterable[Pattern], sentence: _Sentence
    ) -> Iterator[tuple[int, int]]:
        """First and last word of each match that is not denied."""
        for pattern in patterns:
            for match in pattern.search.finditer(sentence.line):
                first = bisect_right(sentence.offsets, match.start()) - 1
                last = bisect_right(sentence.offsets, match.end() - 1) - 1
                if not self._is_denied(sentence, first):
                    yield first, last

    def _is_denied(self, sentence: _Sentence, first: int) -> bool:
        """Whether “not” stands before the word, across words like “want to”."""
        at = first
        while at > 0 and first - at < 5 and not sentence.fresh[at]:
            at -= 1
            if sentence.words[at] in self._words.negators:
                return True
            if sentence.words[at] not in self._words.carriers:
                return False
        return False

    def _is_shielded(self, line: str) -> bool:
        """Small print (“if you no longer wish to receive …”), or talk of rights without asking."""
        if self._any(self._words.boilerplate, line):
            return not self._any(self._words.spoken, line)
        return self._any(self._words.general, line) and not self._any(self._words.asking, line)

    def _possible(self, patterns: Iterable[Pattern]) -> tuple[Pattern, ...]:
        return tuple(pattern for pattern in patterns if pattern.possible(self._whole))

    @staticmethod
    def _any(patterns: Iterable[Pattern], line: str) -> bool:
        return any(pattern.possible(line) and pattern.search.search(line) for pattern in patterns)


def _original(sentence: _Sentence, match: tuple[int, int]) -> str:
    """The words as the letter has them."""
    start, end = sentence.spans[match[0]][0], sentence.spans[match[1]][1]
    words = " ".join(sentence.source[start:end].split())
    return words if len(words) <= 120 else words[:119].rstrip() + "…"
