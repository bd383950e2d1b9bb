import pytest

from bmp_networks.coding.phrases import Codes, PhraseTrie, within
from bmp_networks.text import tokenize, tokenize_all


def found(trie, text, **options):
    tokens = tokenize(text)
    return [(text[tokens[h.first].start : tokens[h.last - 1].end], h.values) for h in trie.find(tokens, **options)]


def test_the_longest_phrase_stands():
    trie = PhraseTrie([("keripik", "K"), ("keripik pisang", "KP"), ("pisang", "P")])
    assert found(trie, "keripik pisang dan pisang, keripik") == [
        ("keripik pisang", ("KP",)), ("pisang", ("P",)), ("keripik", ("K",))
    ]  # fmt: skip


def test_a_phrase_is_found_inflected_and_misspelt():
    trie = PhraseTrie([("tiwul", "T"), ("mau pesan", "O")])
    assert found(trie, "Thiwule, mau pesen? mau pesannya") == [("Thiwule", ("T",)), ("mau pesannya", ("O",))]


def test_a_phrase_with_the_sign_is_found_only_as_written():
    trie = PhraseTrie([("=kopi", "K")])
    assert found(trie, "ngopi kopi kopine") == [("kopi", ("K",))]


def test_a_phrase_of_several_meanings_gives_them_all():
    trie = PhraseTrie([("singkong", "tiwul"), ("singkong", "opak")])
    assert found(trie, "singkong") == [("singkong", ("tiwul", "opak"))]


def test_a_narrow_gap_lets_no_comma_between_the_words():
    trie = PhraseTrie([("keripik tempe", "KT")])
    assert found(trie, "keripik, tempe", gap=1) == []
    assert found(trie, "keripik tempe", gap=1) == [("keripik tempe", ("KT",))]


def test_every_phrase_is_found_also_inside_another():
    trie = PhraseTrie([("di stand", "A"), ("stand", "B")])
    assert [hit.values for hit in trie.find_every(tokenize("di stand"))] == [("A",), ("B",)]


def test_many_messages_give_what_single_ones_give():
    trie = PhraseTrie([("tiwul", 1), ("tiwul instan", 2), ("=teh", 3)])
    tokens = tokenize_all(["tiwul instan teh", "", "tehnya tiwule"])
    assert trie.find_all(tokens) == [trie.find(message) for message in tokens]
    assert trie.find_every_all(tokens) == [trie.find_every(message) for message in tokens]


@pytest.mark.parametrize(("stretch", "expected"), [((0, 3), True), ((5, 6), False), ((2, 5), True), ((3, 4), False)])
def test_two_stretches_overlap_when_they_share_a_letter(stretch, expected):
    assert within([(0, 3), (4, 5)], *stretch) is expected


def test_equal_messages_get_the_codes_of_the_different_ones():
    span = {"field": "places", "value": "Solo", "start": 0, "end": 4}
    coded = Codes([("Solo",), ()], [(span,), ()]).spread([0, 1, 0])
    assert (coded.codes, coded.spans, coded.proposed) == ([("Solo",), (), ("Solo",)], [(span,), (), (span,)], [])
