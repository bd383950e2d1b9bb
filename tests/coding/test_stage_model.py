import numpy as np
import pytest

from bmp_networks.coding import coder
from bmp_networks.coding.stage_features import SAME_STAGE, StageSigns, plain_feature_names, stage_features
from bmp_networks.coding.stage_model import THREAD, decide_stages, model_from_tables, read_stage_model
from bmp_networks.containers.coding import STAGES
from bmp_networks.resources import load_toml
from tests.coding.test_coder import chat

LINES = (
    ("Mbak Asri", "Stok tiwul masih ada? pesan 20 bks"),
    ("Wiwin Emping", "Ada mbak, harga 10rb per bungkus"),
    ("Mbak Asri", "oke"),
    ("Pak Darso", "Selamat pagi semua"),
)


@pytest.fixture(scope="module")
def signs() -> StageSigns:
    seen: list[StageSigns] = []
    decide = coder.decide_stages

    def watched(given: StageSigns) -> object:
        seen.append(given)
        return decide(given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coder, "decide_stages", watched)
        coder.code_messages(chat(LINES))
    return seen[0]


def column(name: str) -> int:
    return SAME_STAGE.index(name)


def test_every_weight_belongs_to_a_sign_and_a_stage() -> None:
    content = load_toml("lexicons/stage_weights.toml").content
    assert set(content["weights"]) <= {*(THREAD + name for name in SAME_STAGE), *plain_feature_names()}
    assert {stage for row in content["weights"].values() for stage in row} <= set(STAGES)
    assert 0 < content["threshold"]["counts"] < 1


def test_an_order_has_its_stage_and_a_greeting_none(signs: StageSigns) -> None:
    codes = decide_stages(signs)[0].codes
    assert "order" in codes[0]
    assert codes[3] == ()


def test_the_features_have_one_column_a_name(signs: StageSigns) -> None:
    same, plain = stage_features(signs)
    assert same.shape == (len(LINES), len(STAGES), len(SAME_STAGE))
    assert plain.shape == (len(LINES), len(plain_feature_names()))


def test_own_words_are_the_log_odds_of_their_weight(signs: StageSigns) -> None:
    same, plain = stage_features(signs)
    order = STAGES.index("order")
    weight = plain[0, plain_feature_names().index("own words: order")]
    assert same[0, order, column("own words")] == pytest.approx(np.log((weight + 0.02) / (1.02 - weight)) / 4, abs=1e-5)
    assert same[3, order, column("own words")] == pytest.approx(np.log(0.02 / 1.02) / 4, abs=1e-5)


def test_the_answered_message_speaks_for_its_stage(signs: StageSigns) -> None:
    same, _ = stage_features(signs)
    answered = same[:, STAGES.index("order"), column("answered: own words")]
    assert signs.parents[0] == -1
    assert answered[0] == 0
    assert answered[1] > 0


def test_words_that_count_keep_their_place_in_the_text(signs: StageSigns) -> None:
    assert decide_stages(signs)[0].spans == signs.lexical.spans


def test_a_model_without_weights_gives_every_stage_one_half(signs: StageSigns) -> None:
    p = model_from_tables({}, {}, 0.4).probabilities(signs)
    assert p == pytest.approx(np.full((len(LINES), len(STAGES)), 0.5))


def test_probabilities_are_the_same_twice(signs: StageSigns) -> None:
    model = read_stage_model()
    assert np.array_equal(model.probabilities(signs), model.probabilities(signs))


def test_a_chat_without_messages_has_no_stages() -> None:
    assert len(coder.code_messages(chat(())).messages) == 0
