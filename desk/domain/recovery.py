# SPDX-License-Identifier: Apache-2.0
"""The printed recovery code: 128 random bits as groups of signs that are hard to misread, with a check sign.

Reading forgives what people and keyboards do: case, spaces and dashes, O for 0, I and L for 1, Cyrillic
letters that look Latin. One wrong sign or two swapped neighbours are told from a code of another desk.
"""

from __future__ import annotations

from desk.errors import N_, Refusal

BY_CODE = N_("by recovery code")
"""Who acted, as the journal keeps it, where the printed code opened the desk: it says nothing of who holds it."""
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LIKE = str.maketrans("OILUАВСЕНКМОРТХУЗ", "011VABCEHKM0PTXY3")
_BETWEEN = str.maketrans("", "", "-–—‑_. \t\r\n\u00a0\u202f\u2009")
_BYTES, _LENGTH, _GROUP = 16, 26, 4


def write_code(secret: bytes) -> str:
    """The code for 16 secret bytes, as it is printed: ``7K2M-…`` with the check sign at the end."""
    if len(secret) != _BYTES:
        raise ValueError("a recovery code stands for 16 bytes")
    number = int.from_bytes(secret, "big")
    signs = [number >> 5 * place & 31 for place in reversed(range(_LENGTH))]
    text = "".join(_SIGNS[sign] for sign in (*signs, _check(signs)))
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))


def read_code(typed: str) -> bytes:
    """The 16 bytes of a typed code; refuses what cannot be one, and says whether a sign is wrong."""
    text = typed.upper().translate(_LIKE).translate(_BETWEEN)
    if len(text) != _LENGTH + 1 or not set(text) <= set(_SIGNS):
        raise Refusal(
            N_("A recovery code has {count} letters and digits; these are {found}."),
            field="code",
            count=_LENGTH + 1,
            found=len(text),
        )
    *signs, check = (_SIGNS.index(sign) for sign in text)
    if _check(signs) != check or signs[0] > 7:
        raise Refusal(
            N_("The recovery code contains a typing error. Compare it with the printed sheet."),
            field="code",
        )
    number = 0
    for sign in signs:
        number = number << 5 | sign
    return number.to_bytes(_BYTES, "big")


def _check(signs: list[int]) -> int:
    """Luhn’s check over 32 signs: doubled every second sign from the right, digits of base 32 added."""
    total = 0
    for place, sign in enumerate(reversed(signs)):
        value = sign * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return -total % 32
