"""Merging the exports of several phones: each message once, each person under one name."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bmp_networks.containers.chat import RECORDS, SELF, UNREAD, Chat, Source
from bmp_networks.errors import EmptyChatError
from bmp_networks.io.merge import merge_chats
from bmp_networks.io.merging.clocks import compare_clocks
from bmp_networks.io.merging.order import increasing
from bmp_networks.io.merging.strands import strand_of
from bmp_networks.io.whatsapp.archive import NamedBytes
from bmp_networks.io.whatsapp.reader import read_chat

DAY = pd.Timestamp("2023-03-04")


def record(at: str, author: str | None, body: str, **more: Any) -> dict[str, Any]:
    """Make a record from `10:05` or `10:05:30`, or a day before it: `2 10:05`."""
    day, _, clock = at.rpartition(" ")
    moment = DAY + pd.Timedelta(days=int(day or 0)) + pd.Timedelta(clock if clock.count(":") == 2 else f"{clock}:00")
    plain = {
        "source": 1, "line": 0, "lines": 1, "i": 0, "timestamp": moment, "kind": "message", "event": None,
        "author": author, "author_raw": author, "actor": None, "targets": (), "body": body, "body_raw": body,
        "media": None, "attachment": None, "deleted": False, "edited": False, "mentions": (),
    }  # fmt: skip
    return plain | more


def event(at: str, event: str, body: str, actor: str | None = None, targets: tuple[str, ...] = ()) -> dict[str, Any]:
    return record(at, None, body, kind="system", event=event, actor=actor, targets=targets)


def chat_of(*records: dict[str, Any], seconds: bool = False, group: str | None = "Tani", name: str = "a.txt") -> Chat:
    running = -1
    rows = []
    for line, row in enumerate(records, 1):
        is_message = row["kind"] == "message"
        running += is_message
        rows.append(row | {"line": line, "i": running if is_message else -1})
    source = Source(name, "0", "ios" if seconds else "android", "x", "day-first", "certain", "", seconds, group=group)
    return Chat(RECORDS.from_rows(rows), (source,), UNREAD.from_rows([]))


def said(chat: Chat) -> list[tuple[str, str, str]]:
    times = chat.messages["timestamp"].dt.strftime("%H:%M")
    return list(zip(times, chat.messages["author"], chat.messages["body"], strict=True))


TALK = [
    ("10:00", "Sari", "selamat pagi semuanya"),
    ("10:01", "Tari", "pagi bu, keripik singkong masih ada?"),
    ("10:01", "Sari", "ok"),
    ("10:01", "Sari", "ok"),
    ("10:07", "Wati", "saya pesan lima bungkus ya"),
    ("10:09", "Tari", "ok"),
]
NAMES = {"Sari": "Bu Sari Ketua", "Tari": "+62 812-0000-1111", "Wati": "Mbak Wat"}


def phone(
    talk: list[tuple[str, str, str]], names: dict[str, str] | None = None, *, ahead: int = 0
) -> list[dict[str, Any]]:
    """Print a talk as another phone does: other names, another zone."""
    rows = [record(at, (names or {}).get(author, author), body) for at, author, body in talk]
    return [row | {"timestamp": row["timestamp"] + pd.Timedelta(minutes=ahead)} for row in rows]


def test_two_phones_of_one_talk_give_it_once_under_the_first_ones_names() -> None:
    merged = merge_chats([chat_of(*phone(TALK)), chat_of(*phone(TALK, NAMES), name="b.txt")])
    assert said(merged) == TALK
    assert dict(merged.aliases) == {other: name for name, other in NAMES.items()}
    assert [source.name for source in merged.sources] == ["a.txt", "b.txt"]
    assert merged.sources[1].notes == ()


def test_a_name_is_preferred_to_a_number_wherever_it_comes_from() -> None:
    merged = merge_chats([chat_of(*phone(TALK, NAMES)), chat_of(*phone(TALK), name="b.txt")])
    assert dict(merged.aliases) == {"+62 812-0000-1111": "Tari", "Sari": "Bu Sari Ketua", "Wati": "Mbak Wat"}


def test_a_contacts_name_is_preferred_to_the_name_a_person_chose() -> None:
    push = [row | {"author_raw": f"~ {row['author']}"} for row in phone(TALK, {"Tari": "queen123"})]
    merged = merge_chats([chat_of(*push), chat_of(*phone(TALK))])
    assert dict(merged.aliases)["queen123"] == "Tari"


@pytest.mark.parametrize("ahead", [-780, -60, 30, 60, 150, 345 - 15, 840])
def test_a_constant_difference_of_half_hours_is_found_and_taken_out(ahead: int) -> None:
    merged = merge_chats([chat_of(*phone(TALK)), chat_of(*phone(TALK, NAMES, ahead=ahead))])
    assert said(merged) == TALK
    assert merged.sources[1].notes == (f"clock_shifted:{-ahead}",)


def test_minutes_and_seconds_meet_and_the_seconds_are_kept() -> None:
    exact = [row | {"timestamp": row["timestamp"] + pd.Timedelta(seconds=7 * n)} for n, row in enumerate(phone(TALK))]
    for chats in (
        [chat_of(*phone(TALK)), chat_of(*exact, seconds=True)],
        [chat_of(*exact, seconds=True), chat_of(*phone(TALK))],
    ):
        merged = merge_chats(chats)
        assert said(merged) == TALK
        assert merged.messages["timestamp"].dt.second.tolist() == [0, 7, 14, 21, 28, 35]


def test_equal_texts_in_one_minute_stay_two_and_a_third_one_is_added() -> None:
    third = [*TALK[:4], ("10:01", "Sari", "ok"), *TALK[4:]]
    assert len(merge_chats([chat_of(*phone(TALK)), chat_of(*phone(TALK))]).messages) == 6
    assert len(merge_chats([chat_of(*phone(TALK)), chat_of(*phone(third))]).messages) == 7
    assert len(merge_chats([chat_of(*phone(third)), chat_of(*phone(TALK))]).messages) == 7


def test_the_same_word_by_two_people_in_one_minute_stays_two() -> None:
    talk = [*TALK, ("10:20", "Sari", "siap"), ("10:20", "Wati", "siap")]
    merged = merge_chats([chat_of(*phone(talk[:-1])), chat_of(*phone([*talk[:-2], talk[-1]], NAMES))])
    assert sorted(said(merged)[-2:]) == sorted(talk[-2:])


def test_overlapping_periods_are_joined_at_the_overlap() -> None:
    merged = merge_chats([chat_of(*phone(TALK[:5])), chat_of(*phone(TALK[1:], NAMES))])
    assert said(merged) == [*TALK[:5], ("10:09", "Tari", "ok")]
    assert merged.messages["i"].tolist() == list(range(6))


@pytest.mark.parametrize("order", [1, -1])
def test_disjoint_periods_follow_each_other_and_this_is_noted(order: int) -> None:
    chats = [chat_of(*phone(TALK[:3]), name="a"), chat_of(*phone(TALK[4:]), name="b")][::order]
    merged = merge_chats(chats)
    assert said(merged) == [*TALK[:3], *TALK[4:]]
    assert merged.sources[1].notes == ("no_overlap",)
    assert merged.sources[0].notes == ()


def test_files_of_other_groups_are_merged_but_noted() -> None:
    merged = merge_chats([chat_of(*phone(TALK[:3])), chat_of(*phone(TALK[4:]), group="Koperasi")])
    assert merged.sources[1].notes == ("no_overlap", "other_group_name")
    same = merge_chats([chat_of(*phone(TALK[:3])), chat_of(*phone(TALK[4:]), group="TANI 🌾")])
    assert same.sources[1].notes == ("no_overlap",)


def test_messages_that_only_one_phone_has_find_their_place() -> None:
    gap = [TALK[0], TALK[1], *TALK[4:]]
    more = [*TALK[:5], ("10:08", "Wati", "dan dua lagi"), TALK[5]]
    merged = merge_chats([chat_of(*phone(gap)), chat_of(*phone(more, NAMES))])
    assert said(merged) == more


def test_source_and_line_keep_pointing_to_the_file_the_record_comes_from() -> None:
    merged = merge_chats([chat_of(*phone(TALK[:5])), chat_of(*phone(TALK[1:], NAMES))])
    assert merged.ids.tolist() == ["1:1", "1:2", "1:3", "1:4", "1:5", "2:5"]


def test_a_typed_medium_and_a_caption_are_brought_together() -> None:
    android = record("10:30", "Sari", "<Media tidak disertakan>\nharga naik", media="unknown")
    ios = record("10:30:12", "Bu Sari Ketua", "gambar tidak disertakan", media="image")
    seconds = [row | {"timestamp": row["timestamp"]} for row in phone(TALK, NAMES)]
    merged = merge_chats([chat_of(*phone(TALK), android), chat_of(*seconds, ios, seconds=True)])
    last = merged.messages.iloc[-1]
    assert len(merged.messages) == 7
    assert (last["media"], last["body"]) == ("image", "<Media tidak disertakan>\nharga naik")
    assert last["timestamp"] == DAY + pd.Timedelta("10:30:12")


def test_an_attachment_is_kept_from_the_file_that_names_it() -> None:
    with_file = record("10:30", "Sari", "IMG-1.jpg (file attached)", media="image", attachment="IMG-1.jpg")
    without = record("10:30", "Sari", "<Media omitted>", media="unknown")
    for pair in ((with_file, without), (without, with_file)):
        merged = merge_chats([chat_of(*phone(TALK), pair[0]), chat_of(*phone(TALK), pair[1])])
        assert merged.messages["attachment"].tolist()[-1] == "IMG-1.jpg"
        assert merged.messages["media"].tolist()[-1] == "image"


def test_mentions_under_other_names_do_not_make_two_messages() -> None:
    mine = record(
        "10:30", "Sari", "@Tari tolong dijawab ya", body_raw="@\u2068Tari\u2069 tolong dijawab ya", mentions=("Tari",)
    )
    yours = record("10:30", "Bu Sari Ketua", "@6281200001111 tolong dijawab ya", mentions=("6281200001111",))
    merged = merge_chats([chat_of(*phone(TALK), mine), chat_of(*phone(TALK, NAMES), yours)])
    assert len(merged.messages) == 7


def test_names_in_mentions_become_the_names_used() -> None:
    yours = record("10:30", "Sari", "@Mbak Wat halo", body_raw="@\u2068Mbak Wat\u2069 halo", mentions=("Mbak Wat",))
    merged = merge_chats([chat_of(*phone(TALK)), chat_of(*phone(TALK, NAMES | {"Sari": "Sari"}), yours)])
    assert merged.messages["mentions"].tolist()[-1] == ("Wati",)


def test_a_deleted_message_is_one_whoever_looks_at_it() -> None:
    mine = record("10:30", "Sari", "You deleted this message", deleted=True)
    yours = record("10:30", "Bu Sari Ketua", "Pesan ini telah dihapus", deleted=True)
    merged = merge_chats([chat_of(*phone(TALK), mine), chat_of(*phone(TALK, NAMES), yours)])
    assert len(merged.messages) == 7


def test_a_text_deleted_or_edited_after_the_first_export_is_still_one_message() -> None:
    before = record("10:30", "Sari", "besok libur")
    deleted = record("10:30", "Bu Sari Ketua", "Pesan ini telah dihapus", deleted=True)
    edited = record("10:30", "Bu Sari Ketua", "besok tidak libur", edited=True)
    kept = merge_chats([chat_of(*phone(TALK), before), chat_of(*phone(TALK, NAMES), deleted)])
    assert said(kept)[-1] == ("10:30", "Sari", "besok libur")
    assert len(kept.messages) == 7
    newer = merge_chats([chat_of(*phone(TALK), before), chat_of(*phone(TALK, NAMES), edited)])
    assert said(newer)[-1] == ("10:30", "Sari", "besok tidak libur")
    assert len(newer.messages) == 7


def test_you_is_resolved_where_the_other_export_tells_who_it_is() -> None:
    mine = event("09:00", "member_added", "Sari menambahkan Anda", "Sari", (SELF,))
    yours = event("09:00", "member_added", "You added Mbak Wat", SELF, ("Mbak Wat",))
    merged = merge_chats([chat_of(mine, *phone(TALK)), chat_of(yours, *phone(TALK, NAMES))])
    assert len(merged.events) == 1
    assert merged.events["actor"].tolist() == ["Sari"]
    assert merged.events["targets"].tolist() == [("Wati",)]


def test_you_as_author_and_as_actor_is_one_person() -> None:
    mine = event("09:00", "subject_changed", 'You changed the subject to "G"', SELF)
    merged = merge_chats([chat_of(mine, *phone(TALK, {"Sari": "You"})), chat_of(*phone(TALK))])
    assert set(merged.messages["author"]) == {"Sari", "Tari", "Wati"}
    assert merged.events["actor"].tolist() == ["Sari"]


def test_the_two_exporters_are_not_taken_for_one() -> None:
    mine = event("09:00", "member_added", "Sari menambahkan Anda", "Sari", (SELF,))
    yours = event("09:00", "member_added", "Bu Sari Ketua menambahkan Anda", "Bu Sari Ketua", (SELF,))
    merged = merge_chats([chat_of(mine, *phone(TALK)), chat_of(yours, *phone(TALK, NAMES))])
    assert len(merged.events) == 2
    assert merged.events["targets"].tolist() == [(SELF,), (SELF,)]


def test_two_exports_of_one_phone_tell_each_event_once() -> None:
    lines = [
        event("08:00", "encryption_notice", "Pesan dan panggilan terenkripsi"),
        event("08:00", "member_added", "Sari menambahkan Anda", "Sari", (SELF,)),
    ]
    merged = merge_chats([chat_of(*lines, *phone(TALK)), chat_of(*lines, *phone(TALK))])
    assert len(merged.events) == 2


def test_lines_that_concern_one_exporter_are_kept_from_both() -> None:
    mine = event("08:00", "encryption_notice", "Pesan dan panggilan terenkripsi")
    yours = event("09:30", "encryption_notice", "Messages and calls are end-to-end encrypted.")
    merged = merge_chats([chat_of(mine, *phone(TALK)), chat_of(yours, *phone(TALK, NAMES))])
    assert merged.events["source"].tolist() == [1, 2]


def test_events_of_others_are_told_once_and_teach_names_that_never_wrote() -> None:
    mine = event("10:08", "member_added", "Sari menambahkan Lastri", "Sari", ("Lastri",))
    yours = event("10:08", "member_added", "Bu Sari Ketua added +62 813-1", "Bu Sari Ketua", ("+62 813-1111-2222",))
    merged = merge_chats([chat_of(*phone(TALK), mine), chat_of(*phone(TALK, NAMES), yours)])
    assert len(merged.events) == 1
    assert dict(merged.aliases)["+62 813-1111-2222"] == "Lastri"


def test_one_name_for_two_women_in_two_phones_stays_two_people() -> None:
    # "Ibu" is Sari in the first phone and Wati in the second.
    merged = merge_chats([chat_of(*phone(TALK, {"Sari": "Ibu"})), chat_of(*phone(TALK, {"Wati": "Ibu"}))])
    assert said(merged) == [(at, {"Sari": "Ibu"}.get(name, name), body) for at, name, body in TALK]
    assert "Ibu" not in dict(merged.aliases)


def test_a_name_that_only_the_second_phone_gives_to_a_stranger_is_numbered() -> None:
    stranger = record("11:30", "Ibu", "numpang tanya alamatnya di mana")
    merged = merge_chats([chat_of(*phone(TALK, {"Sari": "Ibu"})), chat_of(*phone(TALK), stranger)])
    assert merged.messages["author"].tolist()[-1] == "Ibu (2)"


def test_the_same_number_written_in_two_ways_is_one_person() -> None:
    one = record("11:30", "+62 812-0000-1111", "saya")
    two = record("12:30", "+62 812 0000 1111", "juga saya")
    merged = merge_chats([chat_of(*phone(TALK[:1]), one), chat_of(*phone(TALK[:1]), two)])
    assert merged.messages["author"].nunique() == 2


def test_two_numbers_saved_under_one_name_are_one_person() -> None:
    talk = [(f"1{n}:00", "Tari" if n % 2 else "Tari lama", f"pesan nomor {n} dari desa") for n in range(8)]
    merged = merge_chats([chat_of(*phone(talk)), chat_of(*phone(talk, {"Tari lama": "Tari"}))])
    assert set(merged.messages["author"]) == {"Tari"} or merged.messages["author"].nunique() == 1


def test_a_table_made_by_hand_goes_before_what_was_found() -> None:
    by_hand = {"Sari": "p01", "Mbak Wat": "p02"}
    merged = merge_chats([chat_of(*phone(TALK)), chat_of(*phone(TALK, NAMES))], aliases=by_hand)
    assert set(merged.messages["author"]) == {"p01", "Tari", "p02"}
    assert dict(merged.aliases)["Wati"] == "p02"


def test_one_chat_alone_only_takes_the_table_made_by_hand() -> None:
    chat = chat_of(*phone(TALK))
    same = merge_chats([chat])
    pd.testing.assert_frame_equal(same.records, chat.records)
    assert said(merge_chats([chat], aliases={"Tari": "Sari"}))[1][1] == "Sari"


def test_a_file_that_bridges_two_others_sets_both_clocks() -> None:
    first = chat_of(*phone(TALK[:2]), name="a")
    second = chat_of(*phone(TALK[4:], ahead=60), name="b")
    bridge = chat_of(*phone(TALK, NAMES, ahead=120), name="c")
    merged = merge_chats([first, second, bridge])
    assert said(merged) == TALK
    assert [source.notes for source in merged.sources] == [(), ("clock_shifted:-60",), ("clock_shifted:-120",)]


def test_empty_chats_merge_with_anything() -> None:
    merged = merge_chats([chat_of(), chat_of(*phone(TALK)), chat_of()])
    assert said(merged) == TALK


def test_nothing_at_all_is_refused() -> None:
    with pytest.raises(EmptyChatError):
        merge_chats([])


def test_lines_not_understood_are_kept_with_their_file() -> None:
    chat = chat_of(*phone(TALK))
    broken = Chat(chat.records, chat.sources, UNREAD.from_rows([{"source": 1, "line": 9, "text": "?"}]))
    merged = merge_chats([chat, broken])
    assert merged.unread["source"].tolist() == [2]


def test_swapped_neighbours_are_still_pairs() -> None:
    swapped = [TALK[0], TALK[2], TALK[1], *TALK[3:]]
    merged = merge_chats([chat_of(*phone(TALK)), chat_of(*phone(swapped, NAMES))])
    assert said(merged) == TALK


def test_clocks_of_files_that_share_nothing_are_left_alone() -> None:
    one, two = (
        strand_of(chat_of(*phone(talk)), 1) for talk in (TALK[:2], [("10:00", "X", "lain"), ("10:30", "Y", "hal")])
    )
    assert compare_clocks(one, two) == (0, 0)


@given(st.permutations(range(8)))
def test_hooks_are_the_longest_run_in_one_order(order: list[int]) -> None:
    chain = increasing(dict(zip(order, range(8), strict=True)))
    assert chain == sorted(chain)
    assert [other for _, other in chain] == sorted(other for _, other in chain)
    longest = [1] * 8
    for late in range(8):
        place = order.index
        longest[late] = 1 + max([longest[e] for e in range(late) if order[e] < order[late]], default=0)
        assert place
    assert len(chain) == max(longest)


WORDS = st.sampled_from(["ok", "siap", "nggih", "keripik tempe masih ada sepuluh", "besok kumpul jam berapa ya bu"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 300), st.sampled_from(["Sari", "Tari", "Wati"]), WORDS), min_size=1, max_size=40),
    st.integers(0, 39),
    st.integers(0, 39),
)
def test_any_talk_cut_anywhere_comes_back_whole(talk: list[tuple[int, str, str]], start: int, end: int) -> None:
    """Every message carries its number, so that the two halves can only be joined in one way."""
    talk = sorted(talk)
    whole = [(f"{10 + at // 60}:{at % 60:02d}", who, f"{text} nomor {n}") for n, (at, who, text) in enumerate(talk)]
    merged = merge_chats([chat_of(*phone(whole[: max(end, 1)])), chat_of(*phone(whole[start:], NAMES))])
    kept = whole[: max(end, 1)] + whole[max(start, max(end, 1)) :]
    assert [body for _, _, body in said(merged)] == [body for _, _, body in kept]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["Sari", "Tari"]), WORDS), min_size=1, max_size=30))
def test_a_chat_merged_with_itself_is_itself(talk: list[tuple[int, str, str]]) -> None:
    chat = chat_of(*phone([(f"10:{at:02d}", who, text) for at, who, text in sorted(talk)]))
    assert said(merge_chats([chat, chat])) == said(chat)


def test_two_long_exports_merge_within_seconds() -> None:
    rng = np.random.default_rng(5)
    n = 20_000
    minutes = np.sort(rng.integers(0, 60 * 24 * 300, n))
    authors = rng.integers(0, 40, n)
    words = rng.integers(0, 900, (n, 4))
    short = rng.random(n) < 0.3
    talk = [
        (f"{m // 1440} {m % 1440 // 60:02d}:{m % 60:02d}", f"P{a}", "ok" if s else " ".join(f"w{w}" for w in four))
        for m, a, four, s in zip(minutes.tolist(), authors.tolist(), words.tolist(), short.tolist(), strict=True)
    ]
    names = {f"P{n}": f"Orang {n}" for n in range(40)}
    one, two = chat_of(*phone(talk)), chat_of(*phone(talk, names, ahead=60))
    start = time.process_time()
    merged = merge_chats([one, two])
    assert time.process_time() - start < 8
    assert said(merged) == said(one)


def test_an_android_and_an_iphone_export_of_one_group_become_one_chat() -> None:
    """Tari holds an Android phone in Indonesia, Wati an iPhone in Hong Kong; both files as their phones print them."""
    tari = (
        "14/03/23 08.00 - Pesan dan panggilan terenkripsi secara end-to-end.\n"
        "14/03/23 08.00 - Bu Sari menambahkan Anda\n"
        "14/03/23 08.02 - Bu Sari menambahkan Mbak Wati\n"
        "14/03/23 08.05 - Bu Sari: Selamat datang semuanya 🙏\n"
        "14/03/23 08.06 - Tari Keripik: ok\n"
        "14/03/23 08.06 - Tari Keripik: ok\n"
        "14/03/23 08.07 - Mbak Wati: <Media tidak disertakan>\n"
        "14/03/23 08.09 - Bu Sari: Pesan ini telah dihapus\n"
        "14/03/23 08.11 - Mbak Wati: @\u2068Tari Keripik\u2069 keripiknya berapa?\n"
        "15/03/23 09.00 - +852 5555 1234: Saya pesan dua bungkus ya\n"
    )
    wati = (
        "[14/3/2023, 9:02:10] Tani Jaya: \u200eMessages and calls are end-to-end encrypted.\r\n"
        "[14/3/2023, 9:02:10] Ketua Sari: \u200eKetua Sari added you\r\n"
        "[14/3/2023, 9:05:33] Ketua Sari: Selamat datang semuanya 🙏\r\n"
        "[14/3/2023, 9:06:01] ~ Tari: ok\r\n"
        "[14/3/2023, 9:06:09] ~ Tari: ok\r\n"
        "[14/3/2023, 9:07:45] Wati HK: \u200eimage omitted\r\n"
        "[14/3/2023, 9:09:00] Ketua Sari: \u200eThis message was deleted.\r\n"
        "[14/3/2023, 9:11:30] Wati HK: @\u2068~ Tari\u2069 keripiknya berapa?\r\n"
        "[15/3/2023, 10:00:20] Dewi: Saya pesan dua bungkus ya\r\n"
        "[16/3/2023, 10:00:20] Dewi: Sudah sampai, terima kasih\r\n"
    )
    merged = read_chat(
        NamedBytes("Chat WhatsApp dengan Tani Jaya.txt", tari.encode()),
        NamedBytes("WhatsApp Chat - Tani Jaya.txt", wati.encode()),
        date_order="day-first",
    )
    assert merged.messages["author"].tolist() == [
        "Bu Sari", "Tari Keripik", "Tari Keripik", "Mbak Wati", "Bu Sari", "Mbak Wati", "Dewi", "Dewi"
    ]  # fmt: skip
    assert merged.messages["media"].tolist()[3] == "image"
    assert merged.messages["timestamp"].dt.strftime("%d %H:%M:%S").tolist()[1:3] == ["14 08:06:01", "14 08:06:09"]
    assert merged.sources[1].notes[-1] == "clock_shifted:-60"
    added = merged.events[merged.events["event"] == "member_added"]
    # Wati's phone says that she is "you" in the line that Tari's phone prints with her name.
    assert added["targets"].tolist() == [(SELF,), ("Mbak Wati",)]
    assert set(added["actor"]) == {"Bu Sari"}
    assert dict(merged.aliases) == {
        "+852 5555 1234": "Dewi", "Ketua Sari": "Bu Sari", "Tari": "Tari Keripik", "Wati HK": "Mbak Wati"
    }  # fmt: skip
