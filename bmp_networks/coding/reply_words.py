"""Words of a message as the reply ranker sees them: stems, numbers, forms such as questions and thanks."""

from __future__ import annotations

import re
from functools import cache

import numpy as np

from bmp_networks.resources import data_names, load_toml
from bmp_networks.text import fold

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\d?", re.UNICODE)
NUMBER = re.compile(r"(?<![\w.,])(\d+(?:[.,]\d{3})*(?:[.,]\d{1,2})?)(?:\s?(k|rb|ribu|jt|juta))?(?!\d)")
_THOUSANDS = re.compile(r"[.,](?=\d{3}(?:\D|$))")
_SCALE = {"k": 1e3, "rb": 1e3, "ribu": 1e3, "jt": 1e6, "juta": 1e6}
_URL = re.compile(r"https?://|www\.")
_SCHWA = re.compile(r"^([bgkpst])e(?=[rl])")
_SUFFIX = re.compile(r"(?:nya|ne|kan|ake|ing|ed|es|s|e|i)$")
_PREFIX = re.compile(r"^(?:di|nge|ng)(?=\w{4})")
COMMON_WEIGHT = 0.3
"""How much of its weight a frequent function word keeps: a short chat cannot tell that it is frequent."""

FORMS = ("question", "ask_around", "answer", "agree", "refuse", "thanks", "greeting", "greeting_back", "report",
         "react", "title", "title_woman", "title_man", "title_elder", "title_peer", "everybody")  # fmt: skip
"""What a word can tell about the message it stands in (the word lists of data/replies)."""


@cache
def form_bits() -> dict[str, int]:
    """Give each listed word the forms it can be a sign of, as bits in the order of ``FORMS``."""
    bits: dict[str, int] = {}
    for name in data_names("replies"):
        if name.startswith("replies/forms_"):
            for form, words in load_toml(name).content["forms"].items():
                for word in words:
                    bits[word] = bits.get(word, 0) | 1 << FORMS.index(form)
    return bits


@cache
def common_words() -> frozenset[str]:
    """List the frequent words that say little about the subject, in every packaged language."""
    files = [load_toml(name) for name in data_names("replies") if name.startswith("replies/common_")]
    return frozenset(word for file in files for word in file.content["common"]["words"])


def words_of(text: str) -> list[str]:
    """Cut a message into folded words."""
    return WORD.findall(fold(text))


@cache
def stem(word: str) -> str:
    """Cut the commonest Indonesian, Javanese and English endings, and even out spellings (``thiwule`` → ``tiwul``)."""
    short = word.replace("th", "t").replace("dh", "d").rstrip("0123456789")
    short = _SCHWA.sub(r"\1", short)
    if len(short) > 5:
        short = _PREFIX.sub("", short)
    return _SUFFIX.sub("", short) if len(short) > 4 else short


def numbers_of(text: str) -> set[float]:
    """Read the numbers of a message so that 31k, 31.000 and 31 are one (shorthand for thousands is the rule here)."""
    found = set()
    for digits, unit in NUMBER.findall(text.casefold()):
        if len(digits.strip(".,")) > 12:
            continue
        value = float(_THOUSANDS.sub("", digits).replace(",", ".")) * _SCALE.get(unit, 1.0)
        while value >= 1000 and value % 100 == 0:
            value /= 1000
        if value >= 2:
            found.add(value)
    return found


def has_link(text: str) -> bool:
    """Whether the message carries a web address."""
    return bool(_URL.search(text))


def overlap_band(
    message: np.ndarray, token: np.ndarray, weight: np.ndarray, n_messages: int, n_lags: int
) -> np.ndarray:
    """Sum the weights of the tokens that a message shares with each of the ``n_lags`` before it.

    Parameters
    ----------
    message, token
        One entry a distinct token of a message, shape ``(n,)``; tokens are numbers from 0.
    weight
        Weight of each token number.

    Returns
    -------
    numpy.ndarray
        float32 of shape ``(n_messages, n_lags + 1)``; column ``k`` compares message ``i`` with ``i - k``, column 0
        is 0.
    """
    order = np.lexsort((message, token))
    message, token = message[order], token[order]
    band = np.zeros(n_messages * (n_lags + 1), dtype=np.float32)
    at = np.arange(len(token))
    step = 1
    while len(at):
        at = at[at + step < len(token)]
        at = at[(token[at + step] == token[at]) & (message[at + step] - message[at] <= n_lags)]
        later, lag = message[at + step], message[at + step] - message[at]
        np.add.at(band, later * (n_lags + 1) + lag, weight[token[at]])
        step += 1
    return band.reshape(n_messages, n_lags + 1)
