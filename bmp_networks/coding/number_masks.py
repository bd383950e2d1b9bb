"""Digits that are neither money nor goods: dates, clock times, phones, accounts, pack sizes and more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bmp_networks.text import Token

_MONTH = (
    r"(?:jan(?:uari|uary)?|feb(?:ruari|ruary)?|mar(?:et|ch)?|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?|ag(?:us(?:tus)?|s|t)|"
    r"aug(?:ust)?|sep(?:t(?:ember)?)?|o[kc]t(?:ober)?|nov(?:ember)?|des(?:ember)?|dec(?:ember)?|ramadhan|syawal|suro)"
)
_DAY = r"(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|senen|slasa|rebo|kemis|jemuwah|setu)"
_TO = r"(?:-|–|—|s/d|sd|sampai|smp|sampe|dan|&|,|to)"
_CLOCK = r"\d{1,2}(?:[.:]\d{2})?"
_HOUR = (
    r"(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|"
    r"siji|loro|telu|papat|enem|pitu|wolu|sanga|songo)\b"
)
_MONEY = r"(?:rp|@|\d+(?:[.,]\d+)?\s?(?:rb|rbu|ribu|rebu|ewu|k\b|jt|juta)|\d{1,3}\.\d{3})"
_NOT_NUMBER_AFTER = r"(?!\s?(?:rb|rbu|ribu|k\b|jt|juta|%))"
_UNIT = (
    r"(?!\s?(?:bks|bungkus|box|dus|kg|kilo|pcs|paket|lembar|lbr|botol|btl|kotak|cup|lusin|kodi|pak\s|rb|ribu|k\b|jt))"
)

_WORDS = {
    r"(?:https?://|www\.)\S+": "http https www",
    r"(?:resi\w*|tracking|awb)\W{0,3}(?:no\W{0,2})?[a-z]{0,5}\d{5,}\w*": "resi resinya resine resina tracking awb",
    r"(?:uu|pp|permen\w*|perda|perdes|perpres|kepmen|inpres|pasal|ayat|bab)\W{0,2}(?:no\W{0,2})?\d+(?:\s?/\s?\d+)?"
    r"(?:\s(?:tahun|th|thn)\s\d{4})?": "uu pp permen permenaker perda perdes perpres kepmen inpres pasal ayat bab",
    r"[a-z]+(?:\.\s?|\s?[-:]\s?|\s)\d+(?:[/-]\d+)*(?![\d.,]*\d)"
    + _UNIT: "no nomor nomer nmr kasus kode rt rw km blok kav lantai gang gg versi angkatan kelas juara gelombang "
    "jalur halaman hal ke opsi jl h d hari dino dina dinten day kloter tahap termin",
    r"(?:tgl|tanggal|tggl|tgal|tg|tanggalan)\.?\s*\d{1,2}(?:\s?"
    + _TO
    + r"\s?\d{1,2}(?!\d))*(?:\s?[/-]\s?\d{1,2})?(?:\s?[/-]\s?\d{2,4})?": "tgl tanggal tggl tgal tg tanggalan",
    _MONTH + r"\s(?:\d{1,2}(?![\d.,])(?!\s?x)(?:,?\s\d{4})?|\d{4}\b)" + _UNIT: "month",
    _DAY + r"\s(?:0?[1-9]|[12]\d|3[01])(?:/\d{1,2}(?:/\d{2,4})?)?(?![\d.,/])"
    + _UNIT: "senin selasa rabu kamis jumat jum'at sabtu minggu ahad senen slasa rebo kemis jemuwah setu",
    r"(?:jam|pukul|pkl|jm|tabuh|wayah)\.?\s*(?:setengah\s|½\s?|stengah\s)?(?:" + _CLOCK + r"|" + _HOUR + r")"
    r"(?:\s?" + _TO + r"\s?" + _CLOCK + r")?(?:\s?-?an\b)?" + _UNIT: "jam pukul pkl jm tabuh wayah",
    r"kurs\w*\s(?:[^\W\d]+\s){0,4}(?:rp\.?\s?)?\d[\d.,]*(?:\s?-?an\b)?": "kurs kursnya kurse",
    r"(?:usia|umur|umure)\s\d+(?:\s?[-–]\s?\d+)?": "usia umur umure",
    r"(?:thn|tahun|th|taun)\s?\d{4}\b": "thn tahun th taun",
    r"(?:ukuran|uk|ukurane|diameter|panjang|lebar|tinggi)\s\d+(?:[.,]\d+)?(?:\s?(?:m|meter|cm)\b)?":
        "ukuran uk ukurane diameter panjang lebar tinggi",
    r"(?:gulung|rol|roll)\s\d+\s?(?:m|meter|yard)\b": "gulung rol roll",
    r"(?:isi\b\s?(?::|(?=[a-z]))|(?:isine|isinya)\s?:)(?:(?!" + _MONEY + r")[^.!?\n])*": "isi isine isinya",
    r"(?:isi|isine|isinya|netto)\s(?:(?:sekitar|kira2?|kira-kira|cuma|mung|hanya|total|tiap|per)\s)?"
    r"\d+(?:[.,]\d+)?(?:\s?[-–]\s?\d+)?(?!\s?(?:rb|ribu))": "isi isine isinya netto",
    r"(?<!rego )(?<!rega )(?<!harga )(?<!hrg )(?<!sewa )(?:poin|stand)\s?(?:no\.?\s?)?\d{1,3}(?![\d.,]*\d)"
    + _UNIT: "poin stand",
}  # fmt: skip
"""Masks that begin with a word, and the words they may begin with."""

_DIGITS = (
    r"\+\d[\d\s().-]{7,}\d",
    r"0\d{2,3}[-\s]?\d{3,4}[-\s]?\d{3,5}(?:\s\d{3,4}\b(?![\d.,])" + _UNIT + r")?(?![\d.])",
    r"(?=(?:\d[\s-]?){9,}(?![\d.,]))\d{3,}(?:[-\s]\d{1,8}){0,6}",
    r"\d{3,4}[-\s]\d{3,4}(?:[-\s]\d{1,4}){1,3}(?![\d.,])",
    r"\d{1,2}(?:\s?" + _TO + r"\s?\d{1,2})*\s?" + _MONTH + r"\b(?:\s\d{4})?",
    r"(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?:/\d{2,4})?(?![\d/])(?!\s?(?:kg|kilo|kw|kuintal|ons|lusin|kodi|liter))",
    r"\d{1,2}-\d{1,2}-\d{2,4}\b",
    r"\d{1,4}/\d{4}\b",
    r"17\s?-?an\b",
    r"(?:[01]?\d|2[0-3]):[0-5]\d\b",
    r"(?<!rp)(?<!rp\s)(?<!@)(?:[01]?\d|2[0-3])\.[0-5]\d(?![\d.,]*\d)"
    + _NOT_NUMBER_AFTER
    + r"(?!\s?(?:kg|kilo|ons|m\b|meter|ltr|liter|kw))",
    r"(?<!@)(?:19[89]\d|20[0-4]\d)(?:\s?[-–/]\s?(?:20)?\d{2})?(?![\d.,]*\d)" + _UNIT,
    r"(?<!.)\d{1,2}[.)][ \t]+(?=\S)",
    r"\d+(?:[.,]\d+)?\s?(?:%|persen|prosen\b)",
    r"\d{1,4}(?:[.,]\d)?\s?[x×]\s?\d{1,4}(?![\d.,]*\d)(?:\s?[x×]\s?\d{1,4})?\s?(?:cm|mm|m)?\b(?!\s?=)" + _UNIT,
    r"\d{1,3}\s?[x×]\b(?!\s?[\d@]|\s?rp)",
    r"\d+(?:[.,]\d+)?(?:\s?[-–]\s?\d+)?\s?(?:gr|gram|grm|g|ml|cc|mm|cm|mtr|watt|volt|derajat|inch|inci|°c?)\b",
    r"\d+(?:[.,]\d+)?(?:gb|mb|kb|m)\b",
    r"\d+(?:[.,]\d+)?\s?(?:m|meters?|metres?)\seach\b",
    r"(?<!min )(?<!minim )(?<!minimal )(?<!ambil )(?<!pesen )(?<!pesan )1\s\w+(?=\s(?:isi|isine|isinya)\b)",
)
"""Masks that begin with a digit."""

_CODES = (
    r"(?-i:(?!RP|HK|NT|RM|US|SG|IDR)[A-Z]{1,4}-?\d{4,}\w*)",
    r"[a-z]{2}\s?\d{3}\s?\d{3}\s?\d{3}\s?[a-z]{2}\b",
    r"(?-i:[A-Z]{1,2}\s\d{3,4}\s[A-Z]{2,3}\b)",
)
"""Tracking numbers and number plates."""

_MENTIONS = re.compile(r"[\w.]+@[\w.]+\.\w+|@\u2068[^\u2069]*\u2069|@~?\+?\d[\d-]{7,}")
_FROM_DIGIT = re.compile("|".join(_DIGITS), re.IGNORECASE)
_FROM_CODE = re.compile("|".join(_CODES), re.IGNORECASE)
_MONTHS = (
    "jan januari january feb februari february mar maret march apr april mei may jun juni june jul juli july agu ags "
    "agt agus agustus aug august sep sept september okt october oct oktober nov november des desember dec december"
)


def _word_masks() -> dict[str, list[re.Pattern[str]]]:
    masks: dict[str, list[re.Pattern[str]]] = {}
    for pattern, words in _WORDS.items():
        compiled = re.compile(pattern, re.IGNORECASE)
        for word in (_MONTHS if words == "month" else words).split():
            masks.setdefault(word, []).append(compiled)
    return masks


_FROM_WORD = _word_masks()


def mask_numbers(text: str, tokens: Sequence[Token]) -> str:
    """Blank out, at equal length, the parts of a message whose numbers are no money and no goods.

    Parameters
    ----------
    text
        The message.
    tokens
        Its tokens: only where a token can begin such a part is it looked for.
    """
    if "@" in text:
        text = _MENTIONS.sub(lambda match: " " * len(match.group()), text)
    pieces: list[str] = []
    done = 0
    for place, token in enumerate(tokens):
        start = token.start
        if start < done:
            continue
        match = _mask_at(text, tokens, place)
        if match:
            pieces += [text[done : match.start()], " " * (match.end() - match.start())]
            done = match.end()
    return "".join([*pieces, text[done:]]) if pieces else text


def _mask_at(text: str, tokens: Sequence[Token], place: int) -> re.Match[str] | None:
    """Give the part that begins with a token, if any does."""
    token = tokens[place]
    first = token.text[0]
    if "0" <= first <= "9":
        before = text[token.start - 1] if token.start else ""
        if before.isalnum() and before not in "xX×":
            return None
        return _FROM_DIGIT.match(text, token.start - 1 if before == "+" else token.start)
    for pattern in _FROM_WORD.get(token.text, ()):
        match = pattern.match(text, token.start)
        if match:
            return match
    if text[token.start].isupper() and (token.text[-1].isdigit() or _joined(text, tokens, place)):
        code = _FROM_CODE.match(text, token.start)
        if code:
            return code
    if len(token.text) <= 2 and place + 1 < len(tokens) and tokens[place + 1].text[0].isdigit():
        return _FROM_CODE.match(text, token.start)
    return None


def _joined(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Say whether digits follow a short word with a hyphen: *JX-99812*."""
    token = tokens[place]
    return (
        len(token.text) <= 4
        and text[token.end : token.end + 1] == "-"
        and text[token.end + 1 : token.end + 2].isdigit()
    )
