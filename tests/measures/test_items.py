"""Pieces of information: links and near-copies are found, small talk is none."""

from __future__ import annotations

from bmp_networks.measures.items import find_items

NEWS = "Besok pagi ada pelatihan keripik di balai desa jam delapan, yang mau ikut daftar dulu ke bu Tarni ya"


def test_short_messages_are_no_items():
    assert find_items(["siap bu", "", None, "besok jadi ya"]).tolist() == [-1] * 4


def test_a_forwarded_text_is_the_same_item_although_a_word_was_added():
    assert find_items([NEWS, "halo semua apa kabar hari ini ya bapak ibu", NEWS + " semua"]).tolist() == [0, 1, 0]


def test_the_same_link_is_the_same_item_whatever_stands_around_it():
    found = find_items(["lihat https://contoh.id/a.", "ada di HTTPS://contoh.id/a", "https://contoh.id/b"])
    assert found.tolist() == [0, 0, 1]


def test_texts_that_share_half_their_words_are_two_items():
    one = "harga dodol salak di pasar kota naik jadi dua puluh ribu per kilo sejak minggu lalu"
    other = "harga dodol salak di pasar kota turun lagi kata pedagang yang biasa ambil dari sini"
    assert find_items([one, other]).tolist() == [0, 1]


def test_numbers_do_not_depend_on_texts_that_are_no_items():
    assert find_items(["ok", NEWS, "ok", "https://contoh.id/c"]).tolist() == [-1, 0, -1, 1]
