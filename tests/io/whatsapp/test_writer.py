"""Writing chats: each shape prints as a phone does, and what is written reads back as the same records."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bmp_networks.containers.chat import RECORDS
from bmp_networks.errors import InputRefusedError
from bmp_networks.io.whatsapp.archive import NamedBytes
from bmp_networks.io.whatsapp.reader import read_chat
from bmp_networks.io.whatsapp.writer import print_shape, shape_keys, write_chat
from bmp_networks.io.whatsapp.writing import plain

AT = pd.Timestamp("2023-03-14 21:05:07")
SAME = ["kind", "event", "author", "actor", "targets", "body", "media", "attachment", "deleted", "edited", "mentions"]


def record(at: pd.Timestamp, author: str | None, body: str, **more: Any) -> dict[str, Any]:
    plain_record = {
        "source": 1, "line": 1, "lines": 1, "i": 0, "timestamp": at, "kind": "message", "event": None,
        "author": author, "author_raw": author, "actor": None, "targets": (), "body": body, "body_raw": body,
        "media": None, "attachment": None, "deleted": False, "edited": False, "mentions": (),
    }  # fmt: skip
    return plain_record | more


def table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    running = -1
    numbered = []
    for row in rows:
        running += row["kind"] == "message"
        numbered.append(row | {"i": running if row["kind"] == "message" else -1})
    return RECORDS.from_rows(numbered)


def printed(rows: list[dict[str, Any]], shape: str = "android_id", **options: Any) -> str:
    stream = io.StringIO()
    write_chat(table(rows), stream, shape=shape, **options)
    return stream.getvalue()


def read_back(rows: list[dict[str, Any]], shape: str, **options: Any) -> pd.DataFrame:
    return read_chat(NamedBytes("chat.txt", printed(rows, shape, **options).encode("utf-8"))).records


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ("android_id", "14/03/23 21.05 - Sari: ya\n"),
        ("android_en_us", "3/14/23, 9:05\u202fPM - Sari: ya\n"),
        ("android_en_gb", "14/03/2023, 21:05 - Sari: ya\n"),
        ("android_en_ca", "2023-03-14, 9:05 p.m. - Sari: ya\n"),
        ("android_zh_hk", "14/3/2023 下午9:05 - Sari: ya\n"),
        ("android_ko_slash", "23/3/14 PM 9:05 - Sari: ya\n"),
        ("android_ja", "2023/03/14 21:05 - Sari: ya\n"),
        ("android_fr", "14/03/2023 à 21:05 - Sari: ya\n"),
        ("android_fi", "14.3.2023 klo 21.05 - Sari: ya\n"),
        ("ios_id", "[14/03/23 21.05.07] Sari: ya\r\n"),
        ("ios_en_us", "[3/14/23, 9:05:07\u202fPM] Sari: ya\r\n"),
        ("ios_zh_tw", "[2023/3/14 下午9:05:07] Sari: ya\r\n"),
        ("ios_ko", "[2023. 3. 14. 오후 9:05:07] Sari: ya\r\n"),
        ("ios_vi", "[21:05:07, 14/03/23] Sari: ya\r\n"),
        ("ios_old_en_gb", "14/03/2023, 21:05:07: Sari: ya\n"),
        ("desktop_en_us", "[3/14/23, 9:05:07\u202fPM] Sari: ya\n"),
    ],
)
def test_each_shape_prints_as_the_phone_does(shape: str, expected: str) -> None:
    assert printed([record(AT, "Sari", "ya")], shape) == expected


@pytest.mark.parametrize(("hour", "text"), [(0, "12:30"), (11, "11:30"), (12, "12:30"), (13, "1:30")])
def test_noon_and_midnight_are_twelve(hour: int, text: str) -> None:
    at = pd.Timestamp(2023, 3, 14, hour, 30)
    word = "AM" if hour < 12 else "PM"
    assert f"{text}\u202f{word} - " in printed([record(at, "Sari", "ya")], "android_en_us")


def test_lines_inside_an_iphones_message_end_with_lf_and_records_with_crlf() -> None:
    assert printed([record(AT, "Sari", "satu\ndua")], "ios_id").endswith("Sari: satu\ndua\r\n")


def test_system_lines_are_written_as_they_stand() -> None:
    row = record(AT, None, "Sari keluar", kind="system", event="member_left", actor="Sari")
    assert printed([row]) == "14/03/23 21.05 - Sari keluar\n"
    assert printed([row], "ios_id", group="Tani") == "[14/03/23 21.05.07] Tani: \u200eSari keluar\r\n"


def test_an_author_changed_by_hand_is_written_and_not_the_old_one() -> None:
    row = record(AT, "p-01", "ya", author_raw="~ Sari")
    assert "Sari" not in printed([row])
    assert "~ Sari: " in printed([row | {"author": "Sari"}])


def test_a_body_changed_by_hand_is_written_and_not_the_old_one() -> None:
    row = record(AT, "Sari", "telepon p-01", body_raw="telepon \u2068Tari\u2069")
    assert "Tari" not in printed([row])


def test_a_system_line_changed_by_hand_is_written_and_not_the_old_one() -> None:
    row = record(AT, None, "p-01 keluar", kind="system", event="member_left", actor="p-01", body_raw="Sari keluar")
    assert "Sari" not in printed([row])


def test_placeholders_can_be_worded_in_another_language() -> None:
    rows = [
        record(AT, "Sari", "<Media omitted>\nharga naik", media="unknown"),
        record(AT, "Sari", "This message was deleted", deleted=True),
        record(AT, "Sari", "ya", edited=True, body_raw="ya <This message was edited>"),
        record(AT, "Sari", "IMG-1.jpg (file attached)", media="image", attachment="IMG-1.jpg"),
    ]
    assert printed(rows, language="id").splitlines() == [
        "14/03/23 21.05 - Sari: <Media tidak disertakan>",
        "harga naik",
        "14/03/23 21.05 - Sari: Pesan ini dihapus",
        "14/03/23 21.05 - Sari: ya <Pesan ini diedit>",
        "14/03/23 21.05 - Sari: IMG-1.jpg (file terlampir)",
    ]


def test_an_invented_medium_needs_no_words_of_its_own() -> None:
    rows = [record(AT, "Sari", "", media="image"), record(AT, "Sari", "harga naik", media="image")]
    assert printed(rows, "ios_id", language="id") == (
        "[14/03/23 21.05.07] Sari: \u200egambar tidak disertakan\r\n"
        "[14/03/23 21.05.07] Sari: \u200egambar tidak disertakan\nharga naik\r\n"
    )
    assert printed(rows[:1], "android_id") == "14/03/23 21.05 - Sari: <Media tidak disertakan>\n"


def test_optional_words_are_left_out_of_a_phrase() -> None:
    assert plain("Pesan ini [telah ]dihapus[ oleh {any}]…") == "Pesan ini dihapus"
    assert plain("(Panggilan|Telepon) suara") == "Panggilan suara"


@pytest.mark.parametrize("shape", ["id", "android_xx", "windows_id", ""])
def test_an_unknown_shape_is_refused_with_the_known_ones(shape: str) -> None:
    with pytest.raises(InputRefusedError) as caught:
        print_shape(shape)
    assert "en_us" in caught.value.hint


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(InputRefusedError):
        printed([], language="xx")


def test_files_and_byte_streams_hold_the_same(tmp_path: Path) -> None:
    rows = [record(AT, "Sari", "ya\ntidak 🙏")]
    stream = io.BytesIO()
    write_chat(table(rows), stream, shape="ios_id")
    write_chat(table(rows), tmp_path / "chat.txt", shape="ios_id")
    assert (tmp_path / "chat.txt").read_bytes() == stream.getvalue() == printed(rows, "ios_id").encode()


def moments(seconds: bool) -> list[pd.Timestamp]:
    days = pd.date_range("2023-01-28", periods=40, freq="31h17min13s")
    return list(days if seconds else days.floor("min"))


@pytest.mark.parametrize("shape", shape_keys())
def test_every_shape_reads_back_as_the_same_records(shape: str) -> None:
    times = moments(seconds=not shape.startswith("android"))
    rows = [record(at, "Sari" if n % 3 else "Bu Tari 🌾", f"pesan {n}\nbaris dua") for n, at in enumerate(times)]
    records = read_back(rows, shape)
    assert records["timestamp"].tolist() == times
    assert records[SAME].to_dict("list") == table(rows)[SAME].to_dict("list")


SPECIAL = [
    ("android_id", "<Media tidak disertakan>", {"media": "unknown"}),
    ("android_en_us", "<Media omitted>\nlihat ini", {"media": "unknown"}),
    ("android_en_us", "IMG-1.jpg (file attached)", {"media": "image", "attachment": "IMG-1.jpg"}),
    ("android_id", "Pesan ini telah dihapus", {"deleted": True}),
    (
        "android_id",
        "Menunggu pesan ini",
        {"kind": "system", "event": "waiting_message", "author": None, "actor": "Sari"},
    ),
    ("ios_id", "gambar tidak disertakan", {"media": "image", "body_raw": "\u200egambar tidak disertakan"}),
    ("ios_en_us", "You deleted this message.", {"deleted": True, "body_raw": "\u200eYou deleted this message."}),
    ("ios_zh_tw", "貼圖已忽略", {"media": "sticker", "body_raw": "\u200e貼圖已忽略"}),
    ("ios_ar", "تم حذف الملصقات", {"media": "sticker", "body_raw": "\u200fتم حذف الملصقات"}),
    ("android_id", "besok ya", {"edited": True, "body_raw": "besok ya <Pesan ini diedit>"}),
    ("android_id", "@Tari halo", {"mentions": ("Tari",), "body_raw": "@\u2068Tari\u2069 halo"}),
]


@pytest.mark.parametrize(("shape", "body", "more"), SPECIAL)
def test_what_whatsapp_prints_reads_back(shape: str, body: str, more: dict[str, Any]) -> None:
    times = moments(seconds=not shape.startswith("android"))
    rows = [record(at, "Sari", f"pesan {n}") for n, at in enumerate(times[:-1])]
    rows.append(record(times[-1], "Sari", body) | more)
    records = read_back(rows, shape)
    assert records[SAME].to_dict("list") == table(rows)[SAME].to_dict("list")
    assert records["body_raw"].tolist()[-1] == rows[-1]["body_raw"]


LINES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Nd"]), max_size=30)
BODIES = st.lists(LINES, min_size=1, max_size=3).map("\n".join).map(str.strip)
AUTHORS = st.sampled_from(["Sari", "Bu Tari 🌾", "+62 812-0000-1111", "Wati - Desa", "王小姐", "أم سارة"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(
        ["android_id", "android_en_us", "ios_id", "ios_zh_tw", "ios_old_en_gb", "android_ko_slash", "android_ar"]
    ),
    st.lists(st.tuples(AUTHORS, BODIES), min_size=1, max_size=12),
)
def test_any_words_read_back_as_they_were_written(shape: str, talk: list[tuple[str, str]]) -> None:
    times = moments(seconds=not shape.startswith("android"))
    rows = [record(at, author, body) for at, (author, body) in zip(times[-len(talk) :], talk, strict=True)]
    records = read_back(rows, shape)
    assert records["timestamp"].tolist() == times[-len(talk) :]
    assert records["author"].tolist() == [author for author, _ in talk]
    assert records["body"].tolist() == [body for _, body in talk]
