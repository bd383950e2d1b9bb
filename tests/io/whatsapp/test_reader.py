"""The reader as a whole: authors, files, what is said about a file, and that no line is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bmp_networks.containers.chat import RECORDS, UNREAD
from bmp_networks.errors import BmpError, NotAnExportError
from tests.io.whatsapp.exports import LRM, NARROW, NBSP, read_android, read_iphone, read_text
from tests.io.whatsapp.test_headers import ROWS


@pytest.mark.parametrize(
    ("printed", "author"),
    [
        ("~ Rina", "Rina"), (f"~{NARROW}Rina", "Rina"), (f"~{NBSP}Rina", "Rina"), ("~Rina", "Rina"),
        (f"\u202a+62{NBSP}812\u20113456\u20117890\u202c", "+62 812\u20113456\u20117890"),
        ("Toko Berkah - HK", "Toko Berkah - HK"), ("a | b", "a | b"), ("Umi:Catering", "Umi:Catering"),
        ("Bunda 👩‍🍳 Rosa", "Bunda 👩‍🍳 Rosa"), ("7 Sumur", "7 Sumur"), ("عائشة", "عائشة"), ('Bu "Tie"', 'Bu "Tie"'),
        ("\u2068Sri\u2069", "Sri"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("read", [read_android, read_iphone])
def test_an_author_is_cleaned_and_kept_as_printed(read, printed, author):
    records = read(f"{printed}: harga: 50", "Budi: jam 10:30 - ya").records
    assert records["author"].tolist() == [author, "Budi"]
    assert records["author_raw"].tolist() == [printed, "Budi"]
    assert records["body"].tolist() == ["harga: 50", "jam 10:30 - ya"]


def test_a_name_with_colon_and_space_is_one_where_all_its_messages_have_it():
    chat = read_android("Umi: Catering: halo", "Budi: Info: rapat", "Budi: ok", "Umi: Catering: siap")
    assert chat.records["author"].tolist() == ["Umi: Catering", "Budi", "Budi", "Umi: Catering"]
    assert chat.records["body"].tolist() == ["halo", "Info: rapat", "ok", "siap"]


def test_a_label_that_several_people_write_is_no_part_of_a_name():
    chat = read_android("Umi: Info: halo", "Budi: Info: rapat", "Budi: ok", "Umi: Info: siap")
    assert chat.records["author"].tolist() == ["Umi", "Budi", "Budi", "Umi"]


def test_a_name_with_colon_and_space_is_one_where_a_system_line_says_it():
    chat = read_android("Sari: PO: x", "Budi: ok", "Budi added Sari: PO")
    assert chat.records["author"].tolist() == ["Sari: PO", "Budi", None]
    assert chat.records["targets"].tolist() == [(), (), ("Sari: PO",)]


def test_a_name_with_colon_and_space_is_one_where_a_mark_follows_it():
    chat = read_iphone(f"Umi: Catering: {LRM}image omitted", "Umi: Catering: halo")
    assert chat.records["author"].tolist() == ["Umi: Catering"] * 2


def test_an_author_whose_name_contains_a_verb_is_told_apart():
    chat = read_android("Bu left: halo", "Bu left left", "Budi: ok", "Budi added Bu left")
    assert chat.records["actor"].tolist() == [None, "Bu left", None, "Budi"]
    assert chat.records["targets"].tolist() == [(), (), (), ("Bu left",)]


def test_no_space_is_needed_after_the_colon_on_a_phone_that_prints_none():
    text = "[2026/7/9 02:28:09] Bob:Hi\n[2026/7/9 02:28:37] Amy:Harga: 50\n[2026/7/9 02:28:39] Bob:lihat https://x.y\n"
    records = read_text(text).records
    assert records["author"].tolist() == ["Bob", "Amy", "Bob"]
    assert records["body"].tolist() == ["Hi", "Harga: 50", "lihat https://x.y"]


def test_me_is_put_where_the_file_says_you():
    chat = read_iphone("Anda: halo", f"Budi: {LRM}Budi menambahkan Anda", f"{LRM}Anda menambahkan Siti", me="Wati")
    assert chat.records["author"].tolist() == ["Wati", None, None]
    assert chat.records["actor"].tolist() == [None, "Budi", "Wati"]
    assert chat.records["targets"].tolist() == [(), ("Wati",), ("Siti",)]


def test_an_empty_file_gives_no_records_and_a_warning():
    for text in ("", "\n", " \r\n\r\n"):
        with pytest.warns(UserWarning, match="empty"):
            chat = read_text(text)
        assert len(chat.records) == 0
        assert list(chat.records.columns) == RECORDS.names


def test_a_file_that_holds_a_single_system_line_is_read():
    chat = read_android("Messages and calls are end-to-end encrypted. No one outside of this chat")
    assert chat.records["event"].tolist() == ["encryption_notice"]


@pytest.mark.parametrize(
    "text", ["rapat pagi\n12/03/2023 10.00 - Rapat dibuka\n12/03/2023 11.00 - ditutup\nhadir\n", "halo\napa kabar\n"]
)
def test_what_is_no_chat_is_refused(text):
    with pytest.raises(NotAnExportError):
        read_text(text)


def test_lines_before_the_first_record_are_kept_as_not_understood():
    chat = read_text("\nsambungan\n14/12/2023, 20:10 - Siti: x\n")
    assert chat.unread["line"].tolist() == [1, 2]
    assert chat.unread["text"].tolist() == ["", "sambungan"]
    assert chat.records["line"].tolist() == [3]
    assert chat.sources[0].left_truncated


def test_line_ends_of_all_kinds_give_the_same_records():
    text = "14/12/2023, 20:10 - Siti: satu\n\n  dua\n14/12/2023, 20:11 - Budi: ok\n"
    plain = read_text(text).records
    for end in ("\r\n", "\r"):
        assert read_text(text.replace("\n", end)).records.equals(plain)


def test_a_file_cut_in_a_header_keeps_the_piece_in_the_last_message():
    records = read_text("14/12/2023, 20:10 - A: x\n14/12/20").records
    assert records["body"].tolist() == ["x\n14/12/20"]


def test_the_group_is_named_by_the_latest_line_that_says_it_else_by_the_file():
    lines = ['Budi created group "Lama"', "Budi: hai", 'Budi changed the subject from "Lama" to "Baru: HK"']
    assert read_android(*lines, name="WhatsApp Chat with Lain.txt").group == "Baru: HK"
    assert read_android("Budi: hai", name="WhatsApp Chat with Lain.txt").group == "Lain"
    assert read_iphone(f"BMP: {LRM}Messages and calls are end-to-end encrypted.", "Budi: a", "Siti: b").group == "BMP"


def test_what_a_computer_exports_is_told_from_what_a_phone_exports():
    text = f"[4/22/26, 8:06:06{NARROW}PM] - Budi added You\n[4/22/26, 8:06:07{NARROW}PM] You: hi\n"
    chat = read_text(text)
    assert chat.sources[0].platform == "desktop"
    assert chat.records["body"].tolist() == ["Budi added You", "hi"]
    assert chat.records["targets"][0] == ("<self>",)


def test_a_chat_of_two_is_read_and_noted():
    chat = read_iphone(f"Budi: {LRM}Messages and calls are end-to-end encrypted.", "Budi: hai", "Siti: ok")
    assert chat.messages["author"].tolist() == ["Budi", "Siti"]
    assert "one_to_one" in chat.sources[0].notes


def test_the_cap_of_an_export_is_noticed():
    text = "".join(f"{1 + n // 1440:02d}/12/2023, {n // 60 % 24:02d}:{n % 60:02d} - A: x\n" for n in range(40_000))
    source = read_text(text).sources[0]
    assert {"cap_reached", "history_begins_in_mid_air"} <= set(source.notes)


def test_languages_are_named_most_frequent_first():
    assert read_android("Budi keluar", "Siti keluar", "A: <Media omitted>").sources[0].languages == ("id", "en")


PIECES = st.sampled_from(
    ["Siti: ok", "Budi: dua\nbaris", "Budi: ", "Siti:", "Budi left", 'Budi changed the subject to "A: B"', "", "\n",
     f"{LRM}image omitted", f"Umi: {LRM}Umi added you", "Umi: B: c", "31/12/23 21.05 - X: y", "\r", "\u2028", "\0"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    header=st.sampled_from([row[0] for row in ROWS.values()]),
    other=st.sampled_from([row[0] for row in ROWS.values()]),
    pieces=st.lists(st.tuples(st.integers(0, 3), PIECES), max_size=12),
    end=st.sampled_from(["\n", "\r\n"]),
    cut=st.integers(0, 40),
)
def test_each_physical_line_belongs_to_one_record_or_to_those_not_understood(header, other, pieces, end, cut):
    begins = {0: "", 1: other, 2: header, 3: header}
    text = end.join(begins[kind] + piece for kind, piece in pieces) + end
    text = text[: len(text) - cut] if cut < len(text) else text
    if not text.strip():
        return
    try:
        chat = read_text(text)
    except BmpError:
        return
    n_lines = text.count("\n") + (not text.endswith("\n")) if "\n" in text else text.rstrip("\r").count("\r") + 1
    owned = chat.unread["line"].tolist()
    for first, n in zip(chat.records["line"], chat.records["lines"], strict=True):
        owned += range(first, first + n)
    assert sorted(owned) == list(range(1, n_lines + 1))
    UNREAD.check(chat.unread)
