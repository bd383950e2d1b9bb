from __future__ import annotations

import pytest

from bmp_networks.errors import InputRefusedError
from bmp_networks.io.consent import names_without_consent, renumbered_codes, without_people
from bmp_networks.io.tables import read_roster
from bmp_networks.io.whatsapp.archive import NamedBytes
from bmp_networks.io.whatsapp.reader import read_chat
from bmp_networks.io.whatsapp.writer import write_chat
from bmp_networks.measures.identity import identify_people
from bmp_networks.study import Inputs, Plan, read_material

CHAT = NamedBytes(
    "chat.txt",
    b"""01/09/18 07.10 - Mas Jarwo: pagi
01/09/18 07.11 - Bu Ngatmi: pagi
01/09/18 07.12 - +62 813-2550-0075: aku juga
01/09/18 07.13 - Lek Parti: nggih
""",
)
ROSTER = NamedBytes("r.csv", b"name,person,consent\nMas Jarwo,a,no\n+62 813-2550-0075,a,\nBu Ngatmi,b,yes\n")


def test_no_of_one_name_takes_out_all_names_of_the_person():
    chat, roster = read_chat(CHAT), read_roster(ROSTER)
    left, people = without_people(chat, roster, names_without_consent(roster))
    assert left.messages["author"].tolist() == ["Bu Ngatmi", "Lek Parti"]
    assert left.messages["i"].tolist() == [0, 1]
    assert left.ids.tolist() == ["1:2", "1:4"]
    assert people is not None
    assert people.people["name"].tolist() == ["Bu Ngatmi"]


def test_nobody_elses_row_tells_of_who_is_out():
    roster = read_roster(NamedBytes("r.csv", b"name,person,consent,close_to\nAni,a,no,b\nBudi,b,,a|c\nCici,c,,\n"))
    _, people = without_people(read_chat(CHAT), roster, names_without_consent(roster))
    assert people is not None
    assert people.people["close_to"].tolist() == [("c",), ()]


def test_hand_codes_follow_their_messages():
    chat = read_chat(CHAT)
    left, _ = without_people(chat, None, names_without_consent(None, ["Mas Jarwo"]))
    codes = renumbered_codes([{"i": 0}, {"i": 1, "reply_to": 0}, {"i": 3, "reply_to": 1}], chat, left)
    assert codes == ({"i": 0, "reply_to": None}, {"i": 2, "reply_to": 0})


def test_a_roster_that_says_no_is_honoured_without_being_asked():
    material = read_material(Inputs((CHAT,), ROSTER), Plan())
    assert material.removed == (2, 2)
    assert len(material.chat.messages) == 2


def test_a_name_nobody_bears_is_refused():
    with pytest.raises(InputRefusedError, match="under no such name"):
        read_material(Inputs((CHAT,), without=("Mas Jarwoo",)), Plan())


EVENTS = NamedBytes(
    "chat.txt",
    b"""01/09/18 07.00 - Mas Jarwo menambahkan Bu Ngatmi
01/09/18 07.01 - Mas Jarwo menambahkan Lek Parti dan Bu Ngatmi
01/09/18 07.10 - Mas Jarwo: pagi
01/09/18 07.11 - Bu Ngatmi: pagi
01/09/18 07.12 - Lek Parti: pagi
01/09/18 07.20 - Lek Parti mengganti nomor telepon mereka ke nomor baru.
01/09/18 07.21 - Mas Jarwo menambahkan +62 813-2550-0075
01/09/18 07.30 - +62 813-2550-0075: nomerku anyar
01/09/18 07.40 - Mas Jarwo mengeluarkan Bu Ngatmi
""",
)


def test_who_was_added_by_somebody_left_out_was_added_all_the_same():
    chat = read_chat(EVENTS)
    left, _ = without_people(chat, None, names_without_consent(None, ["Mas Jarwo"]))
    events = left.events[left.events["event"].isin(["member_added", "member_removed"])]
    assert events["targets"].tolist() == [("Bu Ngatmi",), ("Lek Parti", "Bu Ngatmi"), ("+62 813-2550-0075",),
                                          ("Bu Ngatmi",)]  # fmt: skip
    assert events["actor"].isna().all()
    assert not left.records["body"].str.contains("Jarwo").any()


def test_who_was_added_together_with_somebody_left_out_stays_added():
    left, _ = without_people(read_chat(EVENTS), None, names_without_consent(None, ["Bu Ngatmi"]))
    events = left.events[left.events["event"].isin(["member_added", "member_removed"])]
    assert events["targets"].tolist() == [("Lek Parti",), ("+62 813-2550-0075",)]
    assert events["actor"].tolist() == ["Mas Jarwo", "Mas Jarwo"]
    assert not left.records["body"].str.contains("Ngatmi").any()


def test_a_change_of_number_holds_although_who_noted_it_is_left_out():
    left, _ = without_people(read_chat(EVENTS), None, names_without_consent(None, ["Mas Jarwo"]))
    assert identify_people(left).nodes["Lek Parti"] == "+62 813-2550-0075"


def test_a_no_holds_for_every_number_of_the_person():
    material = read_material(Inputs((EVENTS,), without=("Lek Parti",)), Plan())
    assert material.chat.messages["author"].tolist() == ["Mas Jarwo", "Bu Ngatmi"]
    assert not material.chat.records["body"].str.contains("Parti|2550").any()
    assert material.removed == (2, 2)


def test_what_is_left_reads_back_without_a_person_called_by_the_gap(tmp_path):
    left, _ = without_people(read_chat(EVENTS), None, names_without_consent(None, ["Mas Jarwo"]))
    write_chat(left, tmp_path / "chat.txt")
    back = read_chat(tmp_path / "chat.txt")
    assert back.events["targets"].tolist() == left.events["targets"].tolist()
    assert set(identify_people(back).nodes) == {"Bu Ngatmi", "Lek Parti", "+62 813-2550-0075"}
