"""The file of earlier lists: read back as written, without names, refused where broken."""

from __future__ import annotations

import pandas as pd
import pytest

from bmp_networks.containers.memory import Memory
from bmp_networks.errors import InputRefusedError
from bmp_networks.io.memory import read_memory, write_memory

SECRET = b"a secret of thirty-two bytes, yes"
DAY = pd.Timestamp("2023-03-06")


def example() -> Memory:
    memory = Memory(SECRET).noted("Kelompok", DAY, [("ani", "at_the_edge"), ("budi", "at_the_edge")])
    return memory.with_muted("Kelompok", DAY, ["citra"])


def test_it_is_read_back_as_it_was_written(tmp_path):
    write_memory(example(), tmp_path / ".bmp" / "greetings.json")
    assert read_memory(tmp_path / ".bmp" / "greetings.json", SECRET) == example()


def test_where_there_is_no_file_nothing_is_known(tmp_path):
    assert read_memory(tmp_path / "greetings.json", SECRET) == Memory(SECRET)


def test_nobody_is_named_and_the_key_is_not_told(tmp_path):
    place = tmp_path / "greetings.json"
    write_memory(example(), place)
    text = place.read_text(encoding="utf-8")
    assert not any(word in text for word in ("ani", "budi", "citra", "Kelompok", SECRET.hex(), SECRET.decode()))


def test_two_keys_know_nobody_in_common():
    one, other = Memory(SECRET), Memory(SECRET[::-1])
    assert one.key_of("ani") != other.key_of("ani")


ODD_DAY = '{"version": 1, "key": "", "groups": {"a": {"reports": {"today": {}}, "muted": {}}}}'
NO_GROUPS = '{"version": 1, "key": "", "groups": []}'


@pytest.mark.parametrize("text", ["", "{", "null", "7", '{"version": 1}', NO_GROUPS, ODD_DAY])
def test_a_broken_file_is_refused(tmp_path, text):
    place = tmp_path / "greetings.json"
    place.write_text(text, encoding="utf-8")
    with pytest.raises(InputRefusedError, match="cannot be read"):
        read_memory(place, SECRET)


def test_a_file_of_another_key_is_refused(tmp_path):
    write_memory(example(), tmp_path / "greetings.json")
    with pytest.raises(InputRefusedError, match="another key"):
        read_memory(tmp_path / "greetings.json", SECRET[::-1])
