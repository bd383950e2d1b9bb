import re

import pytest

from bmp_networks.report.charts import clean_svg, lorenz_chart, network_chart
from bmp_networks.report.products import stage_table, weeks_chart, weeks_table
from tests.report.invented import PEOPLE


@pytest.fixture(scope="module")
def charts(research):
    places = {node: (0.1 * place, 0.5) for place, node in enumerate(research.study.graph.nodes["node"])}
    return [
        lorenz_chart(research, "participation", "kalimat"),
        weeks_chart(research),
        network_chart(research, places, research.shown, "kalimat"),
    ]


def test_every_picture_says_what_it_shows(charts):
    for chart in charts:
        assert re.match(r'<svg class="[\w-]+" role="img" aria-label="[^"]+" viewBox="', chart.svg)


def test_text_stays_text(charts):
    assert ">semua<" in charts[0].svg
    assert "font-family" not in charts[0].svg


def test_no_picture_reaches_outside_or_styles_the_page(charts):
    for chart in charts:
        assert "<style" not in chart.svg
        assert "<metadata" not in chart.svg
        assert not re.search(r'(?:href="|url\()(?!#)', chart.svg)


def test_two_pictures_share_no_id(charts):
    ids = [found for chart in charts for found in re.findall(r' id="([^"]+)"', chart.svg)]
    assert len(ids) == len(set(ids))


def test_every_reference_is_met(charts):
    for chart in charts:
        ids = set(re.findall(r' id="([^"]+)"', chart.svg))
        assert set(re.findall(r'(?:url\(#|href="#)([^)"]+)', chart.svg)) <= ids


def test_the_same_study_gives_the_same_picture(research):
    assert lorenz_chart(research, "attention", "x").svg == lorenz_chart(research, "attention", "x").svg


def test_dollar_signs_angle_brackets_and_emoji_in_names_survive(facilitator):
    places = {node: (0.1 * place, 0.5) for place, node in enumerate(facilitator.study.graph.nodes["node"])}
    svg = network_chart(facilitator, places, facilitator.shown, "kalimat").svg
    assert "Mas Teguh $5 &amp; $6" in svg
    assert "Bu Sulastri &lt;RT 3&gt;" in svg
    assert PEOPLE["a05"] in svg


def test_a_sentence_with_quotes_stays_inside_its_attribute():
    svg = clean_svg('<svg height="1" viewBox="0 0 1 1" width="1"></svg>', "x", 'a "b" <c>')
    assert 'aria-label="a &#34;b&#34; &lt;c&gt;"' in svg


def test_the_table_behind_the_picture_has_every_week_and_product(research):
    table = weeks_table(research)
    assert len(table.rows) == 8
    assert len(table.columns) == 1 + 7  # six products and the others


def test_stages_are_counted_by_message(research):
    table = stage_table(research)
    totals = [int(row[-1].text) for row in table.rows]
    assert totals == sorted(totals, reverse=True)
