"""Three hand-coded group chats: as many messages, by the same people, as the people who coded them saw."""

from __future__ import annotations

import json

import pytest

from bmp_networks.io.whatsapp.reader import read_chat
from tests.shared_data import shared_path

CHATS = {
    "jejaring_ios_id": ("ios", "day-first", "Jejaring BMP Jateng", 6),
    "kios_android_en": ("android", "month-first", "Kios Terminal Wonosobo", 8),
    "lipursari_android_id": ("android", "day-first", "MUIWO Lipursari", 8),
}


@pytest.mark.parametrize("chat", CHATS)
def test_messages_of_a_hand_coded_chat_have_the_authors_its_coders_saw(chat):
    folder = shared_path("gold", chat)
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    messages = read_chat(folder / "chat.txt").messages
    assert messages["author"].tolist() == [entry["author"] for entry in gold]


@pytest.mark.parametrize("chat", CHATS)
def test_a_hand_coded_chat_is_described_rightly(chat):
    platform, order, group, n_events = CHATS[chat]
    read = read_chat(shared_path("gold", chat, "chat.txt"))
    source = read.sources[0]
    assert (source.platform, source.date_order, source.group) == (platform, order, group)
    assert source.date_confidence == "certain"
    assert len(read.events) == n_events
    assert "unknown_system" not in set(read.events["event"])
    assert not len(read.unread)
