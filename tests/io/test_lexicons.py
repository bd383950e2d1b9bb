import pytest

from bmp_networks.containers.coding import STAGES
from bmp_networks.containers.lexicon import RINGS
from bmp_networks.errors import InputRefusedError, TableError
from bmp_networks.io.lexicons import read_gazetteer, read_lexicon
from bmp_networks.packaged import packaged_gazetteer, packaged_lexicon
from tests.coding.lexical import products_of


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def rows(gazetteer):
    return {row["id"]: row for row in gazetteer.organisations.to_dict("records")}


def test_the_packaged_lexicon_holds_every_stage_and_ring():
    terms = packaged_lexicon().terms
    assert set(terms["code"][terms["field"] == "stage"]) == set(STAGES)
    assert {field for field in terms["field"] if field.startswith("place:")} == {f"place:{ring}" for ring in RINGS}
    assert set(terms["language"]) == {"id", "jv", "su", "sas", "en"}


def test_no_phrase_stands_twice_under_one_code_of_one_language():
    terms = packaged_lexicon().terms
    twice = terms[terms.duplicated(["field", "code", "phrase", "language"])]
    assert sorted(twice["phrase"]) == []


def test_every_packaged_organisation_says_why_and_no_variant_belongs_to_two():
    table = packaged_gazetteer().organisations
    assert table["why"].notna().all()
    variants = [variant.casefold() for found in table["variants"] for variant in found]
    assert sorted(variants) == sorted(set(variants))


@pytest.mark.parametrize(
    ("identifier", "sector", "status", "authority"),
    [
        ("bp2mi", "government", 4, 1),
        ("disnaker", "government", 2, 1),
        ("desmigratif", "government", 4, 1),
        ("desbumi", "civil_society", 1, 0.5),
        ("migrantcare", "civil_society", 4, 0.8),
        ("sbmi_wonosobo", "community", 2, 0),
        ("kbri", "government", 5, 1),
        ("shopee", "platform", 4, 0.8),
        ("majikan", "business", 5, 1),
    ],
)
def test_levels_and_authority_are_those_of_the_method(identifier, sector, status, authority):
    row = rows(packaged_gazetteer())[identifier]
    assert (row["sector"], row["status_level"], row["authority"]) == (sector, status, authority)


def test_a_persons_own_words_come_first(tmp_path):
    own = write(tmp_path, "mine.toml", '[products]\n"other:wedang" = ["wedang uwuh"]\n"other:pecel" = ["pecel"]\n')
    lexicon = read_lexicon(own)
    assert products_of("pecel 5 bks, wedang uwuh 2", lexicon=lexicon)[0] == ("other:pecel", "other:wedang")
    assert lexicon.versions[0] == "mine.toml"


@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        ('[produk]\ntiwul = ["tiwul"]\n', "mine.toml, line 1", "did you mean products?"),
        ('[products]\nabon = ["abon"]\n\n[stages]\nordr = ["pesan"]\n', "mine.toml, line 5", "did you mean order?"),
        ('[products]\n\nabon = "abon"\n', "mine.toml, line 3", "list of phrases"),
        ('[products]\nabon = [{ phrase = "abon", wight = 1 }]\n', "mine.toml, line 2", "did you mean weight?"),
        ('[products]\nabon = [{ phrase = "abon", weight = 7 }]\n', "mine.toml, line 2", "from 0 to 1"),
        ('[places.moon]\nX = ["x"]\n', "mine.toml, line 1", "ring"),
        ('[products]\nabon = ["abon"\n', "mine.toml, line", "no TOML"),
    ],
)
def test_a_lexicon_that_does_not_fit_is_refused_with_its_line(tmp_path, text, where, says):
    with pytest.raises(TableError) as caught:
        read_lexicon(write(tmp_path, "mine.toml", text))
    assert caught.value.where.startswith(where)
    assert says in str(caught.value)


def test_the_codebooks_actors_become_status_and_authority(tmp_path):
    own = write(
        tmp_path,
        "actors.csv",
        "id,name,variants,kind,level,relation\n"
        "kelompok,Kelompok Mawar,Mawar|KM,peer_community,0,bridging\n"
        "ylm,Yayasan Melati,Melati,ngo,1,linking\n"
        "kantor,Disnaker Kabupaten,Disnaker,government,2,linking\n",
    )
    table = rows(read_gazetteer(own))
    found = {
        i: (table[i]["status_level"], table[i]["authority"], table[i]["relation"])
        for i in ("kelompok", "ylm", "kantor")
    }
    assert found == {
        "kelompok": (0.0, 0.0, "bridging"), "ylm": (2.0, 0.8, "linking"), "kantor": (4.0, 1.0, "linking")
    }  # fmt: skip
    assert table["kelompok"]["variants"] == ("Mawar", "KM")


def test_a_projects_row_replaces_the_packaged_one_and_keeps_its_spellings(tmp_path):
    own = write(tmp_path, "actors.csv", "id,name,variants,kind,level\nkantor,Disnaker,Disnaker,government,2\n")
    table = rows(read_gazetteer(own))
    assert "disnaker" not in table
    assert {"Disnaker", "Disnakertrans"} <= set(table["kantor"]["variants"])
    assert table["kantor"]["source"] == "project"


def test_the_finer_columns_are_read(tmp_path):
    own = write(
        tmp_path,
        "fine.csv",
        "org_id,aliases,sector,level,authority,market,own,valid_from,valid_to,needs_context\n"
        "x,Melur,community,3,.5,0,1,2018-01-01,2019-12-31,rapat|arisan\n",
    )
    row = rows(read_gazetteer(own))["x"]
    assert (row["status_level"], row["authority"], row["own"], row["kind"]) == (3.0, 0.5, True, "peer_community")
    assert row["context"] == ("rapat", "arisan")
    assert row["valid_to"].year == 2019


@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        ("id,name,kind,level\nx,X,ngo,1\n", "actors.csv", "variants"),
        ("id,varients,kind\nx,X,ngo\n", "actors.csv", "varients"),
        ("id,variants,kind,level\nx,X,goverment,1\n", "actors.csv, line 2", "did you mean government?"),
        ("id,variants,kind,level\na,A,ngo,1\nx,X,ngo,7\n", "actors.csv, line 3", "allowed: 0, 1, 2"),
        ("id,variants,kind,authority\nx,X,ngo,.7\n", "actors.csv, line 2", "authority"),
        ("id,variants,kind,relation\nx,X,ngo,friend\n", "actors.csv, line 2", "bridging"),
    ],
)
def test_a_gazetteer_that_does_not_fit_is_refused_with_its_line(tmp_path, text, where, says):
    with pytest.raises(TableError) as caught:
        read_gazetteer(write(tmp_path, "actors.csv", text))
    assert caught.value.where.startswith(where)
    assert says in str(caught.value)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputRefusedError):
        read_lexicon(tmp_path / "none.toml")
    with pytest.raises(InputRefusedError):
        read_gazetteer(tmp_path / "none.csv")
