"""Every header shape that is known, one row of the fact sheet each, and lines that only look like headers."""

from __future__ import annotations

import pytest

from bmp_networks.io.whatsapp.detection import find_shape
from bmp_networks.resources import load_toml
from tests.io.whatsapp.exports import LRM, NARROW, NBSP, RLM, read_text

# Two records each: the day passes 12 in the second wherever the order would be open.
ROWS = {
    "id": ("26/11/20 23.10 - ", "2020-11-26T23:10", "android_id"),
    "id, four-digit year": ("13/10/2022 16.25 - ", "2022-10-13T16:25", "android_id_year4"),
    "en, region Indonesia": ("14/07/2026, 20.31 - ", "2026-07-14T20:31", "android_en_id"),
    "id on an iPhone": ("[26/02/23 18.00.10] ", "2023-02-26T18:00:10", "ios_id"),
    "id on an iPhone, comma": ("[28/04/26, 16.31.34] ", "2026-04-28T16:31:34", "ios_id_comma"),
    "id on an iPhone, region US": (f"[8/16/26, 2:10:50{NARROW}PM] ", "2026-08-16T14:10:50", "ios_en_us"),
    "id on an iPhone, month first": ("[3/18/22 14.56.01] ", "2022-03-18T14:56:01", "ios_id_us"),
    "en-US": (f"7/14/23, 9:41{NARROW}PM - ", "2023-07-14T21:41", "android_en_us"),
    "en-US before 2023": ("7/14/23, 9:41 PM - ", "2023-07-14T21:41", "android_en_us"),
    "en-US, 24 hours": ("7/14/23, 21:41 - ", "2023-07-14T21:41", "android_en_us_24"),
    "en-US on an iPhone": (f"[7/14/23, 9:41:07{NARROW}PM] ", "2023-07-14T21:41:07", "ios_en_us"),
    "en-GB": ("14/07/2023, 21:41 - ", "2023-07-14T21:41", "android_en_gb"),
    "en-GB on an iPhone": ("[14/07/2023, 21:41:07] ", "2023-07-14T21:41:07", "ios_en_gb"),
    "en-SG": ("14/7/23, 9:41 pm - ", "2023-07-14T21:41", "android_en_sg"),
    "en-HK": (f"14/7/2023, 9:41{NARROW}pm - ", "2023-07-14T21:41", "android_en_hk"),
    "en-HK on an iPhone": ("[14/7/2023, 9:41:07 pm] ", "2023-07-14T21:41:07", "ios_en_hk"),
    "en-MY, en-AU, en-IN": ("14/07/23, 9:41 pm - ", "2023-07-14T21:41", "android_en_in"),
    "en-CA": ("2023-12-20, 5:46 p.m. - ", "2023-12-20T17:46", "android_en_ca"),
    "en-CA on an iPhone": ("[2024-01-15, 6:30:45 PM] ", "2024-01-15T18:30:45", "ios_en_ca"),
    "en-ZA": ("2023/12/20, 5:46 pm - ", "2023-12-20T17:46", "android_en_za"),
    "en-ZA on an iPhone": ("[2019/11/21, 13:58:48] ", "2019-11-21T13:58:48", "ios_en_za_24"),
    "zh-Hant-HK, 24 hours": ("13/7/2024 10:50 - ", "2024-07-13T10:50", "android_zh_hk_24"),
    "zh-Hant-HK": ("13/7/2024 上午10:50 - ", "2024-07-13T10:50", "android_zh_hk"),
    "zh-Hant-HK on an iPhone": ("[13/7/2024 下午1:50:54] ", "2024-07-13T13:50:54", "ios_zh_hk"),
    "zh-Hant-TW": ("2023/7/14 下午9:41 - ", "2023-07-14T21:41", "android_zh_tw"),
    "zh-Hant-TW on an iPhone": ("[2023/7/14 晚上9:41:07] ", "2023-07-14T21:41:07", "ios_zh_tw"),
    "zh-Hant-TW, 24 hours": ("[2026/7/9 02:28:09] ", "2026-07-09T02:28:09", "ios_zh_tw_24"),
    "ar, its own digits": (f"{RLM}١٣{RLM}/٨{RLM}/٢٠٢٦، ٩:٤٤ م - ", "2026-08-13T21:44", "android_ar"),
    "ar, Latin digits": ("15/5/2025، 09:17 - ", "2025-05-15T09:17", "android_ar_24"),
    "ar on an iPhone": (f"[١٨{RLM}/٣{RLM}/٢٠٢٢، ٢:٥٦:٠٠{NBSP}م] ", "2022-03-18T14:56:00", "ios_ar"),
    "ms": ("14/07/23, 9:41 PTG - ", "2023-07-14T21:41", "android_ms"),
    "ms, morning": ("14/07/23, 12:41 PG - ", "2023-07-14T00:41", "android_ms"),
    "ko, Latin words": ("24/8/21 PM 1:28 - ", "2024-08-21T13:28", "android_ko_slash"),
    "ko": ("24. 8. 21. 오후 1:28 - ", "2024-08-21T13:28", "android_ko_year2"),
    "ko on an iPhone": ("[2023. 3. 4. 오후 9:05:12] ", "2023-03-04T21:05:12", "ios_ko"),
    "ja": ("2023/03/04 9:05 - ", "2023-03-04T09:05", "android_ja"),
    "ja on an iPhone": ("[2023/03/04 9:05:12] ", "2023-03-04T09:05:12", "ios_ja"),
    "ja, 12 hours": ("2023/03/04 午後9:05 - ", "2023-03-04T21:05", "android_ja_12"),
    "de": ("14.07.23, 21:41 - ", "2023-07-14T21:41", "android_de"),
    "nl": ("14-07-2023 21:41 - ", "2023-07-14T21:41", "android_nl"),
    "es": (f"28/3/2025, 9:29 p.{NBSP}m. - ", "2025-03-28T21:29", "android_es"),
    "fi": ("18.3.2022 klo 14.56 - ", "2022-03-18T14:56", "android_fi"),
    "fr": ("22.05.18 à 18:00 - ", "2018-05-22T18:00", "android_fr_dots"),
    "af": ("2023/12/20, 5:46 nm. - ", "2023-12-20T17:46", "android_en_za"),
    "th": ("14/7/2566 21:41 - ", "2023-07-14T21:41", "android_zh_hk_24"),
    "th, era named": ("14/7/2566 BE 21:41 - ", "2023-07-14T21:41", "android_zh_hk_24"),
    "vi": ("[14:56:01, 18/3/22] ", "2022-03-18T14:56:01", "ios_vi"),
    "month first with dashes": ("[01-29-2018, 23:33:00] ", "2018-01-29T23:33:00", "ios_en_us_dash"),
    "brackets without seconds": ("[17.03.26, 21:22] ", "2026-03-17T21:22", "ios_de"),
    "old iPhone": ("24/3/14, 13:59:59: ", "2014-03-24T13:59:59", "ios_old_en_us_24"),
    "old iPhone, 12 hours": ("3/24/14, 1:59:59 PM: ", "2014-03-24T13:59:59", "ios_old_en_us"),
    "old iPhone, no comma": ("19/12/2012 17:03:48: ", "2012-12-19T17:03:48", "ios_old_zh_hk_24"),
    "computer": (f"[4/22/26, 8:06:06{NARROW}PM] ", "2026-04-22T20:06:06", "ios_en_us"),
    "thin space before pm": ("14/7/23, 9:41\u2009pm - ", "2023-07-14T21:41", "android_en_sg"),
}


