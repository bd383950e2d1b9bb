"""Files that are no WhatsApp export are named, in one sentence with a hint that quotes nothing of them."""

from __future__ import annotations

import pytest

from bmp_networks.errors import NotAnExportError
from bmp_networks.io.whatsapp.archive import ExportText, NamedBytes, open_export
from bmp_networks.io.whatsapp.reader import read_chat
from bmp_networks.io.whatsapp.refusals import refusal_texts, refuse
from bmp_networks.resources import load_toml

FOREIGN = {
    "line": [
        "[LINE] Chat history with Rumpun Bambu\nSaved on: 2023/03/04 21:05\n\n2023/03/04(Sat)\n21:05\tSekar\tQwerty\n",
        "[LINE] 與海外姊妹的聊天記錄\n儲存日期： 2023/03/04 21:05\n\n2023/03/04（六）\n下午09:05\tSekar\tQwerty\n",
        "2023.03.04 Saturday\n" + "21:05\tSekar\tQwerty\n21:06\tDamar\tAsdfgh\n" * 5,
    ],
    "kakaotalk": [
        "고향 님과 카카오톡 대화\n저장한 날짜 : 2023-03-04 21:05:12\n\n"
        "--------------- 2023년 3월 4일 토요일 ---------------\n[Sekar] [오후 9:05] Qwerty\n",
        "KakaoTalk Chats with 고향\nDate Saved : 2023-03-04 21:05\n\n[Sekar] [9:05 PM] Qwerty\n",
        "2023년 3월 4일 오후 9:05, Sekar : Qwerty\n2023년 3월 4일 오후 9:06, Damar : Asdfgh\n",
    ],
    "telegram": [
        '{\n "name": "Rumpun",\n "type": "private_supergroup",\n "id": 1,\n "messages": []}',
        '<!DOCTYPE html>\n<html>\n <head>\n  <meta charset="utf-8"/>\n<title>Exported Data</title>\n',
        "Sekar, [04.03.2023 21:05]\nQwerty\n\nDamar, [04.03.2023 21:06]\nAsdfgh\n",
    ],
    "discord": [
        "==============================================================\nGuild: Rumpun\nChannel: umum\n",
        "[14-Mar-23 09:41 PM] Sekar#1234\nQwerty\n\n[14-Mar-23 09:42 PM] Damar#4321\nAsdfgh\n",
        '{\n  "guild": {\n    "id": "1", "name": "Rumpun"\n  },\n  "channel": {}, "messages": []}',
        'AuthorID,Author,Date,Content,Attachments,Reactions\n"1","Sekar","14-Mar-23 09:41 PM","Qwerty","",""\n',
    ],
    "slack": ['[\n {"client_msg_id": "x", "type": "message", "text": "Qwerty"}]'],
    "messenger": ['{"participants": [{"name": "Sekar"}], "messages": []}'],
    "csv": [
        "date,author,text\n2023-03-04,Sekar,Qwerty\n2023-03-05,Damar,Asdfgh\n",
        "nama;desa\nSekar;Qwerty\nDamar;Asdfgh\n",
    ],
    "minutes": [
        "NOTULEN RAPAT\nHari: Sabtu, 4 Maret 2023\nHadir: Sekar, Damar\n1. Pembukaan\n2. Qwerty\n",
        "Minutes of the meeting, 4 March 2023\nPresent: Sekar, Damar\n1. Opening\n2. Any other business\n",
        "同鄉會會議紀錄\n日期：2023年3月4日\n出席：Sekar\n",
    ],
    "prose": [
        "The cooperative began with nine women who dried cassava in the sun.\nThey sold it in the market of the town.\n"
    ],
    "json": ['{"a": 1}', "[\n  {\n"],
    "html": ["<!doctype html><html><body>Qwerty</body></html>", "  <html lang='id'>\n"],
    "xml": ['<?xml version="1.0"?><x/>'],
    "copied": ["[21.05, 12/3/2023] Sekar: Qwerty\n[21.06, 12/3/2023] Damar: Asdfgh\n", "[12/3 21.05] Sekar: Qwerty\n"],
    "mail": ["From: sekar@example.org\nTo: damar@example.org\nSubject: Qwerty\n\nAsdfgh\n"],
    "contact_card": ["BEGIN:VCARD\nVERSION:3.0\nFN:Sekar\nEND:VCARD\n"],
    "rtf": ["{\\rtf1\\ansi Qwerty}"],
    "subtitles": ["1\n00:00:01,000 --> 00:00:02,000\nQwerty\n\n2\n00:00:03,000 --> 00:00:04,000\nAsdfgh\n"],
    "log": ["2023-03-04 21:05:00,123 INFO started\n2023-03-04 21:05:01,000 ERROR stopped\n"],
}
BINARY = {
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "image": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "sound": b"OggS\x00\x02" + b"\x00" * 20,
    "video": b"\x00\x00\x00\x18ftypmp42",
    "backup": b"SQLite format 3\x00" + b"\x00" * 20,
    "old_office": bytes.fromhex("d0cf11e0a1b11ae1"),
}


