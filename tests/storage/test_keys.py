# SPDX-License-Identifier: Apache-2.0
"""The recovery code as people type it, and canonical JSON as hashes need it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.domain.canon import canonical, digest
from desk.domain.kinds import Channel
from desk.domain.recovery import read_code, write_code
from desk.domain.values import Both
from desk.errors import Refusal

SECRET = bytes(range(16))
CODE = write_code(SECRET)


def test_the_code_is_seven_groups_that_cannot_be_misread():
    groups = CODE.split("-")
    assert [len(group) for group in groups] == [4, 4, 4, 4, 4, 4, 3]
    assert not set("ILOU") & set(CODE)


@settings(max_examples=60)
@given(st.binary(min_size=16, max_size=16))
def test_every_code_reads_back(secret):
    assert read_code(write_code(secret)) == secret


@pytest.mark.parametrize("typed", [
    CODE.lower(), CODE.replace("-", ""), CODE.replace("-", " "), f"  {CODE}\n", CODE.replace("-", "—"),
    CODE.replace("0", "O"), CODE.replace("0", "о"), CODE.replace("1", "I"), CODE.replace("1", "l"),
    CODE.translate(str.maketrans("ABCEHKMPTXY", "АВСЕНКМРТХУ")),
    " ".join(CODE.replace("-", "")),
])  # fmt: skip
def test_what_people_and_keyboards_do_is_forgiven(typed):
    assert read_code(typed) == SECRET


@settings(max_examples=60)
@given(
    st.binary(min_size=16, max_size=16),
    st.integers(0, 26),
    st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"),
)
def test_one_mistyped_sign_is_told(secret, place, sign):
    text = write_code(secret).replace("-", "")
    wrong = text[:place] + sign + text[place + 1 :]
    if wrong != text:
        with pytest.raises(Refusal, match="typing error"):
            read_code(wrong)


@pytest.mark.parametrize(
    "typed",
    ["", "ABC", CODE + "A", CODE[:-1], "я" * 27, "\0" * 27, "!" * 27, "Z" * 27, "A" * 10_000],
)
def test_what_is_no_code_is_refused_at_its_field(typed):
    with pytest.raises(Refusal) as refused:
        read_code(typed)
    assert refused.value.field == "code"


@dataclass(frozen=True)
class Paper:
    title: Both
    day: date
    way: Channel
    lines: tuple[str, ...] = ()


def test_canonical_json_is_the_same_for_the_same_data():
    paper = Paper(Both("да", "yes"), date(2026, 11, 22), Channel.EMAIL, ("б", "a"))
    assert canonical(paper) == (
        '{"day":"2026-11-22","lines":["б","a"],"title":{"en":"yes","ru":"да"},"way":"email"}'
    )
    assert canonical({"b": 1, "a": {2, 10}}) == canonical({"a": {10, 2}, "b": 1})
    assert digest(paper) == digest(
        Paper(Both("да", "yes"), date(2026, 11, 22), Channel.EMAIL, ("б", "a"))
    )
    assert digest(paper) != digest(
        Paper(Both("да", "no"), date(2026, 11, 22), Channel.EMAIL, ("б", "a"))
    )


def test_one_moment_has_one_form_in_every_zone():
    moscow = timezone(timedelta(hours=3))
    assert canonical(datetime(2026, 11, 22, 12, tzinfo=moscow)) == canonical(
        datetime(2026, 11, 22, 9, tzinfo=UTC)
    )


@pytest.mark.parametrize("value", [1.5, b"x", object(), {1: 2}, datetime(2026, 1, 1), Both])  # noqa: DTZ001 -- refused for that
def test_what_has_no_canonical_form_is_a_fault(value):
    with pytest.raises(TypeError):
        canonical({"a": value})


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60)
@given(_JSON)
def test_canonical_json_reads_back(value):
    import json

    assert json.loads(canonical(value)) == value
    assert len(digest(value)) == 64
