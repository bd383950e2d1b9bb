import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest

from bmp_networks.errors import InputRefusedError
from bmp_networks.report import write_report
from bmp_networks.report.page import render_report
from bmp_networks.resources import data_bytes
from tests.report.invented import ORGS, PEOPLE, pseudonyms, real_names

NEVER = {"id": "Ini hanya dari chat grup, bukan penilaian orang.", "en": "This is only from the group chat"}


class Outline(HTMLParser):
    """What a browser would see: headings, ids, scripts, elements."""

    def __init__(self):
        super().__init__()
        self.headings, self.ids, self.scripts, self.tags, self.words = [], [], [], [], []
        self._script = False

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if "id" in found:
            self.ids.append(found["id"])
        self._script = tag == "script" and found.get("type") != "application/json"

    def handle_endtag(self, tag):
        self._script = False

    def handle_data(self, data):
        (self.scripts if self._script else self.words).append(data)


def outline(page: str) -> Outline:
    found = Outline()
    found.feed(page)
    return found


@pytest.fixture(scope="module")
def research_page(study):
    return render_report(study, audience="research", lang="id", names=pseudonyms())


@pytest.fixture(scope="module")
def facilitator_page(study):
    return render_report(study, audience="facilitator", lang="id", names=real_names())


def test_research_shows_no_message_no_name_and_nobody_to_greet(research_page):
    assert "rahasia" not in research_page
    assert "baris aneh" not in research_page
    for name in PEOPLE.values():
        assert name.split(" <")[0] not in research_page
    assert 'id="greet"' not in research_page
    assert "Chat WhatsApp dengan" not in research_page


def test_organisations_keep_their_names(research_page):
    for name in ORGS.values():
        assert name in research_page


def test_facilitator_sees_whom_to_greet_with_other_explanations_and_one_action(facilitator_page):
    words = " ".join(outline(facilitator_page).words)
    assert "Beberapa pertanyaan Bu Kamsiyah belum tampak dijawab di grup" in words
    assert words.count("Mungkin ") >= 3
    assert "Yang bisa dilakukan" in words


def test_messages_are_shown_as_text_and_never_as_markup(facilitator_page):
    assert "kalimat rahasia &lt;/script&gt;&lt;b&gt;pesan&lt;/b&gt;" in facilitator_page
    assert "<b>pesan" not in facilitator_page


@pytest.mark.parametrize("audience", ["research", "facilitator"])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_page_says_that_it_judges_nobody(study, audience, lang):
    page = render_report(study, audience=audience, lang=lang, names=pseudonyms())
    assert NEVER[lang] in page
    assert f'<html lang="{lang}">' in page


def test_page_asks_for_nothing(facilitator_page):
    found = outline(facilitator_page)
    assert not {"link", "img", "iframe", "object", "embed", "base", "form"} & {tag for tag, _ in found.tags}
    for _, attributes in found.tags:
        assert "src" not in attributes
        assert all(attributes[name].startswith("#") for name in ("href", "xlink:href") if name in attributes)
    assert not re.search(r"@import|url\((?!#)", facilitator_page.split("</style>")[0])


def test_only_the_scripts_of_the_page_may_run(research_page):
    found = outline(research_page)
    policy = next(a["content"] for tag, a in found.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert len(found.scripts) == 3
    for script in found.scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on")]


def test_headings_stand_in_order_and_ids_are_unique(facilitator_page):
    found = outline(facilitator_page)
    assert found.headings[0] == 1
    assert found.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(found.headings, found.headings[1:], strict=False))
    assert len(found.ids) == len(set(found.ids))


def test_every_picture_has_a_role_and_a_sentence(research_page):
    for tag, attributes in outline(research_page).tags:
        if tag == "canvas" or (tag == "svg" and attributes.get("aria-hidden") != "true"):
            assert attributes["role"] == "img"
            assert len(attributes["aria-label"]) > 20


