"""Small exports in many shapes, ways to damage them, and what must hold of any reading, however damaged the file is."""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable

import pandas as pd

from bmp_networks.containers.chat import RECORDS, Chat
from bmp_networks.errors import BmpError
from bmp_networks.io.whatsapp.archive import NamedBytes, open_export
from bmp_networks.io.whatsapp.reader import read_chat
from bmp_networks.io.whatsapp.writer import write_chat

SHAPES = (
    "android_id", "android_en_us", "android_en_gb", "android_en_ca", "android_zh_hk", "android_zh_tw", "android_ar",
    "android_ko_slash", "android_ko", "android_ja_12", "android_ms", "android_de", "android_fr", "ios_id", "ios_en_us",
    "ios_zh_tw", "ios_ko", "ios_ar", "ios_en_ca", "ios_vi", "ios_old_en_gb", "ios_old_en_us", "desktop_en_us",
)  # fmt: skip
AUTHORS = ("Sari", "Bu Tari 🌾", "~ Wati", "+62 812-3456-7890", "Dewi: toko", "王小姐", "أم سارة", "Rp - 5|x")
BODIES = (
    "ok", "selamat pagi semuanya", "", "null", "harga:\n- keripik 10.000\n\n- opak 5.000", "jam 10:30 - di balai: ya",
    "[10.05, 12/3/2023] Wati: disalin", "12/3/23 10.05 - Wati: tempelan", "@6281234567890 @15.000", "👩‍👩‍👧",
    "IMG-20230314-WA0001.jpg (file attached)\nketerangan", "<Media tidak disertakan>", "‎image omitted",
    "lokasi: https://maps.google.com/?q=-7.1,109.9", "<attached: 00000042-PHOTO-2023-03-14-13-38-12.jpg>",
    "besok <Pesan ini diedit>", "Pesan ini telah dihapus", "Menunggu pesan ini", "POLL:\nYa?\nOPTION: ya (2 votes)\n",
)  # fmt: skip
EVENTS = (
    "Sari menambahkan Anda", "Sari added +62 812-3456-7890", 'Sari created group "A: B"', "Wati keluar", "您已退出群組",
    "Messages and calls are end-to-end encrypted.", "‎You're now an admin", "أنشأ مجموعة", "kalimat yang tidak dikenal",
)  # fmt: skip
MARKS = (
    "\u200e", "\u200f", "\u202f", "\u00a0", "\u2009", "\u2068", "\u2069", "\ufeff", "\u202a", "\u2028", "\u0085",
    "\u0301", "\r", "\n", "\r\n", "\n\n", "\0", "\x0b", "\x1c",
)  # fmt: skip
WORDS = (
    "[", "]", "] ", " - ", ": ", ":", ", ", "، ", " à ", "/", ".", "~ ", "@", "<", ">", "AM", "pm", "上午", "下午",
    "오후", "م", "BE", "R4", "0", "9", "99", "2566", "٣", "۳", "²", "③", "𝟗", "12/12/12", "[31/12/23 23.59.59] ",
    "31/02/23 10.00 - ", "29/02/23, 10:00 - X: ", "00/00/00 00.00 - ", "99/99/99 99.99 - a: b", "(file attached)",
    "\u200e<attached: ", "<Media omitted>", "<Pesan ini diedit>", " left", " added ", "Anda",
)  # fmt: skip
STRAY = (b"\xff", b"\xc3", b"\xf0\x9f", b"\xed\xa0\xbd", b"\x80\x80\x80")
TOKENS = (*(token.encode("utf-8") for token in (*MARKS, *WORDS)), *STRAY)


def whole_exports(seed: int = 0) -> list[bytes]:
    """Write one small export in every shape of ``SHAPES``."""
    rng = random.Random(seed)
    return [_export(rng, shape) for shape in SHAPES]


def _export(rng: random.Random, shape: str) -> bytes:
    rows = []
    at = pd.Timestamp("2023-01-25 23:40:50")
    for line in range(rng.randint(3, 14)):
        at += pd.Timedelta(seconds=rng.choice([0, 7, 60, 3600, 86400, -60, 900000]))
        is_event = rng.random() < 0.25
        body = rng.choice(EVENTS if is_event else BODIES)
        author = None if is_event else rng.choice(AUTHORS)
        rows.append({
            "source": 1, "line": line, "lines": 1, "i": -1 if is_event else line, "timestamp": at,
            "kind": "system" if is_event else "message", "event": "unknown_system" if is_event else None,
            "author": author, "author_raw": author, "actor": None, "targets": (), "body": body, "body_raw": body,
            "media": None, "attachment": None, "deleted": False, "edited": False, "mentions": (),
        })  # fmt: skip
    stream = io.BytesIO()
    write_chat(RECORDS.from_rows(rows), stream, shape=shape, group="Tani Jaya")
    return stream.getvalue()


