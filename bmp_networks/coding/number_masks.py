"""Digits that are neither money nor goods: dates, clock times, phones, accounts, tracking numbers, pack sizes …"""

from __future__ import annotations

import re

_MONTH = (
    r"(?:jan(?:uari|uary)?|feb(?:ruari|ruary)?|mar(?:et|ch)?|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?|ag(?:us(?:tus)?|s|t)|"
    r"aug(?:ust)?|sep(?:t(?:ember)?)?|o[kc]t(?:ober)?|nov(?:ember)?|des(?:ember)?|dec(?:ember)?|ramadhan|syawal|suro)"
)
_DAY = r"(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|senen|slasa|rebo|kemis|jemuwah|setu)"
_TO = r"(?:-|–|—|s/d|sd|sampai|smp|sampe|dan|&|,|to)"
_CLOCK = r"\d{1,2}(?:[.:]\d{2})?"
_HOUR = r"(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|siji|loro|telu|papat|enem|pitu|wolu|sanga|songo)\b"
_MONEY = r"(?:rp|@|\d+(?:[.,]\d+)?\s?(?:rb|rbu|ribu|k\b|jt|juta)|\d{1,3}\.\d{3})"
_NOT_NUMBER_AFTER = r"(?!\s?(?:rb|rbu|ribu|k\b|jt|juta|%))"
_UNIT = (
    r"(?!\s?(?:bks|bungkus|box|dus|kg|kilo|pcs|paket|lembar|lbr|botol|btl|kotak|cup|lusin|kodi|pak\s|rb|ribu|k\b|jt))"
)

