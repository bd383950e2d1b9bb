"""From the bytes of a file to UTF-8 without byte order mark: nothing is dropped, and what was odd is noted."""

from __future__ import annotations

import codecs
from typing import NamedTuple

_SAMPLE = 1 << 16
_CHUNK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Windows' Western code page; its five unused places are read as ISO 8859-1 so that every byte is some character.
_WESTERN = "".join(
    bytes([byte]).decode("latin-1" if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "cp1252") for byte in range(256)
)
_TEXT_CONTROLS = b"\t\n\x0b\x0c\r\x1b"
_CONTROLS = bytes(byte for byte in range(32) if byte not in _TEXT_CONTROLS)


class Decoded(NamedTuple):
    """A text as UTF-8, the encoding it came in, and keys of what is worth telling about it."""

    data: bytes
    encoding: str
    notes: tuple[str, ...]


def to_utf8(data: bytes) -> Decoded:
    """Turn the bytes of a text file into UTF-8, line ends untouched.

    UTF-8 passes as it is. UTF-16 and UTF-32 are known by their mark, UTF-16 also by its pattern of zeros. Bytes that
    are no UTF-8 are read as Windows' Western code page: each as one character, so that no byte is lost.

    Returns
    -------
    Decoded
        Notes are among ``legacy_encoding``, ``stray_bytes`` and ``cut_character``.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _from_wide(data[len(mark) :], encoding)
    wide = _wide_by_zeros(data)
    if wide:
        return _from_wide(data, wide)
    while data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
    if data.isascii() or _is_utf8(data):
        return Decoded(data, "utf-8", ())
    return _from_flawed(data)


def looks_binary(data: bytes) -> bool:
    """Whether the beginning of a file holds so many control characters that it is no text (one in twenty)."""
    sample = data[:_SAMPLE]
    return len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) / 20


def _is_utf8(data: bytes) -> bool:
    # Piece by piece: decoding in one go would take four bytes a character as soon as one emoji stands in the file.
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(data)
    try:
        for start in range(0, len(data), _CHUNK):
            decoder.decode(view[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _from_wide(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding).encode("utf-8"), encoding, ())
    except UnicodeDecodeError:
        return Decoded(data.decode(encoding, "replace").encode("utf-8"), encoding, ("stray_bytes",))


def _wide_by_zeros(data: bytes) -> str | None:
    """Name the UTF-16 of a text without mark: digits and line ends have a zero as their upper byte, always that one."""
    sample = data[:_SAMPLE]
    n_even, n_odd = sample[0::2].count(0), sample[1::2].count(0)
    enough = max(2, len(sample) // 40)
    if n_odd >= enough and n_even * 10 <= n_odd:
        encoding = "utf-16-le"
    elif n_even >= enough and n_odd * 10 <= n_even:
        encoding = "utf-16-be"
    else:
        return None
    text = sample.decode(encoding, "replace")
    looks_right = "\n" in text or any(character.isdigit() for character in text)
    return encoding if looks_right and not looks_binary(text.encode("utf-8")) else None


def _from_flawed(data: bytes) -> Decoded:
    valid = data.decode("utf-8", "ignore")
    n_valid = len(valid) - len(valid.encode("ascii", "ignore"))
    n_bad = len(data) - len(valid.encode("utf-8"))
    if n_bad > n_valid and not _is_only_cut(data):
        text = codecs.charmap_decode(data, "strict", _WESTERN)[0]
        return Decoded(text.encode("utf-8"), "cp1252", ("legacy_encoding",))
    notes: set[str] = set()

    def mend(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        if error.reason == "unexpected end of data" and error.end == len(error.object):
            notes.add("cut_character")
            return "\ufffd", error.end
        notes.add("stray_bytes")
        return codecs.charmap_decode(error.object[error.start : error.end], "strict", _WESTERN)[0], error.end

    codecs.register_error("bmp-networks.stray-bytes", mend)
    text = data.decode("utf-8", "bmp-networks.stray-bytes")
    return Decoded(text.encode("utf-8"), "utf-8", tuple(sorted(notes)))


def _is_only_cut(data: bytes) -> bool:
    """Whether the only flaw is a character cut off by the end of the file."""
    return any(_is_utf8(data[:-n]) for n in (1, 2, 3) if n <= len(data) and data[-n] >= 0xC0)