def test_the_same_study_gives_the_same_bytes(study, research_page):
    assert render_report(study, audience="research", lang="id", names=pseudonyms()) == research_page


def test_page_stays_small(facilitator_page):
    assert len(facilitator_page.encode()) < 500_000


def test_settings_that_name_a_person_are_not_in_research(research_page, facilitator_page):
    assert "me = " not in research_page
    assert "me = Bu Sulastri" in facilitator_page


@pytest.mark.parametrize("audience", ["research", "facilitator"])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_chat_without_ties_and_products_has_a_page_too(quiet_study, audience, lang):
    page = render_report(quiet_study, audience=audience, lang=lang, names=pseudonyms())
    assert "network-canvas" not in page.split("</main>")[0]
    assert "nan" not in " ".join(outline(page).words).split()


def test_a_chat_of_two_people_is_noted(study):
    wrote = study.graph.nodes["node"].isin(["a01", "a02"])
    graph = replace(study.graph, nodes=study.graph.nodes[wrote], edges=study.graph.edges.iloc[:0],
                    interactions=study.graph.interactions.iloc[:0])  # fmt: skip
    quiet = replace(study, graph=graph, ties=replace(study.ties, ties=study.ties.ties.iloc[:0]))
    assert "Ini chat dua orang" in render_report(quiet, lang="id", names=pseudonyms())


def test_lines_not_understood_are_counted_for_all_and_shown_to_the_facilitator(research_page, facilitator_page):
    assert "1 dari 194 baris tidak terbaca: baris 2." in research_page
    assert "baris aneh" in facilitator_page


def test_prices_of_messages_about_two_products_are_left_out(research_page):
    prices = re.search(r'<table id="price-table".*?</table>', research_page, re.DOTALL)[0]
    assert "madu" not in prices
    assert "Rp 12.500" in prices


def test_file_is_replaced_whole(study, tmp_path):
    target = tmp_path / "halaman.html"
    target.write_text("lama")
    write_report(study, target, names=pseudonyms())
    assert target.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert [path.name for path in tmp_path.iterdir()] == ["halaman.html"]


def test_a_folder_that_is_missing_is_refused_and_nothing_is_left(study, tmp_path):
    with pytest.raises(InputRefusedError):
        write_report(study, tmp_path / "tidak_ada" / "halaman.html", names=pseudonyms())
    assert not list(tmp_path.iterdir())


def test_another_audience_or_language_is_refused(study):
    with pytest.raises(ValueError, match="audience"):
        render_report(study, audience="everybody", names=pseudonyms())
    with pytest.raises(ValueError, match="lang"):
        render_report(study, lang="jv", names=pseudonyms())


def test_a_node_without_a_name_to_show_is_refused_and_not_printed_under_its_id(study):
    names = pseudonyms()
    del names["a04"]
    with pytest.raises(ValueError, match="1 of 16 nodes"):
        render_report(study, names=names)


def test_the_bundle_is_the_one_that_was_vendored():
    digest = hashlib.sha256(data_bytes("report/d3.min.js")).hexdigest()
    assert data_bytes("report/d3.min.js.sha256").decode().split()[0] == digest
    vendored = data_bytes("report/VENDORED.md").decode()
    assert digest in vendored
    assert "http" not in vendored
    assert b"</script" not in data_bytes("report/d3.min.js")


def test_nothing_is_written_into_the_study(study):
    before = study.ties.ties.copy(deep=True), study.members.members.copy(deep=True)
    render_report(study, names=pseudonyms())
    pd.testing.assert_frame_equal(study.ties.ties, before[0])
    pd.testing.assert_frame_equal(study.members.members, before[1])


def test_every_indonesian_name_belongs_to_a_packaged_organisation() -> None:
    from bmp_networks.packaged import packaged_gazetteer
    from bmp_networks.resources import load_toml

    local = load_toml("gazetteers/names_id.toml").content["names"]
    assert set(local) <= set(packaged_gazetteer().organisations["name"])
