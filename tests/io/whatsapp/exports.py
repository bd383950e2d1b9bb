"""Small invented exports for the tests of the reader."""

from __future__ import annotations

from typing import Any

from bmp_networks.containers.chat import Chat
from bmp_networks.io.whatsapp.archive import NamedBytes
from bmp_networks.io.whatsapp.reader import read_chat

LRM, RLM, NBSP, NARROW = "\u200e", "\u200f", "\u00a0", "\u202f"


def read_text(text: str, *, name: str = "chat.txt", **options: Any) -> Chat:
    """Read a text as if it were an exported file."""
    return read_chat(NamedBytes(name, text.encode("utf-8")), **options)


def read_android(*bodies: str, **options: Any) -> Chat:
    """Read an Android export with one record a text, a minute apart."""
    lines = [f"14/12/2023, 20:{minute:02d} - {body}\n" for minute, body in enumerate(bodies)]
    return read_text("".join(lines), **options)


def read_iphone(*bodies: str, **options: Any) -> Chat:
    """Read an iPhone's export with one record a text, a second apart."""
    lines = [f"[14/12/2023, 20:10:{second:02d}] {body}\r\n" for second, body in enumerate(bodies)]
    return read_text("".join(lines), **options)


def told(chat: Chat) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    """Give event, actor and targets of every record."""
    table = chat.records
    return list(zip(table["event"], table["actor"], table["targets"], strict=True))
