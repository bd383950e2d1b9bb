import pytest

from bmp_networks.coding.reply_names import CERTAIN, SPOKEN_OF, SPOKEN_TO, Namebook, bare_titles, learn_titles
from bmp_networks.coding.reply_words import FORMS, words_of

PEOPLE = ["Bu Ani Kertek", "Pak Budi", "+62 812-3456-7890", "citra99", "Mbak Dewi", "Dewi Solo"]


@pytest.mark.parametrize(
    ("text", "person", "manner"),
    [
        ("bu Ani masih ada?", 0, SPOKEN_TO | SPOKEN_OF),
        ("ani masih ada?", 0, SPOKEN_TO | SPOKEN_OF),
        ("tadi ketemu sama si Ani di pasar besar", 0, SPOKEN_OF),
        ("siap pak budi", 1, SPOKEN_TO | SPOKEN_OF),
        ("@6281234567890 gimana?", 2, SPOKEN_TO | CERTAIN),
        ("citra99: try this", 3, SPOKEN_TO | SPOKEN_OF | CERTAIN),
        ("I think citra99 knows", 3, SPOKEN_OF),
    ],
)
def test_people_are_found_by_their_names(text: str, person: int, manner: int) -> None:
    assert Namebook(PEOPLE).read(text, words_of(text)) == {person: manner}


def test_a_name_two_people_bear_names_nobody() -> None:
    assert Namebook(PEOPLE).read("mbak dewi", words_of("mbak dewi")) in ({}, {4: SPOKEN_OF})


def test_titles_are_learnt_from_how_people_are_addressed() -> None:
    book = Namebook(["Rina Toko", "Sari"])
    titles = learn_titles(book, [words_of("makasih mbak Rina")])
    assert titles[0] >> FORMS.index("title_woman") & 1
    assert titles[1] == 0


def test_a_title_before_a_name_is_not_bare() -> None:
    book = Namebook(PEOPLE)
    assert bare_titles(book, words_of("nggih bu")) >> FORMS.index("title_woman") & 1
    assert bare_titles(book, words_of("nggih bu ani")) == 0