@pytest.mark.parametrize("row", ROWS)
def test_every_known_header_is_read(row):
    header, at, shape = ROWS[row]
    chat = read_text(f"{header}Siti Aminah: harga: 50rb\n{header}+62 812-3456-7890: ok\n")
    assert [moment.isoformat() for moment in chat.records["timestamp"]] == [at if len(at) > 16 else f"{at}:00"] * 2
    assert chat.records["author"].tolist() == ["Siti Aminah", "+62 812-3456-7890"]
    assert chat.records["body"].tolist() == ["harga: 50rb", "ok"]
    assert chat.sources[0].shape == shape
    assert chat.sources[0].has_seconds == (len(at) > 16)


@pytest.mark.parametrize(
    ("printed", "hour"),
    [
        ("12:05 AM", 0), ("12:05 PM", 12), ("1:05 pm", 13), ("11:05 a. m.", 11), ("12:05 p.m.", 12),
        ("凌晨12:05", 0), ("凌晨4:05", 4), ("清晨5:05", 5), ("早上9:05", 9), ("上午10:05", 10), ("中午12:05", 12),
        ("中午1:05", 13), ("下午3:05", 15), ("晚上11:05", 23), ("午前0:05", 0), ("午後1:05", 13), ("오전 12:05", 0),
        ("오후 12:05", 12), ("12:05 ص", 0), ("1:05 م", 13), ("7:05 vm.", 7), ("7:05 nm.", 19),
    ],
)  # fmt: skip
def test_words_for_half_of_the_day_give_the_hour(printed, hour):
    chat = read_text(f"2023/12/20 {printed} - Siti: a\n")
    assert chat.records["timestamp"][0].hour == hour


