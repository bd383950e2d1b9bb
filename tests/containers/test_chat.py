from __future__ import annotations

from bmp_networks.containers.chat import keep_latest
from bmp_networks.io.whatsapp.archive import NamedBytes
from bmp_networks.io.whatsapp.reader import read_chat

LINES = [f"1{day}/09/18 10.0{minute} - Bu {minute}: pesan {day} {minute}" for day in range(3) for minute in range(4)]
CHAT = read_chat(NamedBytes("chat.txt", "\n".join(LINES).encode()))


def test_the_latest_messages_keep_their_ids_and_get_new_numbers():
    kept = keep_latest(CHAT, 5)
    assert list(kept.messages["i"]) == [0, 1, 2, 3, 4]
    assert list(kept.ids) == list(CHAT.ids[-5:])
    assert list(kept.messages["body"]) == list(CHAT.messages["body"][-5:])


def test_a_cut_chat_says_so():
    source = keep_latest(CHAT, 5).sources[0]
    assert source.left_truncated
    assert "latest_only:5" in source.notes


def test_a_shorter_chat_stays_as_it_is():
    assert keep_latest(CHAT, len(LINES)) is CHAT
