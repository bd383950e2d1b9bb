from __future__ import annotations

import pytest

from bmp_networks.errors import InputRefusedError
from bmp_networks.io.consent import names_without_consent, renumbered_codes, without_people
from bmp_networks.io.tables import read_roster
from bmp_networks.io.whatsapp.archive import NamedBytes
from bmp_networks.io.whatsapp.reader import read_chat
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
