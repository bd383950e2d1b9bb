from __future__ import annotations

import json
from pathlib import Path

import pytest

from bmp_networks.errors import InputRefusedError
from bmp_networks.io.lexicons import read_gazetteer
from bmp_networks.io.tables import read_codes, read_roster
from bmp_networks.io.whatsapp.reader import read_chat
from bmp_networks.simulate import CommunityPlan, simulate_community, write_community
from bmp_networks.simulate.writing import FILES

HEARD = ["kind", "event", "author", "actor", "targets", "body", "deleted", "mentions"]
SHAPES = ("android_id", "android_en_us", "ios_id", "ios_en_us", "desktop_id", "android_en_gb")


@pytest.mark.parametrize("shape", SHAPES)
def test_reading_back_gives_the_same_messages(shape: str, tmp_path: Path) -> None:
    language = "id" if shape.endswith("_id") else "en"
    community = simulate_community(CommunityPlan(messages=400, language=language), 6)
    write_community(community, tmp_path, shape=shape)
    chat = read_chat(tmp_path / "chat.txt", date_order="month-first" if shape.endswith("us") else "day-first")
    assert not len(chat.unread)
    assert chat.group == community.group
    written = community.records
    is_medium = (written["media"] == "unknown").to_numpy()
    assert chat.records["timestamp"].tolist() == written["timestamp"].tolist()
    for column in HEARD:
        read, expected = chat.records[column], written[column]
        if column == "body":  # what stands for a medium is worded by the platform
            read, expected = read[~is_medium], expected[~is_medium]
        assert read.tolist() == expected.tolist(), column


def test_every_companion_of_the_chat_can_be_read(tmp_path: Path) -> None:
    community = simulate_community(CommunityPlan(messages=300), 6)
    write_community(community, tmp_path / "new" / "folder")
    folder = tmp_path / "new" / "folder"
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    assert len(read_roster(folder / "roster.csv").persons) == 30
    assert set(read_gazetteer(folder / "actors.csv").organisations["id"]) >= {row["id"] for row in community.actors}
    assert len(read_codes(folder / "gold.jsonl")) == 300
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    assert len(truth["conversations"]) == 300
    assert {"members", "ties", "orders", "plan", "seed"} <= set(truth)
    assert json.loads((folder / "meta.json").read_text(encoding="utf-8"))["statistics"]["user_messages"] == 300


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_community(simulate_community(CommunityPlan(messages=300), 9), tmp_path / name)
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def test_a_folder_that_holds_a_chat_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "chat.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputRefusedError, match="already holds a chat"):
        write_community(simulate_community(CommunityPlan(messages=10)), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["chat.txt"]


def test_an_unknown_shape_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(InputRefusedError):
        write_community(simulate_community(CommunityPlan(messages=10)), tmp_path / "new", shape="fax")
    assert not (tmp_path / "new").exists()
