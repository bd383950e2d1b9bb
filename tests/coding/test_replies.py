import numpy as np
import pandas as pd
import pytest

from bmp_networks.coding.replies import ReplyHints, draw_replies, infer_replies, measure_entanglement
from bmp_networks.coding.reply_model import load_ranker
from bmp_networks.coding.reply_passes import Reading, first_pass, first_rows, second_rows
from bmp_networks.coding.reply_second import gather
from bmp_networks.coding.reply_signals import read_signals
from bmp_networks.containers.coding import OPENS_NEW, REPLIES
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


def test_two_interleaved_conversations_are_told_apart() -> None:
    lines = []
    for turn in range(6):
        lines += [
            (4 * turn, ("Ani", "Budi")[turn % 2], f"resep dodol salak gula santan wajan nomor {turn}?"),
            (4 * turn + 1, ("Citra", "Dodi")[turn % 2], f"jadwal travel Jakarta kursi sopir terminal hari {turn}?"),
        ]
    table = chat(*lines)
    best = infer_replies(table).drop_duplicates("i")["j"].to_numpy()
    answered = [(i, j) for i, j in enumerate(best) if j >= 0 and i >= 4]
    assert len(answered) >= 5
    assert np.mean([(i - j) % 2 == 0 for i, j in answered]) > 0.8


def test_a_greeting_after_a_long_silence_opens_something_new(bakery: pd.DataFrame) -> None:
    later = chat((60 * 40, "Bu Eka", "Selamat pagi semua, semoga sehat selalu"))
    table = pd.concat([bakery, later], ignore_index=True)
    table["timestamp"] = table["timestamp"].astype("datetime64[s]")
    replies = infer_replies(table)
    assert replies[replies["i"] == 5].iloc[0]["j"] == OPENS_NEW


def test_the_same_chat_gives_the_same_replies(bakery: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(infer_replies(bakery), infer_replies(bakery))


def test_replies_do_not_depend_on_the_date(bakery: pd.DataFrame) -> None:
    later = bakery.assign(timestamp=bakery["timestamp"] + pd.Timedelta(days=400))
    pd.testing.assert_frame_equal(infer_replies(bakery), infer_replies(later))


def test_what_nobody_can_read_is_still_placed() -> None:
    table = chat((0, "A", ""), (0, "B", "👍"), (0, "A", "???"), (0, "C", "\n"))
    table.loc[0, "body"] = None
    table.loc[0, "media"] = "image"
    table.loc[3, "deleted"] = True
    table.loc[2, "timestamp"] = pd.NaT
    replies = infer_replies(table)
    assert set(replies["i"]) == {0, 1, 2, 3}


def test_hints_of_every_kind_are_taken(bakery: pd.DataFrame) -> None:
    hints = ReplyHints(
        addressees=((), (), ("Bu Ani",), ("Mbak Citra",), ("Pak Budi",)),
        mentions=((), (), (), (), ()),
        products=(("ketan",), (), ("ketan",), ("ketan",), ()),
        actors=((), ({"id": "balai_desa", "text": "balai desa"},), (), (), ()),
        prices=((), (), ({"amount": 15000, "per": "kg"},), (), ()),
        quantities=((), (), (5.0,), (), ()),
        is_question=np.array([True, False, False, False, True]),
    )
    best = infer_replies(bakery, hints).drop_duplicates("i").set_index("i")["j"]
    assert best[2] == 0
    assert best[4] == 1


def test_messages_of_a_conversation_are_drawn_together() -> None:
    n = 40
    i = np.repeat(np.arange(n), 2)
    j = np.column_stack([np.maximum(np.arange(n) - 1, 0), np.full(n, -1)]).ravel()
    table = REPLIES.build({"i": i, "j": np.where(i == 0, -1, j), "p": np.tile([0.6, 0.4], n)})
    alone = (draw_replies(table, 800, 3, together=0.0)[:, 1:] < 0).sum(axis=1)
    joined = (draw_replies(table, 800, 3, together=0.6)[:, 1:] < 0).sum(axis=1)
    assert joined.mean() == pytest.approx(alone.mean(), rel=0.05)
    assert joined.std() > 1.5 * alone.std()


def test_the_constants_fit_the_features_of_today(bakery: pd.DataFrame) -> None:
    ranker = load_ranker()
    reading = Reading.of(read_signals(bakery, ReplyHints()))
    one = first_rows(reading, 0, 5)
    two = second_rows(reading, gather(reading.signals, first_pass(reading, ranker.first)), 0, 5)
    assert ranker.columns == {
        "first.pairs": one.columns,
        "first.openings": one.openings,
        "second.pairs": two.columns,
        "second.openings": two.openings,
    }
    assert ranker.first[0][0].weights[0].shape[0] == len(one.columns)
    assert ranker.second[0][1].weights[0].shape[0] == len(two.openings)


def test_entanglement_counts_the_people_among_twenty_messages() -> None:
    three = chat(*((k, "ABC"[k % 3], "ya") for k in range(40)))
    assert measure_entanglement(three) == 3
    assert np.isnan(measure_entanglement(three.iloc[:20]))
