import pytest

from bmp_networks.measures.speech_roles import LANGUAGES, speech_role
from bmp_networks.resources import load_toml


@pytest.mark.parametrize(
    ("text", "role", "weight"),
    [
        ("Kemarin saya ketemu orang Disnaker", "contact", 1.0),
        ("wingi ditemoni petugas Disnaker", "contact", 1.0),
        ("ikut pelatihan Disnaker minggu depan", "programme", 0.8),
        ("coba tanya ke Disnaker mbak", "referral", 0.3),
        ("diteruskan: pengumuman Disnaker", "notice", 0.1),
        ("Disnaker kok ya begitu", "news", 0.1),
    ],
)
def test_how_an_organisation_is_spoken_of_decides_its_weight(text, role, weight):
    assert speech_role(text, "Disnaker") == (role, weight)


def test_what_is_denied_does_not_count():
    assert speech_role("saya belum ketemu Disnaker", "Disnaker").name == "news"


def test_only_the_sentence_that_names_the_organisation_counts():
    assert speech_role("Kemarin rapat di rumah bu RT. Disnaker apa kabar?", "Disnaker").name == "news"


def test_without_the_words_of_the_name_the_whole_message_counts():
    assert speech_role("Kemarin audiensi. Lancar", "").name == "contact"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_of_phrases_can_be_read(language):
    content = load_toml(f"lexicons/speech_roles_{language}.toml").content
    assert set(content["roles"]) == {"contact", "programme", "referral", "notice", "news"}
    for role in content["roles"].values():
        assert all(phrase == phrase.casefold().strip() for phrase in role["phrases"])
