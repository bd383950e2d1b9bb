import pandas as pd
import pytest

from bmp_networks.errors import InputRefusedError, TableError
from bmp_networks.io.contacts import read_contacts


def written(folder, text: str):
    path = folder / "contact.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_pairs_are_read_with_and_without_date_and_weight(tmp_path):
    table = read_contacts(written(tmp_path, "a,b,date,weight\np1,p2,2018-11-05,2\np1,p3,,\n"))
    assert table[["one", "other", "weight"]].to_numpy().tolist() == [["p1", "p2", 2.0], ["p1", "p3", 1.0]]
    assert table["at"][0] == pd.Timestamp("2018-11-05")
    assert pd.isna(table["at"][1])


def test_a_gathering_counts_less_for_each_pair_the_larger_it_is(tmp_path):
    text = "event,date,member\nbazar,2018-10-20,p1\nbazar,2018-10-20,p2\nbazar,2018-10-20,p3\nrapat,,p1\n"
    table = read_contacts(written(tmp_path, text))
    assert table["weight"].tolist() == [0.5, 0.5, 0.5]


def test_the_same_person_written_twice_at_one_event_counts_once(tmp_path):
    table = read_contacts(written(tmp_path, "event,member\nbazar,p1\nbazar,p1\nbazar,p2\n"))
    assert table["weight"].tolist() == [1.0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x,y\n1,2\n", "no table of contacts"),
        ("a,b\np1,p1\n", "met herself"),
        ("a,b\np1,\n", "line 2"),
        ("a,b,date\np1,p2,5/11/18\n", "write 2018-11-05"),
        ("a,b,weight\np1,p2,often\n", "no number above 0"),
        ("", "no table of contacts"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_line(tmp_path, text, message):
    with pytest.raises(TableError, match=message):
        read_contacts(written(tmp_path, text))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputRefusedError):
        read_contacts(tmp_path / "nothing.csv")
