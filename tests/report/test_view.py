from dataclasses import replace

from bmp_networks.report.summary import cautions, facts, headline_index, headlines, is_statement
from bmp_networks.report.view import unlike
from tests.report.invented import PEOPLE


def test_two_people_of_one_name_stay_two():
    names = unlike({"a": "Siti", "b": "Siti", "c": "Siti (1)", "d": "Tuti"})
    assert len(set(names.values())) == 4
    assert names["d"] == "Tuti"


def test_a_group_called_after_a_member_is_not_named_in_research(research, facilitator):
    source = replace(research.study.chat.sources[0], group=PEOPLE["a02"].upper())
    study = replace(research.study, chat=replace(research.study.chat, sources=(source,)))
    assert replace(research, study=study).group is None
    assert replace(facilitator, study=study).group == PEOPLE["a02"].upper()
    assert research.group == "Warga Lereng"


def test_a_chat_large_enough_needs_no_caution(research):
    assert cautions(research) == []


def test_a_short_chat_says_what_is_missing(research):
    graph = replace(research.study.graph, turns=research.study.graph.turns.head(40))
    view = replace(research, study=replace(research.study, graph=graph))
    assert "40" in cautions(view)[0]


def test_facts_count_silent_members(research):
    assert facts(research)[1].note == "10 menulis, 1 tidak menulis"


def test_headline_is_no_statement_where_events_are_few(research):
    assert is_statement(headline_index(research, "participation"))
    assert not is_statement(headline_index(research, "participation", "bonding"))


def test_headlines_say_the_effective_number_of_members(research):
    assert headlines(research)[0] == "Percakapan terbagi seolah 6 anggota sama aktif, dari 11 anggota."


def test_pictures_of_two_views_name_nobody_whose_name_is_hidden(research):
    said = " ".join(headlines(research))
    assert not [name for name in PEOPLE.values() if name in said]