def test_every_locale_of_the_data_file_is_found_under_its_own_name_or_one_that_looks_alike():
    rows = load_toml("whatsapp/shapes.toml").content["locale"]
    assert len({row["key"] for row in rows}) == len(rows)
    for row in rows:
        date = row["date"].replace("yyyy", "2023").replace("yy", "23")
        date = date.replace("dd", "09").replace("MM", "08").replace("d", "9").replace("M", "8")
        word = row.get("words", ["AM"])[0]
        time = (
            row["time"].replace("HH", "07").replace("H", "7").replace("h", "7").replace("mm", "05").replace("a", word)
        )
        parts = (time, date) if row.get("time_first") else (date, time)
        shape = find_shape(f"{parts[0]}{row['join']}{parts[1]} - Siti: a\n".encode())
        assert shape is not None, row["key"]
        assert not shape.key.endswith("_other")


def test_lines_that_lost_their_zero_padding_stay_in_one_shape():
    chat = read_text("9/12/23, 23:59 - A: x\n10/12/23, 0:00 - B: y\n13/12/23, 10:00 - B: z\n")
    assert chat.records["body"].tolist() == ["x", "y", "z"]


def test_a_year_that_changes_ends_nothing():
    assert len(read_text("31/12/23, 23:59 - A: x\n01/01/24, 00:00 - B: y\n").records) == 2


def test_marks_before_a_header_are_no_part_of_it():
    text = f"14/12/2023, 20:10 - A: x\n\ufeff14/12/2023, 20:11 - B: y\n{LRM}14/12/2023, 20:12 - C: z\n"
    assert read_text(text).records["body"].tolist() == ["x", "y", "z"]


@pytest.mark.parametrize(
    "pasted",
    [
        "[21.05, 12/3/2023] Budi: ok",
        "[12/3 21.05] Budi: ok",
        "[12/03/23 21.05.11] Budi: ok",
        "12/3/23, 9:05 PM - B: ok",
    ],
)
def test_a_chat_pasted_in_another_shape_stays_in_its_message_however_long(pasted):
    lines = ["14/12/2023, 20:10 - Siti: fwd:", *[pasted] * 9, "14/12/2023, 20:15 - Dewi: ok"]
    records = read_text("\n".join(lines)).records
    assert records["lines"].tolist() == [10, 1]
    assert records["body"][0] == "\n".join(["fwd:", *[pasted] * 9])


def test_a_header_after_a_bare_line_feed_stays_inside_where_records_end_with_both():
    text = (
        "[14/12/2023, 20:10:00] Siti: fwd:\n[14/12/2023, 20:11:00] Lurah: x\n[14/12/2023, 20:12:00] Dewi: x\r\n"
        "[14/12/2023, 20:15:00] Dewi: ok\r\n[14/12/2023, 20:16:00] Siti: ya\r\n"
    )
    records = read_text(text).records
    assert records["lines"].tolist() == [3, 1, 1]
    assert records["line"].tolist() == [1, 4, 5]


def test_pasted_lines_of_strangers_from_the_day_before_stay_in_their_message():
    lines = [
        "14/12/2023, 20:10 - Siti: fwd:", "13/12/2023, 09:01 - Pak Lurah: besok rapat",
        "13/12/2023, 09:02 - Bu Camat: siap", "lanjut", "14/12/2023, 20:15 - Dewi: ok",
    ]  # fmt: skip
    records = read_text("\n".join(lines)).records
    assert records["author"].tolist() == ["Siti", "Dewi"]
    assert records["body"][0] == "fwd:\n" + "\n".join(lines[1:4])


def test_lines_that_repeat_earlier_records_are_pasted_even_a_minute_later():
    lines = ["14/12/2023, 20:08 - Dewi: pagi", "14/12/2023, 20:09 - Siti: tadi:", "14/12/2023, 20:08 - Dewi: pagi"]
    assert read_text("\n".join(lines)).records["lines"].tolist() == [1, 2]


def test_a_late_delivery_stays_a_record():
    lines = ["14/12/2023, 20:08 - Dewi: a", "14/12/2023, 20:06 - Siti: b", "14/12/2023, 20:09 - Dewi: c"]
    assert len(read_text("\n".join(lines)).records) == 3


def test_the_creation_of_the_group_may_stand_after_the_joining_and_before_it_in_time():
    lines = [
        "14/02/2016, 20:11 - Budi added you", '01/02/2014, 10:00 - Siti created group "G"',
        "14/02/2016, 20:12 - Siti: halo",
    ]  # fmt: skip
    assert len(read_text("\n".join(lines)).records) == 3


def test_a_date_that_no_calendar_has_begins_no_record():
    lines = ["14/12/2023, 20:10 - Siti: x", "45/13/2023, 20:11 - B: y", "14/12/2023, 29:10 - B: y"]
    assert read_text("\n".join(lines)).records["lines"].tolist() == [3]
