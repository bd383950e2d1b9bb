"""System lines: the closed list of events, in the wordings that exports show, with who did it and to whom."""

from __future__ import annotations

import pytest

from bmp_networks.containers.chat import EVENTS, SELF
from bmp_networks.io.whatsapp.phrases import all_phrases
from tests.io.whatsapp.exports import LRM, NARROW, NBSP, read_android, read_iphone, told

NOBODY: tuple[str, ...] = ()
ME = (SELF,)

ENGLISH = [
    (
        "Messages to this group are now secured with end-to-end encryption. Tap for more info.",
        "encryption_notice",
        None,
        NOBODY,
    ),
    (
        "Messages and calls are end-to-end encrypted. Only people in this chat can read them.",
        "encryption_notice",
        None,
        NOBODY,
    ),
    ('Budi created group "A added B: left"', "group_created", "Budi", NOBODY),
    ("You created this group", "group_created", SELF, NOBODY),
    ("Budi added Siti", "member_added", "Budi", ("Siti",)),
    ("Budi added A, B and C", "member_added", "Budi", ("A", "B", "C")),
    ("Budi added ~ Rina and +62 812-3456-7890", "member_added", "Budi", ("Rina", "+62 812-3456-7890")),
    ("Budi added you", "member_added", "Budi", ME),
    ("You added Siti", "member_added", SELF, ("Siti",)),
    ("Siti was added", "member_added", None, ("Siti",)),
    ("You were added", "member_added", None, ME),
    ("A and B were added", "member_added", None, ("A", "B")),
    ("Budi added you to a group in the community: C: D", "member_added", "Budi", ME),
    ("~ Rina joined using this group's invite link", "member_joined", "Rina", NOBODY),
    (f"~{NARROW}Rina joined using a group link.", "member_joined", "Rina", NOBODY),
    ("Rina joined using your invite", "member_joined", "Rina", NOBODY),
    ("Rina joined from the community", "member_joined", "Rina", NOBODY),
    ("Rina requested to join.", "join_request", "Rina", NOBODY),
    ("Rina requested to add Ani", "join_request", "Rina", ("Ani",)),
    ("+62 812-3456-7890 left", "member_left", "+62 812-3456-7890", NOBODY),
    ("Rina left the group", "member_left", "Rina", NOBODY),
    ("You left", "member_left", SELF, NOBODY),
    ("Budi removed Siti", "member_removed", "Budi", ("Siti",)),
    ("Siti was removed", "member_removed", None, ("Siti",)),
    (
        "Budi changed their phone number to a new number. Tap to message or add the new number.",
        "number_changed",
        "Budi",
        NOBODY,
    ),
    ("+62 811 changed to +62 812", "number_changed", "+62 811", ("+62 812",)),
    ("Budi changed from +62 811 to +62 812", "number_changed", "Budi", ("+62 812",)),
    ("You're now an admin", "admin_promoted", None, ME),
    ("Siti is now an admin", "admin_promoted", None, ("Siti",)),
    ("You're no longer an admin", "admin_demoted", None, ME),
    ('Budi changed the subject from "A" to "B: left"', "subject_changed", "Budi", NOBODY),
    ('Budi changed the group name from "A" to "B"', "subject_changed", "Budi", NOBODY),
    ("Budi deleted this group's icon", "icon_changed", "Budi", NOBODY),
    ("Budi removed the group description", "description_changed", "Budi", NOBODY),
    ("A participant changed the group description. Tap to view.", "description_changed", None, NOBODY),
    (
        "Budi changed this group's settings to allow only admins to send messages to this group",
        "settings_changed",
        "Budi",
        NOBODY,
    ),
    (
        "This group has over 256 members so now only admins can edit the group settings.",
        "settings_changed",
        None,
        NOBODY,
    ),
    ("Budi turned on admin approval to join this group. Tap to change.", "settings_changed", "Budi", NOBODY),
    ("Budi revoked this group's invite link. Tap to view the new invite link.", "invite_link_reset", "Budi", NOBODY),
    ("Budi turned off disappearing messages. Tap to change.", "disappearing_changed", "Budi", NOBODY),
    ("You updated the message timer. New messages will disappear from this chat", "disappearing_changed", SELF, NOBODY),
    ("Budi pinned a message", "message_pinned", "Budi", NOBODY),
    ("Siti's security code changed. Tap for more info.", "security_code_changed", "Siti", NOBODY),
    ("Your security code with Siti changed. Tap to learn more.", "security_code_changed", "Siti", NOBODY),
    ("Missed group voice call", "call", None, NOBODY),
    ("Budi started a video call", "call", "Budi", NOBODY),
    ("Budi added this group to the community: C: D", "community_linked", "Budi", NOBODY),
    ("Budi removed this group from the community: C", "community_unlinked", "Budi", NOBODY),
    ("Budi turned on advanced chat privacy", "privacy_changed", "Budi", NOBODY),
    (
        "This business uses a secure service from Meta to manage this chat. Tap to learn more.",
        "business_notice",
        None,
        NOBODY,
    ),
    ("Siti is a contact", "contact_notice", "Siti", NOBODY),
    ("Waiting for this message. This may take a while.", "waiting_message", None, NOBODY),
    ("Budi frobnicated the group", "unknown_system", None, NOBODY),
]
INDONESIAN = [
    (
        "Pesan dan panggilan terenkripsi secara end-to-end. Tidak seorang pun di luar chat ini",
        "encryption_notice",
        None,
        NOBODY,
    ),
    ("Pesan ke grup ini sekarang diamankan dengan enkripsi end-to-end.", "encryption_notice", None, NOBODY),
    ('Budi telah membuat grup "G"', "group_created", "Budi", NOBODY),
    ("Anda yang membuat grup", "group_created", SELF, NOBODY),
    ("Budi telah menambahkan Anda", "member_added", "Budi", ME),
    ("Anda menambahkan A, B dan C", "member_added", SELF, ("A", "B", "C")),
    ("Siti telah ditambahkan", "member_added", None, ("Siti",)),
    ("Budi telah bergabung menggunakan tautan undangan grup ini", "member_joined", "Budi", NOBODY),
    ("Budi bergabung dari komunitas", "member_joined", "Budi", NOBODY),
    ("Anda keluar", "member_left", SELF, NOBODY),
    ("Budi telah mengeluarkan Anda", "member_removed", "Budi", ME),
    ("Anda telah dikeluarkan", "member_removed", None, ME),
    (
        "Budi telah mengganti nomor teleponnya ke nomor baru. Ketuk untuk mengirim pesan atau menambahkan nomor baru.",
        "number_changed",
        "Budi",
        NOBODY,
    ),
    ("+62 811 telah diganti ke +62 812", "number_changed", "+62 811", ("+62 812",)),
    ("Budi telah mengganti nomor dari +62 811 ke +62 812", "number_changed", "Budi", ("+62 812",)),
    ("Anda sekarang adalah admin", "admin_promoted", None, ME),
    ("Anda bukan lagi seorang admin", "admin_demoted", None, ME),
    ("Siti sekarang adalah admin", "unknown_system", None, NOBODY),
    ('Budi telah mengubah subjek dari "A" menjadi "B: keluar"', "subject_changed", "Budi", NOBODY),
    ("Budi telah menghapus ikon grup ini", "icon_changed", "Budi", NOBODY),
    ("Ikon grup diperbarui", "icon_changed", None, NOBODY),
    ("Budi telah mengubah deskripsi grup", "description_changed", "Budi", NOBODY),
    ("Budi mengubah setelan grup ini supaya", "settings_changed", "Budi", NOBODY),
    ("Budi telah membatalkan tautan undangan grup ini. Ketuk untuk melihat", "invite_link_reset", "Budi", NOBODY),
    ("Anda mematikan pesan sementara. Ketuk untuk mengubah.", "disappearing_changed", SELF, NOBODY),
    ("Budi menyematkan pesan", "message_pinned", "Budi", NOBODY),
    ("Kode keamanan Siti berubah. Ketuk untuk info selengkapnya.", "security_code_changed", "Siti", NOBODY),
    ("Kode keamanan Anda dengan Siti telah berubah. Ketuk untuk info", "security_code_changed", "Siti", NOBODY),
    ("Panggilan suara tak terjawab", "call", None, NOBODY),
    ("Siti kini menjadi kontak", "contact_notice", "Siti", NOBODY),
    (
        "Kini Bisnis Anda menggunakan layanan yang aman dari Meta untuk mengelola obrolan ini.",
        "business_notice",
        None,
        NOBODY,
    ),
    ("Budi telah mengakhiri grup ini", "group_ended", "Budi", NOBODY),
]
OTHERS = [
    ('陳建立了 "G" 群組', "group_created", "陳", NOBODY),
    ("小美 新增了 小明", "member_added", "小美", ("小明",)),
    ("小美新增了你", "member_added", "小美", ME),
    ("小明 已加入", "member_added", None, ("小明",)),
    ("小明使用了群組邀請連結加入群組", "member_joined", "小明", NOBODY),
    ("您已退出群組", "member_left", SELF, NOBODY),
    ("小美移除了小明", "member_removed", "小美", ("小明",)),
    ("您已成為群組管理員", "admin_promoted", None, ME),
    ("小美將主題由「A」改為「B」", "subject_changed", "小美", NOBODY),
    ("您與小美之間的安全代碼已變更。", "security_code_changed", "小美", NOBODY),
    ("未接語音通話", "call", None, NOBODY),
    ("محمد أضاف عائشة", "member_added", "محمد", ("عائشة",)),
    ("محمد أضافك", "member_added", "محمد", ME),
    ("عائشة غادرت", "member_left", "عائشة", NOBODY),
    ("الرسائل والمكالمات مشفرة تمامًا بين الطرفين.", "encryption_notice", None, NOBODY),
    ('محمد غيّر اسم المجموعة إلى "س"', "subject_changed", "محمد", NOBODY),
    ("Aminah telah menambah Siti", "member_added", "Aminah", ("Siti",)),
    ("Anda kini adalah pentadbir", "admin_promoted", None, ME),
    ('Aminah mengubah subjek grup dari "A" ke "B"', "subject_changed", "Aminah", NOBODY),
    ("김님이 박님을 추가했습니다", "member_added", "김", ("박",)),
    ("박님이 퇴장했습니다", "member_left", "박", NOBODY),
    ("김님이 그룹 이름을 “A”에서 “B”로 변경했습니다", "subject_changed", "김", NOBODY),
    ("山田がグループ「G」を作成しました", "group_created", "山田", NOBODY),
    ("山田が佐藤を追加しました", "member_added", "山田", ("佐藤",)),
    ("山田があなたを追加しました", "member_added", "山田", ME),
    ("佐藤が退出しました", "member_left", "佐藤", NOBODY),
    ("佐藤 が退出", "member_left", "佐藤", NOBODY),
]


