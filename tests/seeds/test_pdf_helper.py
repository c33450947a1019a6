"""PDF files that crash, hang or flood whoever reads them, and the process that may be lost to them."""

from __future__ import annotations

import io
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seeds
from seeds.pdf.helper import Bounds, Helper, Unread
from tests.seeds.conftest import REPOSITORY
from tests.seeds.pdf_writer import Text, page, pdf

pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")

GOOD = pdf(page(Text("A Good Paper About Mosses", 18)))


@pytest.fixture
def helper() -> Iterator[Helper]:
    """One with little patience."""
    helper = Helper(Bounds(wall=2, cpu=1, memory=400_000_000))
    yield helper
    helper.close()


def refusal(helper: Helper, data: bytes) -> str:
    with pytest.raises(Unread) as error:
        helper.read(io.BytesIO(data))
    return str(error.value)


def pid(helper: Helper) -> int:
    assert helper._process is not None
    return helper._process.pid


def test_many_files_are_read_by_one_process(helper: Helper) -> None:
    """Starting one takes longer than reading ten papers."""
    helper.read(io.BytesIO(GOOD))
    first = pid(helper)
    for _ in range(20):
        helper.read(io.BytesIO(GOOD))
    refusal(helper, b"%PDF-1.4 nothing")
    assert pid(helper) == first


def test_a_file_that_never_ends_is_ended_and_the_next_one_is_read(helper: Helper) -> None:
    helper.read(io.BytesIO(GOOD))
    first = pid(helper)
    with Path("/dev/zero").open("rb") as endless, pytest.raises(Unread, match="too long"):
        helper.read(endless)
    assert helper.read(io.BytesIO(GOOD)).pages == 1
    assert pid(helper) != first


@pytest.mark.parametrize(
    "data",
    [
        pdf(b" " * 300_000_000, compressed=True),
        pdf(b"q " * 30_000_000, compressed=True),
        pdf(b"/X0 Do", forms=[b"/X0 Do /X0 Do"]),
        pdf(b"/X0 Do", forms=[b"/X%d Do " % (at + 1) * 20 for at in range(12)] + [b"BT /F1 9 Tf (x) Tj ET"]),
    ],
    ids=[
        "inflates to 300 MB",
        "thirty million operators",
        "calls itself",
        "twenty of twenty of twenty",
    ],
)
def test_a_bomb_takes_neither_the_memory_nor_the_time(data: bytes, helper: Helper) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        helper.read(io.BytesIO(data))
    except Unread as error:
        assert "too" in str(error)  # noqa: PT017 (what is skipped in time may also be read)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < before + 100_000  # kB


def test_five_thousand_pages_are_as_quick_as_one(helper: Helper) -> None:
    document = helper.read(io.BytesIO(pdf(*(page(Text(f"Page {at}")) for at in range(5000)))))
    assert (document.pages, [line.text for line in document.sheets[0].lines]) == (5000, ["Page 0"])


def test_no_page_is_read_that_is_not_needed(helper: Helper) -> None:
    """A second one that is a bomb does no harm."""
    document = helper.read(io.BytesIO(pdf(page(Text("Page 0")), b"/X0 Do", forms=[b"/X0 Do /X0 Do"])))
    assert (document.pages, len(document.sheets)) == (2, 1)


def test_a_page_of_a_million_letters_is_cut(helper: Helper) -> None:
    document = helper.read(io.BytesIO(pdf(page(*(Text("x" * 100, y=700 - at / 20) for at in range(10_000))))))
    assert 0 < sum(len(line.text) for line in document.sheets[0].lines) <= 20_000


REFUSED = {
    "encrypted": (pdf(page(), trailer="/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4"
                  f" /O <{'00' * 32}> /U <{'00' * 32}> >>"), "encrypted"),
    "locked by a stranger": (pdf(page(), trailer="/ID [<00> <00>] /Encrypt << /Filter /Strange /V 9 >>"),
                             "encrypted"),
    "cut": (GOOD[:40], "damaged"),
    "empty": (b"%PDF-1.4\n", "damaged"),
    "no pages": (pdf(), "damaged"),
    "a page tree in a circle": (GOOD.replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"), ""),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read_is_a_complaint(kind: str) -> None:
    data, reason = REFUSED[kind]
    drafts, complaints, _ = seeds.read(data, "paper.pdf").gather()
    assert len(drafts) + sum(complaint.rejected for complaint in complaints) == 1
    if reason:
        assert drafts == []
        assert reason in complaints[0].reason


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=8),
    st.integers(9, len(GOOD)),
)
def test_a_damaged_file_is_read_or_complained_about(flips: list[tuple[int, int]], length: int) -> None:
    data = bytearray(GOOD)
    for at, byte in flips:
        data[at] = byte
    data[:5] = b"%PDF-"
    drafts, complaints, _ = seeds.read(bytes(data[:length]), "paper.pdf").gather()
    assert len(drafts) + sum(complaint.rejected for complaint in complaints) == 1


def test_threads_take_turns(helper: Helper) -> None:
    read: list[int] = []
    threads = [Thread(target=lambda: read.append(helper.read(io.BytesIO(GOOD)).pages)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read == [1] * 8


def test_a_process_that_was_lost_meanwhile_is_replaced(helper: Helper) -> None:
    helper.read(io.BytesIO(GOOD))
    os.kill(pid(helper), signal.SIGKILL)
    assert helper.read(io.BytesIO(GOOD)).pages == 1


@pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="the children of a process are not listed here"
)
def test_it_ends_when_whoever_asked_is_killed() -> None:
    """In the middle of a file that would keep it busy for a minute."""
    code = (
        "from seeds.pdf.helper import Bounds, Helper\n"
        "Helper(Bounds(60, 60, 600_000_000)).read(open('/dev/zero', 'rb'))"
    )
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    asking = subprocess.Popen([sys.executable, "-c", code], env=env)
    child = _until(lambda: _busy_child(asking.pid))
    asking.kill()
    asking.wait()
    assert _until(lambda: not Path(f"/proc/{child}").exists() or _state(child) == "Z")


def _busy_child(parent: int) -> int:
    """The child that has begun to read: bounded, and running."""
    listed = Path(f"/proc/{parent}/task/{parent}/children")
    children = listed.read_text().split() if listed.exists() else []
    for child in map(int, children):
        if resource.prlimit(child, resource.RLIMIT_CPU)[0] != resource.RLIM_INFINITY:
            return child
    return 0


def _state(process: int) -> str:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]


def _until(found: object) -> int:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if value := found():  # type: ignore[operator]
            return int(value)
        time.sleep(0.02)
    raise AssertionError("it did not happen")


def test_a_process_that_does_not_start_is_told_as_such(
    helper: Helper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no fault of the file."""
    monkeypatch.setattr("seeds.pdf.helper._CHILD", "raise SystemExit(3)")
    assert "does not start" in refusal(helper, GOOD)


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(seeds.SeedError, match=r"pip install 'carrel\[pdf\]'"):
        seeds.read(GOOD, "paper.pdf")
