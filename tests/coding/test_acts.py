import numpy as np
import pytest

from bmp_networks.coding.act_features import act_feature_names, act_features
from bmp_networks.coding.act_shapes import is_bidding
from bmp_networks.coding.acts import code_acts
from bmp_networks.coding.label_model import model_from_tables
from bmp_networks.containers.coding import ACTS
from bmp_networks.resources import load_toml
from tests.coding.signs import signs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Berapa harga emping sekarang?", "question"),
        ("Assalamualaikum, selamat pagi semua", "greeting"),
        ("Pengumuman: rapat hari Senin jam 9 di balai desa", "announcement"),
        ("Tolong kirim foto produknya ya", "request"),
        ("Ada yg bisa bawain meja besok?", "request"),
    ],
)
def test_openers_are_told_by_their_words(text: str, expected: str) -> None:
    assert code_acts(signs(("Asri", text, -1)))[0] == [expected]


def test_an_answer_is_a_reply_to_a_question() -> None:
    acts, _ = code_acts(signs(("Asri", "Rapatnya jam berapa?", -1), ("Wiwin", "jam 9 mbak", 0)))
    assert acts == ["question", "answer"]


@pytest.mark.parametrize(("reply", "expected"), [("siap mbak", "agreement"), ("maaf ga bisa ikut", "refusal")])
def test_a_request_is_agreed_to_or_refused(reply: str, expected: str) -> None:
    acts, _ = code_acts(signs(("Asri", "Tolong bawa taplak ya", -1), ("Wiwin", reply, 0)))
    assert acts[1] == expected


def test_thanks_are_thanks() -> None:
    assert code_acts(signs(("Asri", "Ini catatannya", -1), ("Wiwin", "matur nuwun mbak 🙏", 0)))[0][1] == "thanks"


def test_a_picture_follows_its_author() -> None:
    acts, _ = code_acts(signs(("Asri", "Tolong dipilih desainnya ya", -1), ("Asri", "", -1, "image")))
    assert acts[1] == acts[0]


def test_a_deleted_message_does_something_else() -> None:
    assert code_acts(signs(("Asri", "", -1, None, True)))[0] == ["other"]


def test_probabilities_are_probabilities() -> None:
    many = signs(("Asri", "Berapa?", -1), ("Wiwin", "25rb", 0), ("Ika", "oke", 1))
    _, p = code_acts(many)
    assert ((p > 1 / len(ACTS) - 1e-9) & (p <= 1)).all()


def test_no_messages_no_acts() -> None:
    acts, p = code_acts(signs())
    assert acts == []
    assert p.shape == (0,)


def test_features_have_names() -> None:
    assert act_features(signs(("Asri", "halo", -1))).shape == (1, len(act_feature_names()))


def test_a_model_without_weights_prefers_nothing() -> None:
    model = model_from_tables(ACTS, act_feature_names(), {}, {})
    assert model.probabilities(act_features(signs(("Asri", "halo", -1)))) == pytest.approx(
        np.full((1, len(ACTS)), 1 / len(ACTS))
    )


@pytest.mark.parametrize("table", ["prior", "weights"])
def test_weights_speak_of_features_and_acts_that_exist(table: str) -> None:
    weights = dict(load_toml("lexicons/act_weights.toml").content[table])
    weights.pop("bias", None)
    assert set(weights) <= set(act_feature_names())
    assert {label for row in weights.values() for label in row} <= set(ACTS)


@pytest.mark.parametrize("word", ["titipno", "gawanen", "kirimkan", "bawain"])
def test_forms_that_bid_are_known(word: str) -> None:
    assert is_bidding(word)


@pytest.mark.parametrize("word", ["senen", "ikan", "konsumen", "kemarin", "gawe"])
def test_other_words_with_such_endings_bid_nothing(word: str) -> None:
    assert not is_bidding(word)


def test_doing_for_somebody_is_told_from_bidding() -> None:
    table = act_features(signs(("Asri", "titipno bu Wiwin", -1), ("Wiwin", "tak gawakno sesuk", 0)))
    names = act_feature_names()
    assert table[:, names.index("bidden")].tolist() == [1, 0]
    assert table[:, names.index("for you")].tolist() == [0, 1]


def test_the_first_answer_is_told_from_the_later_ones() -> None:
    lines = (("Asri", "siapa ikut?", -1), ("Wiwin", "aku", 0), ("Ika", "aku juga", 0), ("Asri", "sip", -1))
    table, names = act_features(signs(*lines)), act_feature_names()
    assert table[:, names.index("first to answer")].tolist() == [0, 1, 0, 0]
    assert table[:, names.index("later to answer")].tolist() == [0, 0, 1, 0]
    assert table[:, names.index("answered by many")].tolist() == [1, 0, 0, 0]
