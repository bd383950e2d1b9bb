"""Finding the header shape of a file: every shape is scored on every kind of line that the file has."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from bmp_networks.io.whatsapp.shapes import MARK, SPACE, Shape, Signature, plain_word, shape_data, spaced

_LONGEST_PASTE = 40
_WHOLE = 8 << 20
_BLOCKS, _BLOCK = 16, 1 << 18
_CRLF = b"\x01"
_TO_ONE = bytes(49 if 49 <= code <= 57 else code for code in range(256))
_HEAD = re.compile(
    rb"\n(\x01?(?:\xe2\x80.|\xe2\x81.|\xef\xbb\xbf|\xd8\x9c)*"
    rb"(?:\[[^\]\n]{8,70}\]|[01RHSTM\xd9\xdb\xe4-\xe6][^\n]{6,60}?(?: - | \xe2\x80\x93 |: )))",
    re.DOTALL,
)
_ANY_DIGIT = re.compile(r"\d")
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")


@dataclass
class _Score:
    """What one signature has gathered: lines, how they are printed, and which rows of the data file they fit."""

    n_lines: int = 0
    n_after_crlf: int = 0
    heads: Counter[str] = field(default_factory=Counter)
    words: set[str] = field(default_factory=set)
    ascii: bool = True


def find_shape(data: bytes) -> Shape | None:
    """Find the shape that explains the most lines of a file; None where no line begins like a record.

    Lines in other shapes, as pasted chats have them, count for those shapes only. The shape of the very first line
    wins unless another has more than ten times its lines: a file begins with a record, not with something pasted.
    """
    heads, first = _heads(data)
    scores: dict[Signature, _Score] = {}
    first_signature: Signature | None = None
    for line, n in heads.items():
        head = line.lstrip(_CRLF)
        text = _plain_digits(head)
        match = _generic().match(text)
        if not match:
            continue
        signature = _signature(match)
        score = scores.setdefault(signature, _Score())
        score.n_lines += n
        score.n_after_crlf += n if line != head else 0
        score.heads[text] += n
        score.ascii = score.ascii and not _FOREIGN_DIGIT.search(head.decode("utf-8", "replace"))
        words = (match["before"] or match["before2"], match["after"] or match["after2"])
        score.words.update(word for word in words if word)
        if head == first:
            first_signature = signature
    if not scores:
        return None
    best = max(scores, key=lambda signature: scores[signature].n_lines)
    if first_signature and scores[first_signature].n_lines * 10 >= scores[best].n_lines:
        best = first_signature
    return _shape(best, scores[best], data)


def counts_eras(data: bytes) -> bool:
    """Whether lines begin with a date that counts the years of a reign or a republic."""
    heads, _ = _heads(data)
    starts = "|".join(sorted(map(re.escape, shape_data()["eras"]["starts"]), key=len, reverse=True))
    pattern = re.compile(rf"{MARK}*\[?(?:(?:{starts})[01]{{1,3}}|[01]{{3}})[/.年][01]{{1,2}}[/.月][01]{{1,2}}")
    return any(pattern.match(_plain_digits(head.lstrip(_CRLF))) for head in heads)


def _heads(data: bytes) -> tuple[Counter[bytes], bytes]:
    """Count how lines begin, every digit but 0 as 1; and give the beginning of the first line that is not empty.

    A line after CRLF begins with a byte 1.
    """
    counts: Counter[bytes] = Counter()
    first = b""
    for number, block in enumerate(_blocks(data)):
        text = (b"\n" + block).translate(_TO_ONE).replace(b"\r\n", b"\n\x01")
        found = _HEAD.findall(text)
        counts.update(found)
        if number == 0 and found:
            head = found[0].lstrip(_CRLF)
            first = head if text.lstrip(b"\n\x01 ").startswith(head) else b""
    return counts, first


def _blocks(data: bytes) -> Iterator[bytes]:
    """Give the whole file, or of a very large one blocks spread evenly, each beginning with a line."""
    if len(data) <= _WHOLE:
        yield data
        return
    step = (len(data) - _BLOCK) // (_BLOCKS - 1)
    for number in range(_BLOCKS):
        start = number * step
        start = data.find(b"\n", start) + 1 if start else 0
        yield data[start : start + _BLOCK]


def _plain_digits(head: bytes) -> str:
    """Give the beginning of a line with 0 for every zero and 1 for every other digit, of whatever script."""
    text = head.decode("utf-8", "replace")
    if text.isascii():
        return text
    return _ANY_DIGIT.sub(lambda match: "1" if unicodedata.digit(match[0]) else "0", text)


@cache
def _generic() -> re.Pattern[str]:
    """Make the pattern of any header, from the marks, joins and words of the data file."""
    joins = "|".join(spaced(re.escape(text)) for text in sorted(shape_data()["joins"]["texts"], key=len, reverse=True))
    all_words = {word for group in _groups() for word in group}
    words = "|".join(spaced(re.escape(word)) for word in sorted(all_words, key=len, reverse=True))
    gap = f"(?:{SPACE}|{MARK})*"

    def date(n: str) -> str:
        return (
            f"(?P<one{n}>[01]{{4}}|[01]{{1,2}}){MARK}*(?P<mark{n}>\\.{SPACE}|[/.-]){MARK}*[01]{{1,2}}{MARK}*(?P=mark{n}){MARK}*"
            f"(?P<three{n}>[01]{{4}}|[01]{{1,2}})(?:\\.| ?BE| ?พ\\.ศ\\.)?"
        )

    def time(n: str) -> str:
        return (
            f"(?:(?P<before{n}>{words}){gap})?[01]{{1,2}}(?P<clock{n}>[:.])[01]{{2}}(?P<seconds{n}>(?P=clock{n})[01]{{2}})?"
            f"(?:{gap}(?P<after{n}>{words}))?"
        )

    date_first = f"{date('')}{MARK}*(?P<join>{joins}){MARK}*{time('')}"
    time_first = f"{time('2')}{MARK}*(?P<join2>{joins}){MARK}*{date('2')}"
    end = f"(?(bracket)\\]|(?P<end>{SPACE}[-–]{SPACE}|(?(seconds): |(?!))))"
    return re.compile(
        f"{MARK}*(?:(?P<bracket>\\[{MARK}*)?)(?:{date_first}|{time_first}){MARK}*{end}",
        re.IGNORECASE,
    )


@cache
def _groups() -> tuple[tuple[str, ...], ...]:
    groups = shape_data()["periods"]["groups"]
    return tuple(tuple(word for words in group.values() for word in words) for group in groups)


def _signature(match: re.Match[str]) -> Signature:
    n = "2" if match["join2"] else ""
    platform = "ios" if match["bracket"] else "android" if match["end"].strip() in ("-", "–") else "ios_old"
    year = "first" if len(match["one" + n]) == 4 else "last" if len(match["three" + n]) == 4 else "two"
    period = "before" if match["before" + n] else "after" if match["after" + n] else ""
    mark = match["mark" + n]
    return Signature(
        platform,
        ". " if len(mark) == 2 else mark,
        year,
        re.sub(SPACE, " ", match["join" + n]),
        match["clock" + n],
        bool(match["seconds" + n]),
        period,
        n == "2",
    )


def _shape(signature: Signature, score: _Score, data: bytes) -> Shape:
    found = {plain_word(word) for word in score.words}
    groups = [
        group
        for group in shape_data()["periods"]["groups"]
        if any(plain_word(word) in found for words in group.values() for word in words)
    ]
    by_meaning = {
        key: frozenset(plain_word(word) for group in groups for word in group.get(key, ()))
        for key in ("early", "late", "noon")
    }
    words = {word for group in groups for texts in group.values() for word in texts} | score.words
    row = _best_row(signature, score)
    inner = re.sub(rf"^{MARK}+", "", "\n".join(re.sub(f"^{MARK}*", "", head) for head in score.heads))
    return Shape(
        key=f"{signature.platform}_{row['key'] if row else 'other'}",
        signature=signature,
        order=_usual_order(row, signature, score),
        words=tuple(sorted(words)),
        marked=bool(re.search(MARK, inner)),
        ascii=score.ascii,
        crlf=_inner_lines_end_with_lf(score, data),
        **by_meaning,
    )


def _inner_lines_end_with_lf(score: _Score, data: bytes) -> bool:
    """Whether CRLF ends records and LF lines inside them; then a header after LF was pasted."""
    if b"\r" not in data or score.n_after_crlf < 2:
        return False
    first_end = data.find(b"\n")
    # Before the very first header stands no line end.
    n_after_lf = score.n_lines - score.n_after_crlf - 1
    if data[first_end - 1 : first_end] == b"\r":
        return n_after_lf <= 2 * score.n_after_crlf
    return n_after_lf <= min(score.n_after_crlf, _LONGEST_PASTE)


def _best_row(signature: Signature, score: _Score) -> dict[str, Any] | None:
    """Find the row of the data file whose padding and words fit the most lines; the first of equals."""
    rows = [row for row in shape_data()["locale"] if _row_signature(row) == signature[1:5] + signature[6:]]
    words = {re.sub(SPACE, " ", word) for word in score.words}

    def fit(row: dict[str, Any]) -> tuple[int, int]:
        padded = re.compile(_row_digits(row))
        n_fit = sum(n for head, n in score.heads.items() if padded.search(head))
        return (len(words & set(row.get("words", ()))), n_fit)

    return max(rows, key=fit, default=None)


def _row_signature(row: dict[str, Any]) -> tuple[Any, ...]:
    date, time = row["date"], row["time"]
    mark = ". " if ". " in date else re.sub("[dMy]", "", date)[0]
    year = "first" if date.startswith("yyyy") else "last" if date.endswith("yyyy") else "two"
    period = "" if "a" not in time else "before" if time.startswith("a") else "after"
    clock = "." if "." in time else ":"
    return (mark, year, row["join"], clock, period, bool(row.get("time_first")))


def _row_digits(row: dict[str, Any]) -> str:
    """Give the pattern of a row's date with its padding: ``dd`` is two digits, ``d`` has no zero before it."""
    parts = {"yyyy": "[01]{4}", "yy": "[01]{2}", "dd": "[01]{2}", "MM": "[01]{2}", "d": "1[01]?", "M": "1[01]?"}
    inner = re.sub(
        r"yyyy|yy|dd|MM|d|M|\.|\s", lambda match: parts.get(match[0], re.escape(match[0])), row["date"]
    ).replace("\\ ", SPACE)
    return f"(?<![01]){inner}(?![01])"


def _usual_order(row: dict[str, Any] | None, signature: Signature, score: _Score) -> str:
    if row:
        orders = {"d": "day-first", "M": "month-first", "y": "year-first"}
        return orders[row["date"][0]]
    if signature.year == "first":
        return "year-first"
    if signature.mark == "/" and signature.year == "two" and score.words & {"AM", "PM"}:
        return "month-first"
    return "day-first"
