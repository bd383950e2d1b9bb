import pytest

from bmp_networks.coding.actors import code_actors
from bmp_networks.containers.roster import gazetteer_from_rows
from bmp_networks.io.lexicons import read_gazetteer
from bmp_networks.text import tokenize_all
from tests.coding.lexical import actors_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lapor ke BP3TKI dan KBRI", ["bp3mi", "kbri"]),
        ("BNP2TKI sekarang KemenP2MI", ["bp2mi"]),  # one organisation under three names
        ("Desbumi bukan Desmigratif", ["desbumi", "desmigratif"]),  # two
        ("SBMI Wonosobo rapat", ["sbmi_wonosobo"]),
        ("SBMI pusat menyurati menteri", ["sbmi"]),
        ("kirim lewat pos, ongkir murah", ["pos_word"]),
        ("pos ronda RT 3", []),
        ("Bu Sari sudah makan", []),  # a woman's name
        ("pelatihan dari SARI Solo", ["sari"]),
        ("donor darah PMI besok", ["pmi"]),
        ("PMI purna ikut pelatihan", []),
        ("BRI 0123-01-004567-50-8 an Eni", []),  # an account
        ("KUR BRI sudah cair, kata mantri", ["kur", "bri"]),
    ],
)
def test_organisations_are_recognised_and_ambiguous_ones_need_context(text, expected):
    assert actors_of(text) == expected


def test_the_words_are_given_as_written():
    text = "tanya Disnakertrans"
    coded = code_actors(tokenize_all([text]), read_gazetteer(), texts=[text])
    assert coded.codes[0] == ({"id": "disnaker", "text": "Disnakertrans"},)
    assert (coded.spans[0][0]["start"], coded.spans[0][0]["end"]) == (6, 19)


def test_a_name_that_looks_like_an_organisation_is_proposed_but_not_counted():
    text = "dibantu Yayasan Bina Desa dan CV Sumber Rejeki"
    coded = code_actors(tokenize_all([text]), read_gazetteer(), texts=[text])
    assert coded.codes[0] == ()
    assert [span["value"] for span in coded.proposed[0]] == ["proposed:yayasan_bina_desa", "proposed:cv_sumber_rejeki"]


def test_an_ambiguous_name_without_context_is_proposed_with_its_probability():
    coded = code_actors(tokenize_all(["pos ronda"]), read_gazetteer(), texts=["pos ronda"])
    assert [(span["value"], span["p"]) for span in coded.proposed[0]] == [("pos_word", 0.3)]


def test_an_organisation_in_a_contact_name_is_a_person():
    assert actors_of("@Rini Migrant CARE mohon info", names=["Rini Migrant CARE"]) == []
    assert actors_of("Migrant CARE mohon info", names=["Rini Migrant CARE"]) == ["migrantcare"]


def test_a_title_in_a_contact_name_is_the_member():
    assert actors_of("Pak Kades, mejanya ada?", names=["Pak Darto Kades"]) == []
    assert actors_of("kades sudah setuju", names=["Pak Darto Kades"]) == ["pemdes"]


def test_the_groups_own_community_is_no_outside_organisation():
    communities = ["MUIWO Sumberejo", "MUIWO Sumberejo", "Lain"]
    assert actors_of("salam dari MUIWO", communities=communities) == []
    assert actors_of("salam dari MUIWO", communities=["Lain", "Lain", "MUIWO Sumberejo"]) == ["muiwo"]


def test_the_groups_own_community_counts_where_the_project_lists_it():
    own = gazetteer_from_rows([{"id": "m", "variants": "MUIWO", "kind": "peer_community", "level": "0"}])
    assert actors_of("salam dari MUIWO", gazetteer=own, communities=["MUIWO"] * 3) == ["m"]
