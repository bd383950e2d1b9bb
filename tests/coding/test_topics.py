import pytest

from bmp_networks.coding.topics import code_topics, topic_feature_names, topic_features
from bmp_networks.containers.coding import TOPICS
from bmp_networks.resources import load_toml
from tests.coding.signs import signs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("harga emping naik, modal bahan ikut naik", "economy"),
        ("kasus penahanan paspor sudah dilaporkan ke KBRI, haknya dilindungi hukum", "advocacy"),
        ("kontrak dengan majikan di Taiwan habis, agensi minta potongan", "migration"),
        ("pelatihan dan kursus menjahit, pesertanya dapat sertifikat", "training"),
        ("sinyal internet hilang, aplikasi error, wifi mati", "digital"),
        ("rapat anggota, iuran kas dan arisan", "organisation"),
        ("wisatawan menginap di homestay, lihat sunrise di bukit", "tourism"),
        ("Selamat pagi, semoga sehat selalu", "social"),
    ],
)
def test_words_tell_the_topic(text: str, expected: str) -> None:
    assert code_topics(signs(("Asri", text, -1)))[0] == [expected]


def test_a_short_answer_has_the_topic_of_its_thread() -> None:
    lines = (("Asri", "kontrak majikan Taiwan lewat agensi mana?", -1), ("Wiwin", "yang lama mbak", 0))
    assert code_topics(signs(*lines))[0] == ["migration", "migration"]


def test_talk_of_a_product_is_economy() -> None:
    assert code_topics(signs(("Asri", "masih ada?", -1), n_products=1))[0] == ["economy"]


def test_a_picture_has_the_topic_of_its_author_s_words() -> None:
    lines = (("Asri", "pelatihan kursus menjahit hari ini", -1), ("Asri", "", -1, "image"))
    assert code_topics(signs(*lines))[0] == ["training", "training"]


def test_no_messages_no_topics() -> None:
    topics, p = code_topics(signs())
    assert topics == []
    assert p.shape == (0,)


def test_features_have_names() -> None:
    assert topic_features(signs(("Asri", "halo", -1))).shape == (1, len(topic_feature_names()))


@pytest.mark.parametrize("table", ["prior", "weights"])
def test_weights_speak_of_features_and_topics_that_exist(table: str) -> None:
    weights = dict(load_toml("lexicons/topic_weights.toml").content[table])
    weights.pop("bias", None)
    assert set(weights) <= set(topic_feature_names())
    assert {label for row in weights.values() for label in row} <= set(TOPICS)
