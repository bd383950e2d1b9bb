"""Bodies: to the letter, and what stands in them beside words."""

from __future__ import annotations

import pytest

from bmp_networks.containers.chat import MEDIA
from bmp_networks.io.whatsapp.bodies import kind_of_file
from bmp_networks.io.whatsapp.phrases import all_phrases
from tests.io.whatsapp.exports import LRM, RLM, read_android, read_iphone

FSI, PDI = "\u2068", "\u2069"


@pytest.mark.parametrize(
    ("printed", "body", "raw"),
    [
        ("satu\n\ndua\n  tiga\n\n", "satu\n\ndua\n  tiga", "satu\n\ndua\n  tiga"),
        ("\nmulai kosong", "\nmulai kosong", "\nmulai kosong"),
        ("½ kg ① Ｆull…  x²", "½ kg ① Ｆull…  x²", "½ kg ① Ｆull…  x²"),
        ("masak 👩‍🍳 می‌خواهم", "masak 👩‍🍳 می‌خواهم", "masak 👩‍🍳 می‌خواهم"),
        (f"a{LRM}b{RLM}c\ufeffd", "abcd", f"a{LRM}b{RLM}c\ufeffd"),
        ("", "", ""),
        ("null", "null", "null"),
        (" dua spasi ", " dua spasi ", " dua spasi "),
        ("*b* _i_ ~s~ ```m``` > q", "*b* _i_ ~s~ ```m``` > q", "*b* _i_ ~s~ ```m``` > q"),
        ("a\rb", "a\nb", "a\nb"),
        ("oke <This message was edited>", "oke", "oke <This message was edited>"),
        (f"oke {LRM}<Pesan ini diedit>", "oke", f"oke {LRM}<Pesan ini diedit>"),
        ("harga: <This message was edited>", "harga:", "harga: <This message was edited>"),
    ],
)
@pytest.mark.parametrize("read", [read_android, read_iphone])
def test_a_body_is_kept_to_the_letter(read, printed, body, raw):
    records = read("Siti: awal", f"Budi: {printed}", "Siti: akhir").records
    assert records["body"].tolist() == ["awal", body, "akhir"]
    assert records["body_raw"].tolist() == ["awal", raw, "akhir"]
    assert records["edited"].tolist() == [False, "edit" in printed, False]


def test_blank_lines_at_the_end_of_a_body_are_lines_of_its_record():
    assert read_android("Budi: a\n\n\n", "Siti: b").records["lines"].tolist() == [4, 1]


def test_an_author_with_nothing_after_the_colon_wrote_an_empty_message():
    records = read_android("Budi: ok", "Budi:", "Siti: ").records
    assert records["author"].tolist() == ["Budi", "Budi", "Siti"]
    assert records["body"].tolist() == ["ok", "", ""]


ANDROID = [(text, phrases.language) for phrases in all_phrases() for text in phrases.bodies["omitted"]]
ATTACHED = [(text, phrases.language) for phrases in all_phrases() for text in phrases.bodies["attached_after"]]
KINDS = [
    (text, kind)
    for phrases in all_phrases()
    for kind, texts in phrases.bodies["omitted_kind"].items()
    for text in texts
]
DELETED = [
    "This message was deleted",
    "You deleted this message",
    "Pesan ini dihapus",
    "Pesan ini telah dihapus",
    "Anda telah menghapus pesan ini",
    "Mesej ini telah dipadam",
    "此訊息已刪除。",
    "您已刪除此訊息",
    "تم حذف هذه الرسالة",
    "이 메시지는 삭제되었습니다",
    "このメッセージは削除されました",
    "This message was deleted by an admin.",
    "This message was deleted by admin Budi.",
    "Pesan ini telah dihapus untuk semua orang",
]


@pytest.mark.parametrize(("text", "language"), ANDROID)
def test_android_leaves_media_out_in_every_language(text, language):
    chat = read_android(f"Budi: {text}", f"Siti: {text}\nketerangan", "Siti: ok")
    assert chat.records["media"].tolist() == ["unknown", "unknown", None]
    assert chat.records["body"][1] == f"{text}\nketerangan"
    assert chat.sources[0].languages == (language,)


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_an_iphone_says_what_it_left_out_in_every_language(text, kind):
    chat = read_iphone(f"Budi: {LRM}{text}", f"Siti: {text}", f"Budi: {LRM}<{text}>", f"Budi: {RLM}{text}")
    assert chat.records["media"].tolist() == [kind, None, kind, kind]
    assert chat.records["attachment"].tolist() == [None] * 4
    assert read_android(f"Budi: {text}").records["media"].tolist() == [None]


@pytest.mark.parametrize(("text", "language"), ATTACHED)
def test_an_attached_file_is_named_in_every_language(text, language):
    lines = [
        f"IMG-20231214-WA0001.jpg {text}", f"{LRM}PTT-20231214-WA0001.opus {text}\nketerangan", f"Daftar harga {text}",
        f"Bu Sri.vcf {text}",
    ]  # fmt: skip
    records = read_android(*[f"Budi: {line}" for line in lines]).records
    assert records["media"].tolist() == ["image", "audio", "document", "contact"]
    names = ["IMG-20231214-WA0001.jpg", "PTT-20231214-WA0001.opus", "Daftar harga", "Bu Sri.vcf"]
    assert records["attachment"].tolist() == names
    assert records["body"].tolist() == [line.lstrip(LRM) for line in lines]


