"""The page as a person meets it: in Chromium, wide and narrow, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bmp_networks.report import write_report
from tests.report.invented import pseudonyms, real_names

WIDE, NARROW = (1280, 900), (390, 844)


@pytest.fixture(scope="module")
def pages(study, tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    written = {}
    for audience, names in (("research", pseudonyms()), ("facilitator", real_names())):
        for lang in ("id", "en"):
            written[f"{audience}-{lang}"] = folder / f"{audience}-{lang}.html"
            write_report(study, written[f"{audience}-{lang}"], audience=audience, lang=lang, names=names)
    return written


class Visit:
    """An open page, and what went wrong or out while it was open."""

    def __init__(self, browser, path: Path, size: tuple[int, int], **more):
        self.page = browser.new_page(viewport={"width": size[0], "height": size[1]}, **more)
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(path.as_uri())
        self.address = path.as_uri()

    def view(self) -> tuple[float, float, float]:
        data = self.page.evaluate("({...document.getElementById('network-canvas').dataset})")
        return float(data["scale"]), float(data["x"]), float(data["y"])

    def lit(self) -> list[str]:
        return self.page.evaluate("document.getElementById('network-canvas').dataset.lit").split()

    def column(self, number: int) -> list[str]:
        cells = self.page.locator(f"#tie-table tbody tr > *:nth-child({number})")
        return cells.all_inner_texts()


@pytest.fixture
def visit(browser, pages) -> Iterator:
    opened = []

    def open_page(name: str = "research-id", size: tuple[int, int] = WIDE, **more) -> Visit:
        opened.append(Visit(browser, pages[name], size, **more))
        return opened[-1]

    yield open_page
    for one in opened:
        one.page.close()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", ["research-id", "research-en", "facilitator-id", "facilitator-en"])
def test_page_opens_without_error_request_or_overflow(visit, name, size):
    seen = visit(name, size)
    assert seen.said == []
    assert seen.asked == [seen.address]
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert seen.page.locator("svg[role=img]:visible").count() >= 3


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_network_is_painted_in_the_colours_of_its_ties(visit, size):
    seen = visit(size=size)
    colours = seen.page.evaluate(
        """() => {
        const canvas = document.getElementById("network-canvas");
        const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        const found = {};
        for (let k = 0; k < pixels.length; k += 4) {
            const [r, g, b] = [pixels[k], pixels[k + 1], pixels[k + 2]];
            if (r > 245 && g > 245 && b > 245) continue;
            const name = b > r + 60 && b > g + 20 ? "blue" : r > b + 60 && r > g + 30 ? "orange"
                : g > r + 60 && g > b + 20 ? "green" : "other";
            found[name] = (found[name] || 0) + 1;
        }
        return found;
        }"""
    )
    assert set(colours) == {"blue", "orange", "green", "other"}
    assert min(colours.values()) > 30


def test_keys_move_and_zoom_the_network(visit):
    seen = visit()
    seen.page.focus("#network-canvas")
    assert seen.view() == (1, 0, 0)
    seen.page.keyboard.press("+")
    assert seen.view()[0] > 1
    seen.page.keyboard.press("ArrowRight")
    moved = seen.view()
    seen.page.keyboard.press("ArrowLeft")
    assert seen.view()[1] > moved[1]
    seen.page.keyboard.press("ArrowDown")
    assert seen.view()[2] < moved[2]
    seen.page.keyboard.press("ArrowUp")
    assert seen.view()[2] == pytest.approx(moved[2], abs=0.2)
    seen.page.keyboard.press("-")
    seen.page.keyboard.press("-")
    assert seen.view()[0] < 1
    seen.page.keyboard.press("0")
    assert seen.view() == (1, 0, 0)


def test_buttons_do_what_the_keys_do(visit):
    seen = visit(size=NARROW)
    seen.page.click("#zoom-in")
    assert seen.view()[0] > 1
    seen.page.click("#zoom-reset")
    seen.page.click("#zoom-out")
    assert seen.view()[0] < 1


def test_wheel_scrolls_the_page_until_the_network_has_the_focus(visit):
    seen = visit()
    seen.page.locator("#network-canvas").scroll_into_view_if_needed()
    seen.page.hover("#network-canvas")
    seen.page.mouse.wheel(0, 100)
    seen.page.wait_for_timeout(150)
    assert seen.view()[0] == 1


def test_search_lights_the_one_found_and_keeps_her_rows(visit):
    seen = visit("facilitator-id")
    seen.page.fill("#search", "kamsi")
    assert "Bu Kamsiyah" in seen.page.inner_text("#status")
    assert len(seen.lit()) > 1
    rows = seen.page.locator("#tie-table tbody tr:visible")
    assert 0 < rows.count() < seen.page.locator("#tie-table tbody tr").count()
    assert all("Bu Kamsiyah" in text for text in rows.all_inner_texts())
    seen.page.fill("#search", "tidak ada orang ini")
    assert seen.page.inner_text("#status") == "Tidak ditemukan"
    seen.page.click("#clear")
    assert seen.lit() == []
    assert rows.count() == seen.page.locator("#tie-table tbody tr").count()


def test_focused_row_lights_its_two_ends_and_their_neighbours(visit):
    seen = visit()
    first = seen.page.locator("#tie-table tbody tr").first
    first.focus()
    ends = {first.get_attribute("data-a"), first.get_attribute("data-b")}
    assert ends <= set(seen.lit())
    assert len(seen.lit()) > 2
    before = seen.page.inner_text("#status")
    seen.page.keyboard.press("ArrowDown")
    assert seen.page.inner_text("#status") != before
    assert seen.page.evaluate("document.activeElement.rowIndex") == 2
    seen.page.keyboard.press("Escape")
    assert seen.lit() == []


def test_one_row_only_stands_in_the_order_of_the_tab_key(visit):
    seen = visit()
    assert seen.page.locator('#tie-table tbody tr[tabindex="0"]').count() == 1


def test_pointing_at_a_member_lights_her_neighbours(visit):
    seen = visit()
    seen.page.locator("#network-canvas").scroll_into_view_if_needed()
    box = seen.page.locator("#network-canvas").bounding_box()
    place = seen.page.evaluate(
        """() => {
        const data = JSON.parse(document.getElementById("network-data").textContent).nodes[0];
        const box = document.getElementById("network-canvas").getBoundingClientRect();
        const side = Math.min(70, box.width * 0.13);
        return [side + data.x * (box.width - 2 * side), 30 + data.y * (box.height - 76)];
        }"""
    )
    seen.page.mouse.click(box["x"] + place[0], box["y"] + place[1])
    assert "0" in seen.lit()
    assert seen.page.input_value("#search") == pseudonyms_sorted()[0]


def pseudonyms_sorted() -> list[str]:
    return sorted(name for node, name in pseudonyms().items() if node.startswith("a"))


def test_a_type_of_tie_can_be_taken_out(visit):
    seen = visit()
    before = seen.page.evaluate("document.getElementById('network-canvas').toDataURL()")
    seen.page.uncheck('fieldset input[value="bonding"]')
    assert seen.page.evaluate("document.getElementById('network-canvas').toDataURL()") != before


def test_columns_sort_both_ways_numbers_by_value(visit):
    seen = visit("facilitator-en")
    title = seen.page.locator("#tie-table thead th").nth(3)
    title.locator("button").click()
    values = [float(text) for text in seen.column(4)]
    assert values == sorted(values, reverse=True)
    assert title.get_attribute("aria-sort") == "descending"
    title.locator("button").click()
    values = [float(text) for text in seen.column(4)]
    assert values == sorted(values)
    seen.page.locator("#tie-table thead button").first.click()
    names = [text.casefold() for text in seen.column(1)]
    assert names[0] <= names[-1]


def test_wide_pictures_scroll_inside_their_box(visit):
    seen = visit(size=NARROW)
    assert seen.page.evaluate(
        "(() => { const box = document.querySelector('.chart.wide'); return box.scrollWidth > box.clientWidth; })()"
    )


def test_every_region_is_reached_by_the_tab_key_and_shows_it(visit):
    seen = visit()
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.activeElement.className") == "skip"
    assert seen.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("document.activeElement.id") == "content"


def test_without_scripts_the_network_is_a_still_picture(browser, pages):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(pages["research-id"].as_uri())
    assert page.locator("svg.network-still").is_visible()
    assert not page.locator("#network-canvas").is_visible()
    context.close()


def test_print_shows_the_still_picture_and_opens_the_tables_behind(visit):
    seen = visit()
    seen.page.emulate_media(media="print")
    assert seen.page.locator("svg.network-still").is_visible()
    assert not seen.page.locator("nav").is_visible()
    seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert seen.page.locator("details:not([open])").count() == 0
