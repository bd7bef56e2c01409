# SPDX-License-Identifier: Apache-2.0
"""Many letters at once: each is read once, in order, by more than one process, and none stops the others."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

import pytest

from desk.services.letter.batch import FEW, read_letters

HEAD = "From: Anna <p{number}@example.org>\r\nSubject: Запрос {number}\r\n\r\n"
WORDS = "Прошу сообщить, какие данные обрабатываются. "


def write(folder: Path, count: int, text: str) -> list[Path]:
    """``count`` letters."""
    found = [folder / f"{number:03d}.eml" for number in range(count)]
    for number, path in enumerate(found):
        path.write_text(text.format(number=number), encoding="utf-8", newline="")
    return found


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """So much to read that a helper is there long before the end."""
    return write(tmp_path, 120, HEAD + WORDS * 400)


@pytest.fixture
def short(tmp_path: Path) -> list[Path]:
    """Letters for what does not depend on the time they take."""
    return write(tmp_path, 40, HEAD + WORDS)


def test_two_cores_share_the_work_and_keep_the_order(files: list[Path]) -> None:
    found = list(read_letters(files, workers=2))
    assert [each.path for each in found] == files
    assert [each.letter.sender_address for each in found] == [
        f"p{number}@example.org" for number in range(len(files))
    ]
    # The helper is a process of its own: nothing of an open desk is in it.
    assert len({each.process for each in found}) == 2
    assert os.getpid() in {each.process for each in found}


def test_one_core_and_few_letters_need_no_helper(short: list[Path]) -> None:
    for found in (read_letters(short, workers=1), read_letters(short[:FEW], workers=8)):
        assert {each.process for each in found} == {os.getpid()}


@pytest.mark.parametrize("workers", [1, 2])
def test_what_cannot_be_read_brings_its_refusal(files: list[Path], workers: int) -> None:
    files[3].write_bytes(b"")
    files[7].unlink()
    files[11].write_bytes(b"no letter at all")
    found = list(read_letters(files[:24], workers=workers))
    refused = {number: each.refusal for number, each in enumerate(found) if each.letter is None}
    assert set(refused) == {3, 7, 11}
    assert str(refused[3]) == "The file is empty."
    assert refused[7].params == {"file": "007.eml"}
    assert "not a saved e-mail" in str(refused[11])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes have no names here")
@pytest.mark.parametrize("written", [b"", b"From: a@example.org"])
def test_a_pipe_that_does_not_end_holds_nothing_up(short: list[Path], written: bytes) -> None:
    short[1].unlink()
    os.mkfifo(short[1])
    end = os.open(short[1], os.O_RDWR | os.O_NONBLOCK)
    os.write(end, written)
    found = list(read_letters(short[:3], workers=1))
    assert [each.letter is None for each in found] == [False, True, False]
    assert found[1].refusal is not None
    os.close(end)


def test_a_device_and_a_name_no_file_can_have_are_refused() -> None:
    found = list(read_letters([Path("/dev/zero"), Path("a\0b.eml"), Path("/")], workers=1))
    assert [each.refusal.params for each in found if each.refusal] == [
        {"file": "zero"}, {"file": "a\0b.eml"}, {"file": ""},
    ]  # fmt: skip


def test_whoever_stops_early_leaves_no_process_waiting(files: list[Path]) -> None:
    reading = read_letters(files, workers=2)
    assert next(reading).letter is not None
    assert multiprocessing.active_children()
    reading.close()
    assert not multiprocessing.active_children()


class Deadly(type(Path())):
    """A file at which a helper drops dead."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (1,)


class Faulty(type(Path())):
    """A file at which a fault of the program shows in a helper."""

    def __reduce__(self) -> tuple[object, ...]:
        return object, ()


def test_a_dead_helper_costs_the_letter_it_was_at_and_no_other(files: list[Path]) -> None:
    found = list(read_letters([Deadly(path) for path in files[:70]], workers=2))
    assert [each.path for each in found] == files[:70]
    (lost,) = [each for each in found if each.letter is None]
    assert "was interrupted" in str(lost.refusal)
    assert lost.refusal.params == {"file": lost.path.name}


def test_a_fault_of_the_program_is_met_where_it_can_be_told(files: list[Path]) -> None:
    found = list(read_letters([Faulty(path) for path in files[:70]], workers=2))
    assert all(each.letter for each in found)
    assert {each.process for each in found} == {os.getpid()}