@pytest.mark.parametrize("line", [*ENGLISH, *INDONESIAN, *OTHERS], ids=lambda line: line[0][:40])
def test_a_line_without_author_is_told(line):
    text, event, actor, targets = line
    chat = read_android("Wulan: hai", text)
    assert told(chat)[1] == (event, actor, targets)
    assert chat.records["author_raw"][1] is None
    assert chat.records["body"][1] == text


@pytest.mark.parametrize("line", [line for line in [*ENGLISH, *INDONESIAN] if line[1] != "waiting_message"])
def test_a_line_of_an_iphone_without_author_is_told_the_same(line):
    text, event, actor, targets = line
    assert told(read_iphone("Wulan: hai", f"{LRM}{text}"))[1] == (event, actor, targets)


@pytest.mark.parametrize(
    ("author", "text", "event", "actor", "targets"),
    [
        ("BMP", "Messages and calls are end-to-end encrypted.", "encryption_notice", None, ()),
        ("Budi", "Budi added A and B", "member_added", "Budi", ("A", "B")),
        ("BMP", "Budi added you", "member_added", "Budi", ME),
        ("BMP", "Ani was added", "member_added", None, ("Ani",)),
        ("Budi", "Ani was added", "member_added", "Budi", ("Ani",)),
        ("Ani", "Ani was added", "member_added", None, ("Ani",)),
        ("Budi", "You're now an admin", "admin_promoted", "Budi", ME),
        ("~ Rina", "~ Rina left", "member_left", "Rina", ()),
        ("Budi", "Missed voice call, \u200eTap to call back", "call", "Budi", ()),
        ("Budi", "Voice call, \u200e5 min", "call", "Budi", ()),
        ("Budi", "Waiting for this message. This may take a while.", "waiting_message", "Budi", ()),
        ("BMP", "This group has over 256 members so now only admins", "settings_changed", None, ()),
        ("BMP", "Something nobody has seen", "unknown_system", None, ()),
        ("Budi", "Kode keamanan Anda dengan Budi telah berubah.", "security_code_changed", "Budi", ()),
    ],
)
def test_a_line_of_an_iphone_under_the_group_or_a_member_is_told(author, text, event, actor, targets):
    notice = f"BMP: {LRM}Messages and calls are end-to-end encrypted."
    chat = read_iphone(notice, "Wulan: hai", "Sri: ya", f"{author}: {LRM}{text}")
    assert told(chat)[3] == (event, actor, targets)
    assert chat.records["author"][3] is None
    assert chat.records["author_raw"][3] == author


