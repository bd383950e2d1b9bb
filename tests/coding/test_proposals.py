import pandas as pd
import pytest

from bmp_networks.coding.coder import code_messages
from bmp_networks.coding.proposals import is_one_edit_away, propose_codes
from bmp_networks.containers.lexicon import Lexicon, lexicon_from_tables
from bmp_networks.containers.proposals import PROPOSALS
from bmp_networks.packaged import packaged_lexicon
from tests.coding.test_coder import chat


def proposed(*lines: tuple[str, str]) -> dict[str, tuple[str, str, int, int]]:
    """Give what is proposed for a chat of (author, text) lines, by the words as written."""
    read = chat(lines)
    table = propose_codes(read, code_messages(read, reply_rule="previous"))
    PROPOSALS.check(table)
    return {row.written: (row.kind, row.suggests, row.messages, row.writers) for row in table.itertuples()}


def test_an_organisation_of_no_gazetteer_is_proposed_with_where_it_stands() -> None:
    found = proposed(
        ("Mbak Asri", "Kemarin ketemu orang Yayasan Lentera Ibu. Bagus"),
        ("Bu Tini", "yayasan lentera ibu itu siapa"),
        ("Bu Tini", "oh Yayasan Lentera Ibu, iya"),
    )
    assert found["Yayasan Lentera Ibu"] == ("organisation", "yayasan_lentera_ibu", 2, 2)


def test_a_misspelt_product_is_proposed_and_not_counted() -> None:
    lines = (("Mbak Asri", "Purwacenk ready, siapa mau"), ("Bu Tini", "purwacenk 2 bungkus ya"))
    assert proposed(*lines)["Purwacenk"] == ("spelling", "other:purwaceng", 2, 2)
    assert code_messages(chat(lines), reply_rule="previous").messages["products"].tolist() == [(), ()]


def test_a_word_spelt_right_or_known_otherwise_is_not_proposed() -> None:
    assert (
        proposed(("Mbak Asri", "Purwaceng ready, besok dikirim ke Semarang"), ("Bu Tini", "keripiknya 2 bungkus")) == {}
    )


def test_an_unknown_word_beside_amounts_is_proposed_as_a_product_from_the_second_message_on() -> None:
    once = (("Mbak Asri", "ada blengkuyu 3 bungkus"),)
    assert proposed(*once) == {}
    assert proposed(*once, ("Bu Tini", "blengkuyu 2 kg masih?"))["blengkuyu"] == ("product", "other:blengkuyu", 2, 2)


def test_names_of_members_are_no_products() -> None:
    assert (
        proposed(("Mbak Zulkiyem", "Bu Tini 3 bungkus"), ("Bu Tini", "zulkiyem 2 bks"), ("Bu Tini", "zulkiyem 4 bks"))
        == {}
    )


def test_what_a_person_put_into_her_lexicon_is_no_longer_proposed() -> None:
    lines = (("Mbak Asri", "ada blengkuyu 3 bungkus"), ("Bu Tini", "blengkuyu 2 kg masih?"))
    own = lexicon_from_tables([({"title": "ours"}, {"products": {"other:blengkuyu": ["blengkuyu"]}})])
    both = Lexicon(pd.concat([own.terms, packaged_lexicon().terms], ignore_index=True))
    read = chat(lines)
    table = propose_codes(read, code_messages(read, lexicon=both, reply_rule="previous"), lexicon=both)
    assert table.empty


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ("keripik", "kerpik", True), ("keripik", "keriipik", True), ("keripik", "keropik", True),
        ("keripik", "keirpik", True), ("keripik", "keripik", False), ("keripik", "kerpk", False),
        ("keripik", "keropok", False), ("abcdef", "badcfe", False), ("", "a", True), ("ab", "ba", True),
    ],
)  # fmt: skip
def test_one_edit_is_one_letter_more_less_other_or_two_exchanged(first: str, second: str, apart: bool) -> None:
    assert is_one_edit_away(first, second) is apart
    assert is_one_edit_away(second, first) is apart
