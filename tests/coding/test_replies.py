import numpy as np
import pandas as pd
import pytest

from bmp_networks.coding.replies import ReplyHints, draw_replies, infer_replies
from bmp_networks.containers.coding import REPLIES
from bmp_networks.errors import InputRefusedError


def chat(*lines: tuple[float, str, str]) -> pd.DataFrame:
    """Messages as ``Chat.messages`` has them: minute, author, text."""
    return pd.DataFrame(
        {
            "i": np.arange(len(lines)),
            "timestamp": pd.to_datetime([f"2024-03-01 08:00:{0:02d}"] * len(lines)).astype("datetime64[s]")
            + pd.to_timedelta([round(minute * 60) for minute, _, _ in lines], unit="s"),
            "author": [author for _, author, _ in lines],
            "body": [text for _, _, text in lines],
            "media": [None] * len(lines),
            "deleted": [False] * len(lines),
        }
    )


@pytest.fixture
def bakery() -> pd.DataFrame:
    return chat(
        (0, "Bu Ani", "Siapa yang masih punya stok tepung ketan?"),
        (1, "Pak Budi", "Rapat besok jam 9 di balai desa"),
        (2, "Mbak Citra", "Saya ada tepung ketan 5 kg bu Ani"),
        (3, "Bu Ani", "Siap mbak Citra, tak ambil sore"),
        (4, "Mas Dodi", "Rapatnya sampai jam berapa pak Budi?"),
    )


@pytest.mark.parametrize("rule", ["ranker", "previous", "previous_other", "mention", "window"])
def test_rows_of_a_message_sum_to_one_and_stand_in_order(bakery: pd.DataFrame, rule: str) -> None:
    replies = infer_replies(bakery, ReplyHints(), rule=rule)
    REPLIES.check(replies)
    assert replies.groupby("i")["p"].sum().to_numpy() == pytest.approx(np.ones(5))
    assert (replies["j"] < replies["i"]).all()
    assert replies["p"].min() >= 0.005
    order = replies.sort_values(["i", "p"], ascending=[True, False], kind="stable")
    assert order.index.tolist() == replies.index.tolist()


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("previous", [-1, 0, 1, 2, 3]), ("previous_other", [-1, 0, 1, 2, 3]), ("mention", [-1, 0, 0, 2, 1])],
)
def test_simple_rules_take_the_message_they_say(bakery: pd.DataFrame, rule: str, expected: list[int]) -> None:
    assert infer_replies(bakery, ReplyHints(), rule=rule)["j"].tolist() == expected


def test_previous_other_skips_own_lines() -> None:
    table = chat((0, "A", "one"), (1, "B", "two"), (1, "B", "three"))
    assert infer_replies(table, ReplyHints(), rule="previous_other")["j"].tolist() == [-1, 0, 0]


@pytest.mark.parametrize("rule", ["ranker", "window"])
def test_a_person_called_by_name_is_answered(bakery: pd.DataFrame, rule: str) -> None:
    best = infer_replies(bakery, ReplyHints(), rule=rule).drop_duplicates("i").set_index("i")["j"]
    assert best[2] == 0
    assert best[3] == 2


def test_names_from_other_rooms_are_used() -> None:
    table = chat((0, "Ani", "satu"), (1, "Budi", "dua"), (2, "Citra", "yang tadi jadi"))
    hints = ReplyHints(addressees=((), (), ("Ani",)))
    assert infer_replies(table, hints, rule="mention")["j"].tolist() == [-1, 0, 0]


@pytest.mark.parametrize("rule", ["ranker", "previous", "previous_other", "mention", "window"])
def test_an_empty_chat_has_no_replies(rule: str) -> None:
    assert len(infer_replies(chat(), ReplyHints(), rule=rule)) == 0


@pytest.mark.parametrize("rule", ["ranker", "previous", "previous_other", "mention", "window"])
def test_the_first_message_opens_something_new(rule: str) -> None:
    assert infer_replies(chat((0, "A", "halo")), ReplyHints(), rule=rule)["j"].tolist() == [-1]


def test_an_unknown_rule_is_refused(bakery: pd.DataFrame) -> None:
    with pytest.raises(InputRefusedError):
        infer_replies(bakery, ReplyHints(), rule="nearest")


def test_messages_are_not_written_into(bakery: pd.DataFrame) -> None:
    before = bakery.copy(deep=True)
    infer_replies(bakery, ReplyHints())
    pd.testing.assert_frame_equal(bakery, before)


def test_draws_follow_the_probabilities() -> None:
    table = REPLIES.build({"i": [0, 1, 1], "j": [-1, 0, -1], "p": [1.0, 0.75, 0.25]})
    drawn = draw_replies(table, 4000, seed=1)
    assert drawn.shape == (4000, 2)
    assert (drawn[:, 0] == -1).all()
    assert (drawn[:, 1] == 0).mean() == pytest.approx(0.75, abs=0.03)
    assert (draw_replies(table, 4000, seed=1) == drawn).all()
