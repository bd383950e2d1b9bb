"""Numbers, addresses and links that lead to a person, found in a text by their form."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from bmp_networks.privacy import Key
from bmp_networks.resources import data_names, load_toml
from bmp_networks.sharing.inventing import made_account, made_number
from bmp_networks.text import tokenize

_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>]+|\b(?:[a-z0-9-]+\.)+(?:com|id|net|org|me|co|link|ly|gle|be)/[^\s<>]+",
                   re.IGNORECASE)  # fmt: skip
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HANDLE = re.compile(r"(?<![\w@])@(?=[a-z0-9_.]*[a-z])[a-z_][a-z0-9_.]{4,}[a-z0-9_]", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.,])\+?\(?\d(?:[\d().\u00a0-]|[ ](?=[\d(])){7,}\d(?![\w]|[.,]\d)")
_MENTION = re.compile(r"@\+?\d{8,16}")
_THOUSANDS = re.compile(r"(?:rp\.?\s*)?\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?$", re.IGNORECASE)
_DATES = re.compile(r"\d{1,2}[-.]\d{1,2}[-.]\d{2,4}(?:\s+\d{1,2}[.:]\d{2})?$|(?:19|20)\d\d-\d\d-\d\d")
_CODE = re.compile(r"\b(?=[A-Z]*\d*[A-Z])[A-Z]{1,4}\s?\d{6,}[A-Z]{0,3}\b")
_PLATE = re.compile(r"\b[A-Z]{1,2} \d{3,4} [A-Z]{2,3}\b")
_CARD = re.compile(r"\b[^\n/<>:]+\.(?:vcf|pdf|docx?|xlsx?|pptx?|zip|apk|txt|csv)\b", re.IGNORECASE)
_PHONE = re.compile(r"^\(?(?:\+|08|62)|^\(?0[2-9]\d{1,2}[) -]")
Address = Callable[[str], str]
_BEFORE = 24
FEWEST_DIGITS, MOST_DIGITS = 9, 19


class Found(NamedTuple):
    """An identifier in a text, what stands for it, and what it is."""

    start: int
    end: int
    new: str
    kind: str


def find_identifiers(
    text: str, key: Key, address: Address, known: frozenset[str] = frozenset(), avoid: frozenset[int] = frozenset()
) -> list[Found]:
    """Find links, e-mail addresses, handles, phone, account and identity numbers, and number plates.

    The host of a link stays (which market or medium it is), what follows it goes; an e-mail address goes whole.

    Parameters
    ----------
    address
        Writes the words and digits of an address anew.
    known
        Digits of the members' numbers, with the calling code.
    avoid
        Numbers that mean something in the chat: no invented group of digits is one of them.
    """
    found: list[Found] = []
    found += [Found(*m.span(), _link(key, m[0], address, avoid), "link") for m in _LINK.finditer(text)]
    found += [Found(*m.span(), _mail(m[0], address), "mail") for m in _MAIL.finditer(text)]
    if "@" in text:
        found += [Found(*m.span(), "@" + made_number(key, m[0][1:], avoid), "phone") for m in _MENTION.finditer(text)]
        found += [Found(*m.span(), "@" + address(m[0][1:]), "handle") for m in _HANDLE.finditer(text)]
    for match in _NUMBER.finditer(text):
        found += _number(match, key, known, avoid)
    for match in _CODE.finditer(text):
        found.append(Found(*match.span(), made_account(key, match[0], avoid), "account"))
    for match in _PLATE.finditer(text):
        found.append(Found(*match.span(), f"{made_account(key, match[0])[:-2]}XX", "plate"))
    return found


def without_addresses(text: str) -> str:
    """Give a text without its links, e-mail addresses and handles."""
    for pattern in (_LINK, _MAIL, _HANDLE):
        text = pattern.sub(" ", text)
    return text


def hidden_attachment(name: str, address: Address) -> str:
    """Give an attached file another name where people name it: cards, documents. WhatsApp's own names stay."""

    def other(match: re.Match[str]) -> str:
        stem, _, ending = match[0].rpartition(".")
        return f"{address(stem)}.{ending}"

    return _CARD.sub(other, name)


def _number(match: re.Match[str], key: Key, known: frozenset[str], avoid: frozenset[int]) -> list[Found]:
    written = match[0]
    digits = re.sub(r"\D", "", written)
    if not FEWEST_DIGITS <= len(digits) <= MOST_DIGITS or _THOUSANDS.match(written) or _DATES.match(written):
        return []
    if max(len(group) for group in re.findall(r"\d+", written)) < 3:
        return []  # 10 20 30 40 50: a list of small numbers
    whole = f"62{digits[1:]}" if digits[0] == "0" else digits
    if whole in known or (_PHONE.match(written) and len(digits) <= 15 and not _follows_a_bank(match)):
        return [Found(*match.span(), made_number(key, written, avoid), "phone")]
    if f"62{digits}" in known:
        new = made_number(key, f"+62{digits}", avoid)[3:]
        return [Found(*match.span(), new, "phone")]
    return [Found(*match.span(), made_account(key, written, avoid), "account")]


def _follows_a_bank(match: re.Match[str]) -> bool:
    before = tokenize(match.string[max(0, match.start() - _BEFORE) : match.start()])[-2:]
    return any(token.text in account_words() for token in before)


@cache
def account_words() -> frozenset[str]:
    """List words that stand before the number of an account, of all packaged languages."""
    return frozenset(
        word
        for name in data_names("sharing")
        if name.startswith("sharing/homonyms_")
        for word in load_toml(name).content["accounts"]["words"]
    )


def _link(key: Key, written: str, address: Address, avoid: frozenset[int]) -> str:
    head = re.match(r"(?:https?://)?[^/?#\s]+", written)
    assert head is not None
    rest = written[head.end() :]
    tail = written[len(written.rstrip(".,;:!?)")) :]
    body = rest[: len(rest) - len(tail)] if tail else rest
    phone = re.fullmatch(r"(/?\+?)(\d{9,15})(.*)", body, re.DOTALL)
    if phone:
        return head[0] + phone[1] + made_number(key, phone[2], avoid) + address(phone[3]) + tail
    # Words of products and places stay in it, so it is cut: what is written leads nowhere.
    return head[0] + (f"/~{address(body)}" if body.strip("/") else body) + tail


def _mail(written: str, address: Address) -> str:
    return f"{address(written.partition('@')[0])}@example.org"
