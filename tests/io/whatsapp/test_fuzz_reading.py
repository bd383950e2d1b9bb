"""Damaged and hostile files: reading ends in time, never crashes, and loses no line."""

from __future__ import annotations

import io
import random
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bmp_networks.errors import ArchiveError, BmpError
from bmp_networks.io.merge import merge_chats
from bmp_networks.io.whatsapp.archive import NamedBytes, open_export
from bmp_networks.io.whatsapp.reader import read_chat
from tests.io.whatsapp.mutants import check_reading, mutate, whole_exports, wrap

N_MUTANTS = 20_000
ROUNDS = 20


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_damaged_exports_are_read_or_refused_and_lose_no_line(round_: int) -> None:
    rng = random.Random(round_)
    exports = whole_exports(round_)
    for number in range(N_MUTANTS // ROUNDS):
        name, data = wrap(rng, mutate(rng, rng.choice(exports), exports))
        try:
            check_reading(name, data)
        except Exception as error:
            error.add_note(f"round {round_}, mutant {number}: {name} {data!r}")
            raise


def test_whole_exports_are_read() -> None:
    assert {check_reading("chat.txt", data) for data in whole_exports()} == {"read"}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    check_reading("chat.txt", data)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.sampled_from(["01/02/23 10.00 - ", "[01/02/23 10.00.00] ", ""]), st.text(max_size=40)), max_size=9
    )
)
def test_any_text_behind_a_header_is_read_or_refused(lines: list[tuple[str, str]]) -> None:
    check_reading("chat.txt", "\n".join(header + text for header, text in lines).encode("utf-8", "surrogatepass"))


HEADER = b"14/03/23 21.05 - "
HOSTILE = {
    "one line of 2 MB": lambda: HEADER + b"Sari: " + b"a" * 2_000_000,
    "one line of 2 MB without header": lambda: b"a" * 2_000_000,
    "one line of 2 MB of colons": lambda: HEADER + b"a: " * 680_000,
    "one line of 2 MB of brackets": lambda: b"[" * 2_000_000,
    "one line of 2 MB of digits": lambda: b"1" * 2_000_000,
    "one line of 2 MB of headers": lambda: HEADER * 120_000,
    "one system line of 2 MB": lambda: HEADER + b"Sari added " * 180_000,
    "2 MB of marks": lambda: HEADER + b"Sari: " + "\u200e".encode() * 680_000,
    "2 MB of mentions": lambda: HEADER + b"Sari: " + b"@6281234567 " * 168_000,
    "100,000 tiny lines": lambda: HEADER + b"Sari: a\n" + b"a\n" * 100_000,
    "100,000 empty lines": lambda: HEADER + b"Sari: a" + b"\n" * 100_000 + HEADER + b"Sari: b\n",
    "20,000 authors": lambda: b"".join(HEADER + b"P%d: a\n" % n for n in range(20_000)),
    "20,000 system lines": lambda: b"".join(HEADER + b"P%d keluar\n" % n for n in range(20_000)),
    "20,000 lines nobody knows": lambda: b"".join(HEADER + b"P%d berputar\n" % n for n in range(20_000)),
    "20,000 different dates": lambda: b"".join(
        b"%02d/%02d/%02d 21.05 - S: a\n" % (n % 28 + 1, n % 12 + 1, n % 15 + 10) for n in range(20_000)
    ),
    "20,000 times of no day": lambda: b"".join(
        b"14/03/23 %02d.%02d - S: a\n" % (n % 99, n % 97) for n in range(20_000)
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_texts_end_in_time(what: str) -> None:
    data = HOSTILE[what]()
    start = time.process_time()
    check_reading("chat.txt", data)
    assert time.process_time() - start < 1 + 1.5 * len(data) / 1e6


def packed(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        packed({"_chat.txt": b"\n" * 200_000_000}),
        packed({"a.zip": packed({"_chat.txt": HEADER})}),
        packed({f"{n}.txt": b"x" for n in range(2_000)}),
    ],
    ids=["a member that swells", "a zip in a zip", "thousands of members"],
)
def test_hostile_zips_are_refused_in_time(data: bytes) -> None:
    start = time.process_time()
    with pytest.raises(ArchiveError):
        open_export(NamedBytes("chat.zip", data))
    assert time.process_time() - start < 2


def test_damaged_exports_are_merged_without_inventing_records() -> None:
    rng = random.Random(3)
    for number in range(150):
        exports = whole_exports(number % 7)
        chats = []
        for _ in range(rng.choice((2, 2, 3))):
            try:
                data = mutate(rng, rng.choice(exports), exports)
                chats.append(read_chat(NamedBytes("chat.txt", data)))
            except (BmpError, UserWarning):  # refused, or empty
                continue
        if not chats:
            continue
        merged = merge_chats(chats)
        sizes = [len(chat.messages) for chat in chats]
        assert max(sizes) <= len(merged.messages) <= sum(sizes)
        assert len(set(zip(merged.records["source"], merged.records["line"], strict=True))) == len(merged.records)
        assert merged.messages["i"].tolist() == list(range(len(merged.messages)))
        assert len(merged.unread) == sum(len(chat.unread) for chat in chats)