@pytest.mark.parametrize(
    ("printed", "media", "attachment"),
    [
        (f"{LRM}<attached: 00000042-PHOTO-2024-07-10-13-38-12.jpg>", "image", "00000042-PHOTO-2024-07-10-13-38-12.jpg"),
        (
            f"{LRM}<terlampir: 00000042-AUDIO-2024-07-10-13-38-12.opus>",
            "audio",
            "00000042-AUDIO-2024-07-10-13-38-12.opus",
        ),
        (
            f"{LRM}<附件：00000042-STICKER-2024-07-10-13-38-12.webp>",
            "sticker",
            "00000042-STICKER-2024-07-10-13-38-12.webp",
        ),
        (f"{RLM}<المُرفق: 00000042-GIF-2024-07-10-13-38-12.mp4>", "gif", "00000042-GIF-2024-07-10-13-38-12.mp4"),
        (f"{LRM}<첨부됨: 00000042-VIDEO-2024-07-10-13-38-12.mp4>", "video", "00000042-VIDEO-2024-07-10-13-38-12.mp4"),
        (f"{LRM}<添付ファイル: 00000042-Bu Sri.vcf>", "contact", "00000042-Bu Sri.vcf"),
        (f"Nota.pdf • {LRM}2 pages {LRM}<attached: 00000043-Nota.pdf>", "document", "00000043-Nota.pdf"),
        (f"Nota.pdf • {LRM}3 halaman {LRM}dokumen tidak disertakan", "document", "Nota.pdf"),
        (f"Daftar.xlsx • {LRM}document omitted", "document", "Daftar.xlsx"),
        (f"2015-08-04-PHOTO-00004762.jpg <{LRM}attached>", "image", "2015-08-04-PHOTO-00004762.jpg"),
        (f"{LRM}Location: https://maps.google.com/?q=-7.1,109.9", "location", None),
        (f"{LRM}Lokasi terkini dibagikan", "live_location", None),
        (f"{LRM}video note omitted", "video", None),
        (f"{LRM}POLL:\nJadi?\n{LRM}OPTION: ya ({LRM}3 votes)\n", None, None),
        (f"{LRM}Pesan tidak didukung", None, None),
    ],
)
def test_what_an_iphone_attaches_is_a_message_of_its_kind(printed, media, attachment):
    records = read_iphone(f"Budi: {printed}", "Siti: ok").records
    assert (records["kind"][0], records["media"][0], records["attachment"][0]) == ("message", media, attachment)
    assert LRM not in records["body"][0]


@pytest.mark.parametrize("text", DELETED)
def test_a_deleted_message_is_known_in_every_language(text):
    assert read_android(f"Budi: {text}").records["deleted"].tolist() == [True]
    assert read_iphone(f"Budi: {LRM}{text}", f"Siti: {text}").records["deleted"].tolist() == [True, False]


@pytest.mark.parametrize(
    ("printed", "media"),
    [
        ("location: https://maps.google.com/?q=-7.1,109.9", "location"),
        ("lokasi : https://maps.google.com/?q=-7.1,109.9", "location"),
        ("位置： https://maps.google.com/?q=22.2,114.1", "location"),
        ("Lokasi: Kedai Kopi\nhttps://foursquare.com/v/1", "location"),
        ("Lokasi: balai desa", None),
        ("live location shared", "live_location"),
        ("實時位置已分享", "live_location"),
        ("gambar tidak disertakan", None),
        (f"{LRM}hai", None),
    ],
)
def test_places_on_android_are_told_from_words_about_places(printed, media):
    records = read_android(f"Budi: {printed}").records
    assert (records["kind"][0], records["media"][0]) == ("message", media)


def test_mentions_are_names_in_isolates_and_long_numbers_never_prices():
    names = f"@{FSI}~ Rina{PDI} @{FSI}Ibu Hj. Ida, S.Pd{PDI}"
    text = f"{names} @6281234567890, @15.000 @ RM 8 @HK$20 a@62812345678.com @1234567"
    records = read_android(f"Budi: {text}").records
    assert records["mentions"][0] == ("Rina", "Ibu Hj. Ida, S.Pd", "6281234567890")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("IMG-20231214-WA0001.jpg", "image"),
        ("VID-20231214-WA0001.mp4", "video"),
        ("STK-20231214-WA0001.webp", "sticker"),
        ("DOC-20231214-WA0001.", "document"),
        ("00000001-PHOTO-2023-12-14-10-10-10.jpg", "image"),
        ("Nota.PDF", "document"),
        ("tanpa akhiran", "document"),
        ("suara.m4a", "audio"),
        ("kartu.VCF", "contact"),
    ],
)
def test_the_name_of_a_file_tells_its_kind(name, kind):
    assert kind_of_file(name) == kind
    assert kind in MEDIA
