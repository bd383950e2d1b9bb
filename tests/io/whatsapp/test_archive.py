"""Opening exports: names, encodings and zips; every refusal is one sentence that quotes nothing."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmp_networks.errors import ArchiveError, InputRefusedError, NotAnExportError
from bmp_networks.io.whatsapp.archive import ExportText, NamedBytes, open_export
from bmp_networks.io.whatsapp.encoding import to_utf8
from bmp_networks.io.whatsapp.file_names import group_from_name

LINE = "14/07/23, 21.41 - Bu Tari: keripik tempe 🙏 siap\n"
CHAT = LINE.encode("utf-8")


def zip_of(members: dict[str, bytes], *, flags: int = 0) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    data = bytearray(packed.getvalue())
    if flags:
        for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            start = data.find(mark)
            while start >= 0:
                (old,) = struct.unpack_from("<H", data, start + offset)
                struct.pack_into("<H", data, start + offset, old | flags)
                start = data.find(mark, start + 1)
    return bytes(data)


def opened(data: bytes, name: str = "chat.txt") -> ExportText:
    return open_export(NamedBytes(name, data))


def refused(data: bytes, name: str = "chat.zip") -> InputRefusedError:
    with pytest.raises(InputRefusedError) as caught:
        opened(data, name)
    return caught.value


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("WhatsApp Chat with Tani Jaya.txt", "Tani Jaya"),
        ("WhatsApp_Chat_with_Tani_Jaya.txt", "Tani Jaya"),
        ("WhatsApp Chat with Tani_Jaya.txt", "Tani_Jaya"),
        ("WhatsApp Chat with Tani Jaya (1).txt", "Tani Jaya"),
        ("WhatsApp Chat with Tani Jaya(2).txt", "Tani Jaya"),
        ("WhatsApp_Chat_with_Tani_Jaya_1_.txt", "Tani Jaya"),
        ("WhatsApp Chat with Tani (Desa) Jaya.txt", "Tani (Desa) Jaya"),
        ("WhatsApp Chat with Tani Jaya.zip", "Tani Jaya"),
        ("WhatsApp Chat - Tani Jaya.zip", "Tani Jaya"),
        ("WhatsApp Chat - Tani - Jaya.zip", "Tani - Jaya"),
        ("WhatsApp_Chat_-_Tani_Jaya.zip", "Tani Jaya"),
        ("Chat WhatsApp dengan Tani Jaya.txt", "Tani Jaya"),
        ("Chat_WhatsApp_dengan_Tani_Jaya.txt", "Tani Jaya"),
        ("Sembang WhatsApp dengan Tani Jaya.txt", "Tani Jaya"),
        ("WhatsApp 與 海外姊妹 的對話.txt", "海外姊妹"),
        ("與海外姊妹的 WhatsApp 對話.txt", "海外姊妹"),
        ("與海外姊妹的_WhatsApp_對話.txt", "海外姊妹"),
        ("دردشة واتساب مع عائلة.txt", "عائلة"),
        ("\u200fدردشة واتساب مع عائلة.txt", "عائلة"),
        ("고향님과의 WhatsApp 대화.txt", "고향"),
        ("故郷の会とのWhatsAppチャット.txt", "故郷の会"),
        ("folder/WhatsApp Chat with Tani Jaya.txt", "Tani Jaya"),
        ("_chat.txt", None),
        ("notes.txt", None),
        ("-", None),
    ],
)
def test_the_group_is_read_from_the_file_name(name: str, group: str | None) -> None:
    assert group_from_name(name) == group


def test_names_decomposed_by_a_mac_are_recognised() -> None:
    import unicodedata

    assert group_from_name(unicodedata.normalize("NFD", "고향님과의 WhatsApp 대화.txt")) == "고향"


@pytest.mark.parametrize(
    ("stored", "encoding"),
    [
        (CHAT, "utf-8"),
        (b"\xef\xbb\xbf" + CHAT, "utf-8"),
        (b"\xff\xfe" + LINE.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + LINE.encode("utf-16-be"), "utf-16-be"),
        (LINE.encode("utf-16-le"), "utf-16-le"),
        (LINE.encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe\x00\x00" + LINE.encode("utf-32-le"), "utf-32-le"),
    ],
)
def test_every_encoding_gives_the_same_text(stored: bytes, encoding: str) -> None:
    export = opened(stored)
    assert export.data == CHAT
    assert export.encoding == encoding
    assert export.notes == ()
    assert export.sha256 == hashlib.sha256(stored).hexdigest()


def test_chinese_utf_16_without_mark_is_recognised() -> None:
    text = "2023/7/14 下午9:41 - 王小姐: 今天有沒有豆腐乾和花生糖可以買\n" * 3
    assert opened(text.encode("utf-16-le")).data == text.encode("utf-8")


def test_line_ends_are_left_as_they_are() -> None:
    data = b"1/2/23, 10:00 - A: x\r\nline\n\rother\r\n\r\n"
    assert opened(data).data == data


def test_a_text_in_the_western_code_page_loses_no_byte() -> None:
    export = opened("14/07/23, 21.41 - José: ça coûte 5 €\n".encode("cp1252"))
    assert export.data.decode() == "14/07/23, 21.41 - José: ça coûte 5 €\n"
    assert (export.encoding, export.notes) == ("cp1252", ("legacy_encoding",))


def test_a_stray_byte_among_good_characters_is_kept_and_noted() -> None:
    export = opened(CHAT * 3 + b"14/07/23, 21.42 - A: caf\xe9\n")
    assert export.data == CHAT * 3 + "14/07/23, 21.42 - A: café\n".encode()
    assert export.notes == ("stray_bytes",)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_a_character_cut_by_the_end_of_the_file_becomes_one_mark(n: int) -> None:
    whole = "1/2/23, 10:00 - A: terima kasih 🙏".encode()
    export = opened(whole[:-n])
    assert export.data.decode() == "1/2/23, 10:00 - A: terima kasih \ufffd"
    assert (export.encoding, export.notes) == ("utf-8", ("cut_character",))


@given(st.binary(max_size=300))
def test_any_bytes_become_valid_utf_8_with_as_many_line_ends(data: bytes) -> None:
    decoded = to_utf8(data)
    text = decoded.data.decode("utf-8")
    if decoded.encoding in ("utf-8", "cp1252"):
        assert text.count("\n") == data.count(b"\n")


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_proper_utf_8_passes_unchanged(text: str) -> None:
    data = text.encode()
    decoded = to_utf8(data)
    if decoded.encoding == "utf-8":
        stripped = data
        while stripped.startswith(b"\xef\xbb\xbf"):
            stripped = stripped[3:]
        assert decoded.data == stripped


def test_an_empty_file_is_opened_without_complaint() -> None:
    assert opened(b"").data == b""
    assert opened(b"\xef\xbb\xbf").data == b""


def test_the_content_is_not_shown_by_repr() -> None:
    assert "keripik" not in repr(opened(CHAT)) + repr(NamedBytes("x", CHAT))


def test_a_file_on_the_disk_is_read_like_one_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "WhatsApp Chat with Tani Jaya.txt"
    path.write_bytes(CHAT)
    assert open_export(path) == open_export(str(path)) == opened(CHAT, path.name)


def test_an_iphone_zip_gives_its_chat_and_the_group_of_the_zip() -> None:
    data = zip_of(
        {
            "00000002-PHOTO-2023-07-14-21-41-00.jpg": b"\xff\xd8\xff",
            "00000003-WhatsApp Chat with Decoy.txt": b"1/2/23, 10:00 - X: other chat\n",
            "_chat.txt": CHAT,
        }
    )
    export = opened(data, "WhatsApp Chat - Tani Jaya.zip")
    assert (export.data, export.group_hint) == (CHAT, "Tani Jaya")
    assert export.name == "WhatsApp Chat - Tani Jaya.zip"
    assert export.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("decoy_first", [True, False])
def test_an_android_zip_gives_its_chat_and_not_an_attached_text(decoy_first: bool) -> None:
    decoy = ("daftar harga.txt", b"14/07/23, 21.41 - not the chat\n")
    chat = ("Chat WhatsApp dengan Tani Jaya.txt", CHAT)
    members = dict([decoy, chat] if decoy_first else [chat, decoy])
    export = opened(zip_of({"IMG-20230714-WA0001.jpg": b"\xff\xd8\xff", **members}), "download.zip")
    assert (export.data, export.group_hint) == (CHAT, "Tani Jaya")


def test_another_export_sent_as_a_document_is_not_taken_for_the_chat() -> None:
    chat = CHAT + b"14/07/23, 21.42 - Bu Tari: WhatsApp Chat with Koperasi.txt (file attached)\n"
    data = zip_of({"WhatsApp Chat with Koperasi.txt": CHAT * 9, "WhatsApp Chat with Tani Jaya.txt": chat})
    assert opened(data, "x.zip").data == chat


def test_of_two_chats_the_one_named_like_the_zip_is_meant() -> None:
    data = zip_of({"WhatsApp Chat with Koperasi.txt": CHAT * 9, "WhatsApp Chat with Tani Jaya.txt": CHAT})
    assert opened(data, "WhatsApp Chat with Tani Jaya.zip").data == CHAT
    assert refused(data, "x.zip").reason == "archive.several_chats"


def test_what_a_mac_adds_to_a_zip_is_passed_over() -> None:
    data = zip_of({"__MACOSX/._chat.txt": b"\x00\x05", "__MACOSX/Tani/._chat.txt": b"\x00", "Tani/_chat.txt": CHAT})
    assert opened(data, "Tani.zip").data == CHAT


def test_a_renamed_chat_is_known_by_its_first_lines() -> None:
    data = zip_of({"readme.txt": b"Harga keripik naik.\n", "grup.txt": b"\xff\xfe" + LINE.encode("utf-16-le")})
    assert opened(data, "grup.zip").data == CHAT


def test_an_empty_chat_in_a_zip_is_an_empty_chat() -> None:
    assert opened(zip_of({"_chat.txt": b""})).data == b""


def test_member_names_without_their_utf_8_flag_are_read() -> None:
    data = zip_of({"與海外姊妹的 WhatsApp 對話.txt": CHAT, "other.txt": CHAT})
    plain = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = plain.find(mark)
        struct.pack_into("<H", plain, start + offset, 0)
    export = opened(bytes(plain), "x.zip")
    assert (export.data, export.group_hint) == (CHAT, "海外姊妹")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zip_of({"photo.jpg": b"\xff\xd8\xff"}), "archive.no_chat"),
        (zip_of({}), "archive.no_chat"),
        (zip_of({"notes.txt": b"Harga keripik naik.\n"}), "archive.no_chat"),
        (zip_of({"WhatsApp Chat - Tani.zip": zip_of({"_chat.txt": CHAT})}), "archive.nested"),
        (zip_of({"_chat.txt": CHAT}, flags=1), "archive.encrypted"),
        (zip_of({"a/_chat.txt": CHAT, "b/_chat.txt": CHAT}), "archive.several_chats"),
        (zip_of({"_chat.txt": CHAT * 50})[:-30], "archive.damaged"),
        (zip_of({"_chat.txt": CHAT}).replace(CHAT[:8], b"\0" * 8)[:40], "archive.damaged"),
        (zip_of({"_chat.txt": b"0" * (1 << 27)}), "archive.too_large"),
        (b"7z\xbc\xaf\x27\x1c" + b"\0" * 20, "archive.other_archive"),
        (b"\x1f\x8b\x08\x00" + b"\0" * 20, "archive.other_archive"),
    ],
)
def test_a_zip_that_gives_no_chat_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    error = refused(data)
    assert isinstance(error, ArchiveError)
    assert error.reason == reason
    assert error.hint
    assert error.where == "chat.zip"


def test_a_flipped_byte_in_a_packed_chat_is_refused_not_read() -> None:
    data = bytearray(zip_of({"_chat.txt": CHAT * 50}))
    data[60] ^= 0xFF
    assert refused(bytes(data)).reason == "archive.damaged"


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        ({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}, "word"),
        ({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}, "spreadsheet"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "open_document"),
        ({"mimetype": b"application/epub+zip"}, "book"),
    ],
)
def test_documents_that_are_zips_inside_are_named(members: dict[str, bytes], kind: str) -> None:
    error = refused(zip_of(members), "x.docx")
    assert isinstance(error, NotAnExportError)
    assert error.kind == kind


def test_a_missing_file_and_a_folder_are_refused_with_a_hint(tmp_path: Path) -> None:
    for path, reason in ((tmp_path / "none.txt", "unreadable.missing"), (tmp_path, "unreadable.folder")):
        with pytest.raises(InputRefusedError) as caught:
            open_export(path)
        assert caught.value.reason == reason
        assert caught.value.hint
        assert str(tmp_path.parent) not in str(caught.value)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may read every file")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "chat.txt"
    path.write_bytes(CHAT)
    path.chmod(0)
    with pytest.raises(InputRefusedError) as caught:
        open_export(path)
    assert caught.value.reason == "unreadable.no_permission"
