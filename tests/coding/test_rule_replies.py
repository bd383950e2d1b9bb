import pytest

from bmp_networks.coding.coder import apply_codes, code_messages
from bmp_networks.coding.reply_rules import RULES
from bmp_networks.coding.rule_replies import replies_under_rules
from bmp_networks.errors import InputRefusedError
from tests.measures.invented import make_chat, said

LINES = (
    (0, "Bu Tumi", "Tiwul 9rb sebungkus, siapa mau?"), (1, "Bu Sri", "mau 3 bungkus bu Tumi"),
    (2, "Yanti", "dodol ada?"), (3, "Bu Sri", "ada, 12rb"), (9, "Bu Tumi", "njih mbak Sri, tiwul 3"),
    (40, "Yanti", "besok ke Dinas Koperasi"), (41, "Bu Sri", "jam berapa?"),
    (42, "Yanti", "jam 9 bu Sri"),
)  # fmt: skip


@pytest.fixture(scope="module")
def chat():
    return make_chat(*(said(*line) for line in LINES))


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule != "ranker"])
def test_a_rule_gives_what_coding_with_it_gives(chat, rule):
    alone = code_messages(chat, reply_rule=rule).replies
    beside = replies_under_rules(chat, code_messages(chat))[rule]
    assert beside[["i", "j"]].equals(alone[["i", "j"]])
    assert beside["p"].to_numpy() == pytest.approx(alone["p"].to_numpy())


def test_the_rule_of_the_coding_is_taken_from_it(chat):
    coding = code_messages(chat, reply_rule="window")
    assert replies_under_rules(chat, coding)["window"].equals(coding.replies)


def test_what_a_person_coded_stands_under_every_rule(chat):
    coding = apply_codes(code_messages(chat), [{"i": 4, "reply_to": 1, "coder": "A"}])
    for table in replies_under_rules(chat, coding).values():
        rows = table[table["i"] == 4]
        assert rows["j"].tolist() == [1]
        assert rows["p"].tolist() == [1.0]


def test_only_the_latest_messages_are_looked_at_under_their_own_numbers(chat):
    found = replies_under_rules(chat, code_messages(chat), latest=4)
    assert all(table["i"].unique().tolist() == [4, 5, 6, 7] for table in found.values())
    assert found["previous"]["j"].tolist() == [-1, 4, 5, 6]


def test_an_unknown_rule_is_refused(chat):
    with pytest.raises(InputRefusedError, match="no such reply rule"):
        replies_under_rules(chat, code_messages(chat), rules=("ranker", "oracle"))