def test_a_number_in_marks_is_the_same_person_in_author_and_text():
    number = f"\u202a+62{NBSP}812\u20113456\u202c"
    assert told(read_iphone("Sri: a", f"{number}: {LRM}{number} left"))[1] == ("member_left", "+62 812\u20113456", ())


def test_what_a_member_writes_is_no_system_line_whatever_it_says():
    lines = ["Budi: Rina added Siti", "Budi: Budi left", "Budi: Anda sekarang adalah admin", "Rina: You left: why"]
    assert set(read_android(*lines).records["kind"]) == {"message"}
    assert set(read_iphone(f"BMP: {LRM}Pesan terenkripsi secara end-to-end.", *lines).records["kind"][1:]) == {
        "message"
    }


def test_a_name_with_a_comma_or_and_stays_whole_where_it_is_known():
    chat = read_android(
        "Ibu Hj. Ida, S.Pd: a", "Salt and Pepper: b", "Budi added Siti, Ibu Hj. Ida, S.Pd and Salt and Pepper"
    )
    assert chat.records["targets"][2] == ("Siti", "Ibu Hj. Ida, S.Pd", "Salt and Pepper")


def test_waiting_and_call_lines_under_a_name_are_system_lines_on_android_too():
    chat = read_android(
        "Budi: Menunggu pesan ini. Ini mungkin membutuhkan waktu beberapa saat.", "Siti: Missed voice call"
    )
    assert told(chat) == [("waiting_message", "Budi", ()), ("call", "Siti", ())]
    assert chat.records["i"].tolist() == [-1, -1]


def test_every_sentence_of_the_data_files_tells_an_event_of_the_closed_list():
    for phrases in all_phrases():
        for template in phrases.templates:
            assert template.event in EVENTS
            assert template.pattern.groups <= 4
            assert template.stem or phrases.loose