def refusal_of(data: bytes, name: str = "chat.txt") -> NotAnExportError:
    try:
        return refuse(open_export(NamedBytes(name, data)))
    except NotAnExportError as error:
        return error


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in FOREIGN.items() for text in texts])
def test_a_foreign_text_is_named_for_what_it_is(kind: str, text: str) -> None:
    error = refusal_of(text.encode())
    assert error.kind == kind
    what = load_toml("texts/refusals_en.toml").content["kinds"][kind]
    assert what in error.message


@pytest.mark.parametrize(("kind", "data"), BINARY.items())
def test_a_file_that_is_no_text_is_named_when_it_is_opened(kind: str, data: bytes) -> None:
    with pytest.raises(NotAnExportError) as caught:
        open_export(NamedBytes("file", data))
    assert caught.value.kind == kind


def test_an_unknown_binary_is_said_to_be_no_text() -> None:
    assert refusal_of(bytes(range(256)) * 40).reason == "not_an_export.binary"


def test_a_text_like_nothing_known_is_refused_without_a_guess() -> None:
    assert refusal_of(b"x\n\ny\n").reason == "not_an_export.unknown"


@pytest.mark.parametrize("texts", FOREIGN.values(), ids=FOREIGN)
def test_no_refusal_quotes_the_file(texts: list[str]) -> None:
    for text in texts:
        said = str(refusal_of(text.encode()))
        assert not any(word in said for word in ("Sekar", "Damar", "Qwerty", "Asdfgh", "Rumpun", "2023"))
        assert said.count("\n") == 1
        assert "Hint: " in said


@pytest.mark.parametrize("kind", ["telegram", "minutes"])
def test_utf_16_hides_nothing(kind: str) -> None:
    assert refusal_of(b"\xff\xfe" + FOREIGN[kind][0].encode("utf-16-le")).kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "[04/03/23 21.05.12] Sekar: {\n",
        "\u200e[04/03/23, 21:05:12] Sekar: \u200eimage omitted\n",
        '04/03/23, 21:05 - Sekar created group "[LINE] <html>"\n',
        "04/03/23, 21:05 - Sekar: 카카오톡 대화\n저장할까요\n",
    ],
)
def test_a_whatsapp_export_passes_the_door(text: str) -> None:
    assert isinstance(open_export(NamedBytes("chat.txt", text.encode())), ExportText)


def test_both_languages_have_the_same_sentences() -> None:
    english, indonesian = (load_toml(f"texts/refusals_{lang}.toml").content for lang in ("en", "id"))
    assert {table: set(keys) for table, keys in english.items()} == {
        table: set(keys) for table, keys in indonesian.items()
    }
    assert english["advice"] == indonesian["advice"]


def test_every_kind_of_the_signatures_has_its_words_and_every_reason_its_hint() -> None:
    texts = load_toml("texts/refusals_en.toml").content
    signatures = load_toml("whatsapp/foreign.toml").content
    kinds = {entry["kind"] for table in signatures.values() for entry in table}
    assert kinds - {"other_archive"} <= set(texts["kinds"])
    for table in ("not_an_export", "archive", "unreadable"):
        for key in texts[table]:
            assert all(refusal_texts(f"{table}.{key}", kind="pdf", lang=lang)[1] for lang in ("en", "id"))


def test_a_refusal_can_be_said_in_indonesian() -> None:
    error = refusal_of(FOREIGN["telegram"][0].encode())
    assert refusal_texts(error.reason, kind=error.kind, lang="id")[0].startswith("ini tampaknya ekspor Telegram")


def test_naming_a_large_text_takes_no_longer_than_a_small_one() -> None:
    import time

    start = time.process_time()
    refusal_of(b"a" * 20_000_000)
    refusal_of(b"{ " * 5_000_000)
    refusal_of(b"a,\n" * 5_000_000)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *((kind, text) for kind, texts in FOREIGN.items() for text in texts),
        ("signal", "[2023-03-04 21:05] Me: Qwerty (- ✓ -)\n[2023-03-04 21:06] Damar: Asdfgh (- -)\n"),
        ("log", "2023-03-04 21:05:00 - INFO: started\n2023-03-04 21:06:00 - ERROR: stopped\n"),
    ],
)
def test_the_reader_refuses_what_only_looks_like_an_export(kind: str, text: str) -> None:
    with pytest.raises(NotAnExportError) as caught:
        read_chat(NamedBytes("chat.txt", text.encode()))
    assert caught.value.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "[14/03/2023, 21:05] Sekar: brackets without seconds\n[14/03/2023, 21:06] Damar: ya\n",
        "[14/03/2023, 21:05] Sekar added you\n",
        "14/03/23 21.05 - Sekar: [21.05, 12/3/2023] Damar: disalin\n14/03/23 21.06 - Damar: ya\n",
        "14/03/23 21.05 - Sekar: Notulen rapat\n1. kas\n2. bazar\n",
    ],
)
def test_unusual_exports_are_not_refused(text: str) -> None:
    assert len(read_chat(NamedBytes("chat.txt", text.encode())).records)
