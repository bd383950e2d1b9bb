import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmp_networks.text import clean_name, fold, lookup_key, lookup_keys, tokenize, tokenize_all


def words(text):
    return [token.text for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tiwul 15rb/bks", ["tiwul", "15", "rb", "bks"]),
        ("Rp15.000,- ya", ["rp", "15.000", "ya"]),
        ("40x21=840", ["40", "x", "21", "840"]),
        ("bus magelang-wsb", ["bus", "magelang", "wsb"]),  # joined by a hyphen: two words
        ("Alun-alun, icip-icip", ["alun-alun", "icip-icip"]),  # doubled: one word
        ("macam2 oleh2e", ["macam2", "oleh2e"]),
        ("don't", ["don't"]),
        ("", []),
    ],
)
def test_a_message_is_cut_into_words_and_numbers(text, expected):
    assert words(text) == expected


def test_marks_nobody_sees_do_not_cut_a_word():
    assert words("ti\u200bwul @\u2068Yu\u200byun\u2069") == ["tiwul", "yuyun"]


def test_letters_of_another_font_are_read_as_plain_ones():
    assert words("𝐓𝐢𝐰𝐮𝐥 enak") == ["tiwul", "enak"]
    assert words("ﬁx 5") == ["fix", "5"]


def test_letters_that_join_and_letters_that_part_do_not_make_up_for_each_other():
    assert tokenize("a\u0301 9\ufb01")[1:] == [("9", 3, 4), ("fi", 4, 5)]


@given(st.text(alphabet=st.sampled_from("aB é-2 9.,\u200b\u2068\u0301ﬁ😂\nĲß"), max_size=30))
def test_a_token_stands_where_it_says(text):
    for token in tokenize(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.text[0] in fold(text[token.start : token.end])


def test_messages_without_text_have_no_tokens():
    assert [[token.text for token in tokens] for tokens in tokenize_all(["siap", None, ""])] == [["siap"], [], []]


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("thiwule", "tiwul"),  # th, and the Javanese ending
        ("ngirim", "kirim"),  # ng- has swallowed the k
        ("mbungkusi", "bungkus"),
        ("nggoreng", "goreng"),
        ("dikirimke", "kirim"),
        ("siaaap", "siap"),
        ("macam2", "macam-macam"),
        ("macam2", "macam"),
        ("kripikku", "kripik"),
        ("pesanan", "pesan"),
        ("memasarkan", "pasar"),
        ("gedhe", "gede"),
        ("sipp", "sip"),
        ("bnp2tki", "bnp2tki"),
    ],
)
def test_an_inflected_word_can_be_looked_up(word, key):
    assert key in lookup_keys(word)


@pytest.mark.parametrize("word", ["tiwul", "kirim", "bp2mi", "alun-alun"])
def test_the_written_form_is_among_its_own_keys(word):
    assert lookup_key(word) in lookup_keys(word)


def test_a_short_word_is_not_cut_to_a_stump():
    assert all(len(key) >= 3 for key in lookup_keys("nya"))
    assert "ca" not in lookup_keys("kaca")


def test_a_name_loses_its_tilde_and_invisible_marks():
    assert clean_name("\u200e~ Mbak\u00a0Sri ") == "Mbak Sri"


def test_the_places_of_chosen_words_are_given_for_each_different_message():
    lists = tokenize_all(["siap 2 kg", "nggih", "siap 2 kg", "5 dus 2"])
    index = lists.word_index
    assert dict(lists.places_of(word.isdigit() for word in index.words)) == {0: [1], 2: [0, 2]}


def test_the_different_messages_are_each_given_once_in_order():
    lists = tokenize_all(["siap", "nggih", "siap"])
    assert [[token.text for token in tokens] for tokens in lists.different] == [["siap"], ["nggih"]]
    assert lists.firsts(["a", "b", "c"]) == ["a", "b"]