_MASKS = [
    r"(?:https?://|www\.)\S+",
    r"[\w.]+@[\w.]+\.\w+",
    r"@⁨[^⁩]*⁩|@~?\+?\d[\d-]{7,}",
    r"\b[a-z]{2}\s?\d{3}\s?\d{3}\s?\d{3}\s?(?:id|[a-z]{2})\b",
    r"\b(?:resi|tracking|awb)\W{0,3}(?:no\W{0,2})?[a-z]{0,5}\d{5,}\w*",
    r"(?<![\w.,])\+\d[\d\s().-]{7,}\d",
    r"(?<![\w.,])0\d{2,3}[-\s]?\d{3,4}[-\s]?\d{3,5}(?![\d.])",
    r"(?<![\d.,])(?=(?:\d[\s-]?){9,}(?![\d.,]))\d{3,}(?:[-\s]\d{1,8}){0,6}",
    r"(?<![\d.,])\d{3,4}[-\s]\d{3,4}(?:[-\s]\d{1,4}){1,3}(?![\d.,])",
    r"(?-i:\b[A-Z]{1,2}\s\d{3,4}\s[A-Z]{2,3}\b)",
    r"\b(?:uu|pp|permen\w*|perda|perdes|perpres|kepmen|inpres|pasal|ayat|bab)\W{0,2}(?:no\W{0,2})?\d+(?:\s?/\s?\d+)?"
    r"(?:\s(?:tahun|th|thn)\s\d{4})?",
    r"\b(?:no|nomor|nomer|nmr|kasus|kode|rt|rw|km|blok|kav|lantai|gang|gg|versi|angkatan|kelas|juara|gelombang|jalur|halaman|hal|"
    r"ke|opsi|jl|h|d)(?:\.\s?|\s?[-:]\s?|\s)\d+(?:[/-]\d+)*(?![\d.,]*\d)" + _UNIT,
    r"\b(?:tgl|tanggal|tggl|tgal|tg|tanggalan)\.?\s*\d{1,2}(?:\s?"
    + _TO
    + r"\s?\d{1,2}(?!\d))*(?:\s?[/-]\s?\d{1,2})?(?:\s?[/-]\s?\d{2,4})?",
    r"\b\d{1,2}(?:\s?" + _TO + r"\s?\d{1,2})*\s?" + _MONTH + r"\b(?:\s\d{4})?",
    r"\b" + _MONTH + r"\s(?:\d{1,2}(?![\d.,])(?!\s?x)(?:,?\s\d{4})?|\d{4}\b)" + _UNIT,
    r"\b(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?:/\d{2,4})?(?![\d/])(?!\s?(?:kg|kilo|kw|kuintal|ons|lusin|kodi|liter))",
    r"\b\d{1,2}-\d{1,2}-\d{2,4}\b",
    r"\b\d{1,4}/\d{4}\b",
    r"\b" + _DAY + r"\s(?:0?[1-9]|[12]\d|3[01])(?:/\d{1,2}(?:/\d{2,4})?)?(?![\d.,/])" + _UNIT,
    r"\b(?:jam|pukul|pkl|jm|tabuh|wayah)\.?\s*(?:setengah\s|½\s?|stengah\s)?(?:" + _CLOCK + r"|" + _HOUR + r")"
    r"(?:\s?" + _TO + r"\s?" + _CLOCK + r")?(?:\s?-?an\b)?" + _UNIT,
    r"(?<![\d.,@])(?:[01]?\d|2[0-3]):[0-5]\d\b",
    r"(?<![\d.,@])(?<!rp)(?<!rp\s)(?:[01]?\d|2[0-3])\.[0-5]\d(?![\d.,]*\d)"
    + _NOT_NUMBER_AFTER
    + r"(?!\s?(?:kg|kilo|ons|m\b|meter|ltr|liter|kw))",
    r"\b(?:usia|umur|umure)\s\d+(?:\s?[-–]\s?\d+)?",
    r"\b(?:thn|tahun|th|taun)\s?\d{4}\b",
    r"(?<![\d.,@])(?:19[89]\d|20[0-4]\d)(?:\s?[-–/]\s?(?:20)?\d{2})?(?![\d.,]*\d)" + _UNIT,
    r"(?m:^[ \t]*(?:\d{1,2}[.)]|\(\d{1,2}\))[ \t]+(?=\S))",
    r"\d+(?:[.,]\d+)?\s?(?:%|persen|prosen\b)",
    r"(?<![\d.,])\d{1,4}(?:[.,]\d)?\s?[x×]\s?\d{1,4}(?![\d.,]*\d)(?:\s?[x×]\s?\d{1,4})?\s?(?:cm|mm|m)?\b(?!\s?=)"
    + _UNIT,
    r"\b\d{1,3}\s?[x×]\b(?!\s?[\d@]|\s?rp)",
    r"(?<![\d.,])\d+(?:[.,]\d+)?(?:\s?[-–]\s?\d+)?\s?(?:gr|gram|grm|g|ml|cc|mm|cm|mtr|watt|volt|derajat|inch|inci|°c?)\b",
    r"(?<![\d.,])\d+(?:[.,]\d+)?(?:gb|mb|kb|m)\b",
    r"\b(?:ukuran|uk|ukurane|diameter|panjang|lebar|tinggi)\s\d+(?:[.,]\d+)?(?:\s?(?:m|meter|cm)\b)?",
    r"\b\d+(?:[.,]\d+)?\s?(?:m|meters?|metres?)\seach\b",
    r"\b(?:gulung|rol|roll)\s\d+\s?(?:m|meter|yard)\b",
    r"\b1\s\w+(?=\s(?:isi|isine|isinya)\b)",
    r"\b(?:isi\b\s?(?::|(?=[a-z]))|(?:isine|isinya)\s?:)(?:(?!" + _MONEY + r")[^.!?\n])*",
    r"\b(?:isi|isine|isinya|netto|berat|bobot|bobote)\s(?:(?:sekitar|kira2?|kira-kira|cuma|mung|hanya|total|tiap|per)\s)?\d+(?:[.,]\d+)?(?:\s?[-–]\s?\d+)?(?!\s?(?:rb|ribu))",
    r"\b(?:poin|nomor\surut|stand)\s?(?:no\.?\s?)?\d{1,3}(?![\d.,]*\d)" + _UNIT,
]
_ONE = re.compile("|".join(_MASKS), re.IGNORECASE)
_DIGIT = re.compile(r"[\d½¼¾]")
_CLOCK_WORDS = re.compile(r"\bjam\b", re.IGNORECASE)


def mask_numbers(text: str) -> str:
    """Blank out, at equal length, the parts of a message whose numbers are no money and no goods."""
    if not _DIGIT.search(text) and not _CLOCK_WORDS.search(text):
        return text
    return _ONE.sub(lambda match: " " * len(match.group()), text)
