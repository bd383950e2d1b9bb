"""Which number is the day: decided over the whole file, with how sure that is."""

from __future__ import annotations

import pytest

from bmp_networks.errors import DateReadingError
from tests.io.whatsapp.exports import read_text


def source_of(*dates, time="09:05", join=", ", **options):
    return read_text("".join(f"{date}{join}{time} - A: x\n" for date in dates), **options).sources[0]


@pytest.mark.parametrize(
    ("dates", "order", "confidence"),
    [
        (["09/12/2023", "13/12/2023"], "day-first", "certain"),
        (["12/09/2023", "12/13/2023"], "month-first", "certain"),
        (["2023/12/09"], "year-first", "certain"),
        (["02/11/2023", "05/11/2023", "09/11/2023", "01/12/2023"], "day-first", "monotonic"),  # else back in January
        (["11/02/2023", "11/05/2023", "11/09/2023", "12/01/2023"], "month-first", "monotonic"),
        (["05/01/2024"], "day-first", "locale_default"),
        (["05/11/18", "08/11/18", "12/11/18"], "day-first", "locale_default"),
        (["20/12/23", "21/12/23", "22/12/23"], "day-first", "certain"),  # or December 2020, 2021, 2022
    ],
)
def test_the_order_and_how_sure_it_is(dates, order, confidence):
    source = source_of(*dates)
    assert (source.date_order, source.date_confidence) == (order, confidence)
    assert source.date_reason


def test_a_locale_that_prints_the_month_first_settles_what_the_dates_leave_open():
    source = source_of("5/1/24", time="9:41 PM")
    assert (source.date_order, source.date_confidence) == ("month-first", "locale_default")


def test_a_korean_date_of_two_digits_begins_with_the_year():
    chat = read_text("24/8/21 PM 1:28 - 김: 안녕\n24/8/22 AM 12:05 - 박: 네\n")
    assert [str(at) for at in chat.records["timestamp"]] == ["2024-08-21 13:28:00", "2024-08-22 00:05:00"]


def test_a_name_of_an_attached_file_settles_the_order():
    text = "[10/7/2024 10:50:54] 小美: ‎<附件：00000042-PHOTO-2024-07-10-10-50-50.jpg>\n"
    source = read_text(text).sources[0]
    assert (source.date_order, source.date_confidence) == ("day-first", "certain")


def test_the_order_is_one_for_all_lines():
    text = "30/12/2020, 10:00 - A: x\n13/1/2021, 10:00 - A: y\n1/2/2021, 10:00 - A: z\n"
    assert [str(at.date()) for at in read_text(text).records["timestamp"]] == ["2020-12-30", "2021-01-13", "2021-02-01"]


def test_a_person_may_name_the_order():
    chat = read_text("05/01/2024, 09:41 - A: x\n", date_order="month-first")
    assert str(chat.records["timestamp"][0].date()) == "2024-05-01"
    assert chat.sources[0].date_confidence == "given"


def test_an_order_that_does_not_fit_is_refused_with_a_hint():
    with pytest.raises(DateReadingError, match="date-order"):
        read_text("25/01/2024, 09:41 - A: x\n", date_order="month-first")
    with pytest.raises(DateReadingError, match="day-first"):
        read_text("25/01/2024, 09:41 - A: x\n", date_order="dmy")


@pytest.mark.parametrize("date", ["R4/7/14", "令和4年7月14日", "112/7/14", "民國112/7/14", "1445/7/14"])
def test_years_of_a_reign_a_republic_or_the_moon_are_refused(date):
    with pytest.raises(DateReadingError, match="another calendar"):
        read_text(f"{date} 9:05 - 山田: x\n{date} 9:06 - 佐藤: y\n")


@pytest.mark.parametrize("date", ["14/7/2566", "14/7/66"])
def test_buddhist_years_are_turned_into_those_of_everybody(date):
    assert str(read_text(f"{date} 08:03 - A: x\n").records["timestamp"][0].date()) == "2023-07-14"