def mutate(rng: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """Damage an export in one to six ways."""
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        data = rng.choice(WAYS)(rng, data, others)[:20_000]
    return data


def _place(rng: random.Random, data: bytes) -> int:
    return rng.randrange(len(data) + 1)


def _slice(rng: random.Random, data: bytes) -> tuple[int, int]:
    start = _place(rng, data)
    return start, min(len(data), start + rng.choice((1, 2, 5, 20, 100)))


def _insert(rng: random.Random, data: bytes, _: list[bytes]) -> bytes:
    at = _place(rng, data)
    return data[:at] + rng.choice(TOKENS) * rng.choice((1, 1, 1, 2, 30)) + data[at:]


def _insert_at_line_start(rng: random.Random, data: bytes, _: list[bytes]) -> bytes:
    starts = [0, *(at + 1 for at, byte in enumerate(data) if byte == 10)]
    at = rng.choice(starts)
    return data[:at] + rng.choice(TOKENS) + data[at:]


def _replace_byte(rng: random.Random, data: bytes, _: list[bytes]) -> bytes:
    at = _place(rng, data)
    return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]


def _flip_bit(rng: random.Random, data: bytes, _: list[bytes]) -> bytes:
    at = _place(rng, data)
    return data[:at] + bytes(byte ^ (1 << rng.randrange(8)) for byte in data[at : at + 1]) + data[at + 1 :]


def _delete(rng: random.Random, data: bytes, _: list[bytes]) -> bytes:
    start, end = _slice(rng, data)
    return data[:start] + data[end:]


def _repeat(rng: random.Random, data: bytes, _: list[bytes]) -> bytes:
    start, end = _slice(rng, data)
    return data[:end] + data[start:end] * rng.choice((1, 2, 50)) + data[end:]


def _truncate(rng: random.Random, data: bytes, _: list[bytes]) -> bytes:
    return data[: _place(rng, data)]


def _behead(rng: random.Random, data: bytes, _: list[bytes]) -> bytes:
    return data[_place(rng, data) :]


def _splice(rng: random.Random, data: bytes, others: list[bytes]) -> bytes:
    other = rng.choice(others)
    return data[: _place(rng, data)] + other[_place(rng, other) :]


def _shuffle_lines(rng: random.Random, data: bytes, _: list[bytes]) -> bytes:
    lines = data.split(b"\n")
    rng.shuffle(lines)
    return b"\n".join(lines)


def _change_line_ends(rng: random.Random, data: bytes, _: list[bytes]) -> bytes:
    plain = data.replace(b"\r\n", b"\n")
    return plain.replace(b"\n", rng.choice((b"\n", b"\r\n", b"\r", b"\n\n", b"\r\r\n")))


def _change_digits(rng: random.Random, data: bytes, _: list[bytes]) -> bytes:
    one, other = (b"%d" % rng.randrange(10) for _ in range(2))
    return data.replace(one, other)


WAYS: tuple[Callable[[random.Random, bytes, list[bytes]], bytes], ...] = (
    _insert, _insert, _insert_at_line_start, _replace_byte, _flip_bit, _delete, _repeat, _truncate, _behead, _splice,
    _shuffle_lines, _change_line_ends, _change_digits,
)  # fmt: skip


def wrap(rng: random.Random, data: bytes) -> tuple[str, bytes]:
    """Put a damaged text into what it may come in: mostly itself, seldom UTF-16 or a zip, itself damaged."""
    chance = rng.random()
    if chance < 0.94:
        return "chat.txt", data
    if chance < 0.96:
        return "chat.txt", b"\xff\xfe" + data.decode("utf-8", "replace").encode("utf-16-le")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        archive.writestr(rng.choice(("_chat.txt", "WhatsApp Chat with G.txt", "a/b.txt")), data)
    zipped = packed.getvalue()
    return "chat.zip", zipped if chance < 0.98 else _replace_byte(rng, zipped, [])


def check_reading(name: str, data: bytes) -> str:
    """Read bytes and check what must hold of every reading; give ``read`` or ``refused``."""
    source = NamedBytes(name, data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # an empty file warns
            chat = read_chat(source)
    except BmpError:
        return "refused"
    check_lines(chat, open_export(source).data)
    return "read"


def check_lines(chat: Chat, text: bytes) -> None:
    """Check that each physical line is in exactly one record or among those not understood, and its words with it."""
    content = text.decode("utf-8")
    if "\n" not in content:
        content = content.replace("\r", "\n")  # the line ends of very old Macs
    lines = content.split("\n")
    if lines[-1] == "":
        lines.pop()
    records = chat.records
    owned = [0] * (len(lines) + 1)
    columns = (records["line"].tolist(), records["lines"].tolist(), records["body_raw"].tolist())
    for first, n_lines, body in zip(*columns, strict=True):
        assert first >= 1
        assert n_lines >= 1
        assert first + n_lines - 1 <= len(lines)
        for line in range(first, first + n_lines):
            owned[line] += 1
        own = "\n".join(lines[first - 1 : first - 1 + n_lines])
        assert _squeezed(own).endswith(_squeezed(body or "")), f"line {first}: the body is not what stands there"
    for line, unread in zip(chat.unread["line"].tolist(), chat.unread["text"].tolist(), strict=True):
        owned[line] += 1
        assert lines[line - 1].rstrip("\r") == (unread or "").rstrip("\r")
    assert owned[1:] == [1] * len(lines), "a line belongs to no record, or to two"
    is_message = [i for i in records["i"].tolist() if i >= 0]
    assert is_message == list(range(len(is_message)))


def _squeezed(text: str) -> str:
    """Give a text in which it does not matter how its lines end."""
    return re.sub(r"[\r\n]+", "\n", text).rstrip("\n")
