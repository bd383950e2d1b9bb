"""Header shapes: how a record of this file begins, found by scoring every shape on every kind of line the file has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from bmp_networks.resources import load_toml

MARK = "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
SPACE = "[ \u00a0\u202f\u2009]"

_WHOLE = 8 << 20
_BLOCKS, _BLOCK = 16, 1 << 19
_TO_ZERO = bytes(48 if 48 <= code <= 57 else code for code in range(256))
_HEAD = re.compile(
    rb"\n(\x01?)((?:\xe2\x80.|\xe2\x81.|\xef\xbb\xbf|\xd8\x9c)*"
    rb"(?:\[[^\]\n]{8,70}\]|[0RHSTM\xd9\xdb\xe4-\xe6][^\n]{6,60}?(?: - | \xe2\x80\x93 |: )))",
    re.DOTALL,
)
_DIGIT = re.compile(r"\d")


class Signature(NamedTuple):
    """What distinguishes one header from another when digits are no matter."""

    platform: str
    mark: str
    year: str
    join: str
    clock: str
    seconds: bool
    period: str
    time_first: bool


@dataclass(frozen=True)
class Shape:
    """The shape of a file's headers.

    Parameters
    ----------
    key
        ``<platform>_<locale>`` of the data file of shapes; ``<platform>_other`` where no row there fits.
    signature
        Marks and places of its parts.
    order
        The date order usual for it.
    words
        The words for halves of the day that occur, with the others of their group.
    early, late, noon
        The same by meaning, lower case without spaces and dots.
    marked
        Whether direction marks stand inside the date.
    ascii
        Whether its digits are 0 to 9.
    crlf
        Whether records end with CRLF while lines inside a message end with LF.
    """

    key: str
    signature: Signature
    order: str
    words: tuple[str, ...] = ()
    early: frozenset[str] = field(default_factory=frozenset)
    late: frozenset[str] = field(default_factory=frozenset)
    noon: frozenset[str] = field(default_factory=frozenset)
    marked: bool = False
    ascii: bool = True
    crlf: bool = False


@dataclass
class _Score:
    """What one signature has gathered: lines, how they are printed, and which rows of the data file they fit."""

    n_lines: int = 0
    n_after_crlf: int = 0
    heads: Counter[str] = field(default_factory=Counter)
    words: set[str] = field(default_factory=set)


@cache
def shape_data() -> dict[str, Any]:
    """Give the content of the data file of shapes."""
    content: dict[str, Any] = load_toml("whatsapp/shapes.toml").content
    return content


def find_shape(data: bytes) -> Shape | None:
    """Find the shape that explains the most lines of a file; None where no line begins like a record.

    Lines in other shapes, as pasted chats have them, count for those shapes only. The shape of the very first line
    wins unless another has more than ten times its lines: a file begins with a record, not with something pasted.
    """
    heads, first = _heads(data)
    scores: dict[Signature, _Score] = {}
    first_signature: Signature | None = None
    for (crlf, head), n in heads.items():
        text = _DIGIT.sub("0", head.decode("utf-8", "replace"))
        match = _generic().match(text)
        if not match:
            continue
        signature = _signature(match)
        score = scores.setdefault(signature, _Score())
        score.n_lines += n
        score.n_after_crlf += n if crlf else 0
        score.heads[head.decode("utf-8", "replace")] += n
        score.words.update(
            word for word in (match["before"] or match["before2"], match["after"] or match["after2"]) if word
        )
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
    pattern = re.compile(rf"{MARK}*\[?(?:(?:{starts})0{{1,3}}|000)[/.年]0{{1,2}}[/.月]0{{1,2}}")
    return any(pattern.match(_DIGIT.sub("0", head.decode("utf-8", "replace"))) for _, head in heads)


def header_pattern(shape: Shape) -> re.Pattern[str]:
    """Give the pattern that finds the beginning of every record, with the groups date, time and author.

    The author is what stands before the first colon and space; None where the first colon is not followed by a space.
    """
    signature = shape.signature
    prefix = "\r\n" if shape.crlf else "\n"
    date = f"({_date_pattern(shape)})"
    time = f"({_time_pattern(shape)})"
    join = f"{MARK}*" * shape.marked + _spaced(signature.join)
    when = f"{time}{join}{date}" if signature.time_first else f"{date}{join}{time}"
    begin, end = {
        "android": ("", f"(?:{MARK}*{SPACE}[-–]{SPACE})"),
        "ios": (f"\\[{MARK}*", f"{MARK}*\\] ?"),
        "ios_old": ("", ": "),
    }[signature.platform]
    if signature.platform == "android" and not shape.marked:
        end = " [-–] "
    return re.compile(f"{prefix}{MARK}*{begin}{when}{end}(?:([^:\n]*): )?")


def _date_pattern(shape: Shape) -> str:
    digit = "[0-9]" if shape.ascii else r"\d"
    mark = re.escape(shape.signature.mark.rstrip()) + (SPACE + "?" if shape.signature.mark.endswith(" ") else "")
    if shape.marked:
        mark = f"{MARK}*{mark}{MARK}*"
    two, four = f"{digit}{{1,2}}", f"{digit}{{4}}"
    first = four if shape.signature.year == "first" else two
    last = four if shape.signature.year == "last" else two
    tail = (
        r"\.?" if shape.signature.mark == ". " else "(?: ?(?:BE|พ\\.ศ\\.))?" if shape.signature.year == "last" else ""
    )
    return f"{first}{mark}{two}{mark}{last}{tail}"


def _time_pattern(shape: Shape) -> str:
    digit = "[0-9]" if shape.ascii else r"\d"
    clock = re.escape(shape.signature.clock)
    core = f"{digit}{{1,2}}{clock}{digit}{{2}}" + f"{clock}{digit}{{2}}" * shape.signature.seconds
    if not shape.signature.period:
        return core
    words = "|".join(_spaced(re.escape(word)) for word in sorted(shape.words, key=len, reverse=True))
    gap = f"(?:{SPACE}|{MARK})*" if shape.marked else f"{SPACE}?"
    return f"(?:{words}){gap}{core}" if shape.signature.period == "before" else f"{core}{gap}(?:{words})"


def _spaced(text: str) -> str:
    return text.replace("\\ ", " ").replace(" ", SPACE)


def _heads(data: bytes) -> tuple[Counter[tuple[bool, bytes]], bytes]:
    """Count how lines begin, every digit as 0; and give the beginning of the first line that is not empty."""
    counts: Counter[tuple[bool, bytes]] = Counter()
    first = b""
    for number, block in enumerate(_blocks(data)):
        text = (b"\n" + block).translate(_TO_ZERO).replace(b"\r\n", b"\n\x01")
        found = _HEAD.findall(text)
        counts.update((bool(crlf), head) for crlf, head in found)
        if number == 0 and found:
            line = text.lstrip(b"\n\x01 ")
            first = found[0][1] if line.startswith(found[0][1]) else b""
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


@cache
def _generic() -> re.Pattern[str]:
    """Make the pattern of any header, from the marks, joins and words of the data file."""
    joins = "|".join(_spaced(re.escape(text)) for text in sorted(shape_data()["joins"]["texts"], key=len, reverse=True))
    all_words = {word for group in _groups() for word in group}
    words = "|".join(_spaced(re.escape(word)) for word in sorted(all_words, key=len, reverse=True))
    gap = f"(?:{SPACE}|{MARK})*"

    def date(n: str) -> str:
        return (
            f"(?P<one{n}>0{{4}}|0{{1,2}}){MARK}*(?P<mark{n}>\\.{SPACE}|[/.-]){MARK}*0{{1,2}}{MARK}*(?P=mark{n}){MARK}*"
            f"(?P<three{n}>0{{4}}|0{{1,2}})(?:\\.| ?BE| ?พ\\.ศ\\.)?"
        )

    def time(n: str) -> str:
        return (
            f"(?:(?P<before{n}>{words}){gap})?0{{1,2}}(?P<clock{n}>[:.])00(?P<seconds{n}>(?P=clock{n})00)?"
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


def plain_word(word: str) -> str:
    """Give a word for half of the day in lower case without spaces and dots."""
    return re.sub(f"{SPACE}|{MARK}|\\.", "", word).lower()


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
    heads = "".join(score.heads)
    inner = re.sub(rf"^{MARK}+", "", "\n".join(re.sub(f"^{MARK}*", "", head) for head in score.heads))
    return Shape(
        key=f"{signature.platform}_{row['key'] if row else 'other'}",
        signature=signature,
        order=_usual_order(row, signature, score),
        words=tuple(sorted(words)),
        marked=bool(re.search(MARK, inner)),
        ascii=all(character.isascii() for character in heads if character.isdigit()),
        crlf=_inner_lines_end_with_lf(score, data),
        **by_meaning,
    )


def _inner_lines_end_with_lf(score: _Score, data: bytes) -> bool:
    """Whether CRLF ends records and LF lines inside them; then a header after LF was pasted."""
    if b"\r\n" not in data or score.n_after_crlf < 2:
        return False
    first_end = data.find(b"\n")
    n_after_lf = score.n_lines - score.n_after_crlf
    return data[first_end - 1 : first_end] == b"\r" and n_after_lf <= 2 * score.n_after_crlf


def _best_row(signature: Signature, score: _Score) -> dict[str, Any] | None:
    """Find the row of the data file whose padding and words fit the most lines; the first of equals."""
    rows = [row for row in shape_data()["locale"] if _row_signature(row) == signature[1:5] + signature[6:]]
    words = {re.sub(SPACE, " ", word) for word in score.words}

    def fit(row: dict[str, Any]) -> tuple[int, int]:
        padded = re.compile(_row_digits(row))
        n_fit = sum(n for head, n in score.heads.items() if padded.search(_DIGIT.sub("0", head)))
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
    """Give the pattern of a row's date with its padding: ``dd`` is two digits, ``d`` one or two."""
    pattern: str = re.escape(row["date"].replace(". ", ".\u2009"))
    pattern = pattern.replace("\u2009", SPACE).replace("yyyy", "0000").replace("yy", "00")
    return (
        "(?<!0)"
        + pattern.replace("dd", "00").replace("MM", "00").replace("d", "0{1,2}").replace("M", "0{1,2}")
        + "(?!0)"
    )


def _usual_order(row: dict[str, Any] | None, signature: Signature, score: _Score) -> str:
    if row:
        orders = {"d": "day-first", "M": "month-first", "y": "year-first"}
        return orders[row["date"][0]]
    if signature.year == "first":
        return "year-first"
    if signature.mark == "/" and signature.year == "two" and score.words & {"AM", "PM"}:
        return "month-first"
    return "day-first"
