"""The sample chats, from the export to the page, as a stranger sees them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bmp_networks.report.page import render_report
from bmp_networks.report.reading import MID_AIR
from bmp_networks.report.texts import load_words
from bmp_networks.study import Inputs, Plan, run_study

SAMPLES = Path(__file__).resolve().parents[2] / "sample_chats"
CHATS = sorted(folder.name for folder in SAMPLES.iterdir() if (folder / "chat.txt").exists())


@pytest.fixture(scope="module", params=CHATS)
def sample(request):
    folder = SAMPLES / request.param
    inputs = Inputs((folder / "chat.txt",), roster=folder / "roster.csv", gazetteers=(folder / "actors.csv",))
    return run_study(inputs, Plan(resamples=200))


def shown(study, *, real: bool) -> dict[str, str]:
    nodes = study.graph.nodes
    names = dict(zip(nodes["node"], nodes["label"], strict=True))
    people = nodes.loc[nodes["kind"] == "member", "node"]
    return names if real else names | {node: f"P{place:08x}" for place, node in enumerate(people)}


@pytest.mark.parametrize("lang", ["id", "en"])
def test_research_page_of_a_sample_shows_no_message_and_no_name(sample, lang):
    page = render_report(sample, audience="research", lang=lang, names=shown(sample, real=False))
    assert len(page.encode()) < 500_000
    texts = [text for text in sample.chat.messages["body"] if text and len(text) > 25]
    assert not [text for text in texts if text in page]
    authors = [name for name in sample.chat.messages["author"].unique() if " " in name]
    # An organisation may bear the name of a person's phone entry; nothing else may.
    outside = " ".join(sample.graph.nodes.loc[sample.graph.nodes["kind"] == "organisation", "label"])
    assert not [name for name in authors if name in page and name not in outside]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_facilitator_page_of_a_sample_is_whole(sample, lang):
    page = render_report(sample, audience="facilitator", lang=lang, names=shown(sample, real=True))
    assert len(page.encode()) < 500_000
    assert 'id="greet"' in page
    visible = re.sub(r"<(script|style).*?</\1>", "", page, flags=re.DOTALL)
    assert not re.search(r">\s*(nan|NaN|None|NaT)\s*<", visible)


def test_every_code_on_the_page_has_words(sample):
    words = load_words("id")
    notes = {note for cell in sample.inequality.indices["note"] for note in str(cell or "").split()}
    assert notes <= set(words.entry("inequality_notes"))
    assert set(sample.inequality.indices["among"]) <= set(words.entry("among"))
    for source in sample.chat.sources:
        known = {*words.reading["notes"], MID_AIR}
        assert {note.partition(":")[0] for note in source.notes} <= known
        assert source.platform in words.reading["platforms"]
        assert set(source.languages) <= set(words.reading["languages"])
