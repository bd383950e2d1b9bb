"""The page as a facilitator meets it: in Chromium, wide and narrow, by mouse and by keyboard."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.conftest import SAMPLES

WIDE, NARROW = (1280, 900), (390, 844)
NAMES = ["jejaring_ios_id", "kios_android_en", "lipursari_android_id"]
# Every day is twelve or less and both orders run forward: the dates alone cannot tell their order.
UNSURE = "".join(
    f"0{number}/0{number + 1}/18 1{hour}.0{minute} - {name}: Pesanan tiwul {minute} bungkus, kirim ke Kertek ya\n"
    for number in (3, 4, 5)
    for hour in (0, 3)
    for minute, name in enumerate(("Bu Satu", "Mbak Dua", "Bu Tiga", "Mbak Empat", "Bu Lima"), 1)
)


class Visit:
    """An open page, and what went wrong or out while it was open."""

    def __init__(self, browser, client, size):
        self.client = client
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        self.page = self.context.new_page()
        self.page.set_default_timeout(90_000)
        self.said: list[str] = []
        self.asked: set[str] = set()
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.add(request.url.split("/")[2]))
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.page.goto(client.address)
        self.page.wait_for_selector("#drop")

    def drop(self, *files: Path) -> None:
        """Drop files on the box as a mouse does."""
        given = [[file.name, base64.b64encode(file.read_bytes()).decode()] for file in files]
        self.page.evaluate(
            """given => {
            const transfer = new DataTransfer();
            for (const [name, data] of given) {
                const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
                transfer.items.add(new File([bytes], name));
            }
            document.getElementById("drop").dispatchEvent(
                new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
            }""",
            given,
        )

    def read(self) -> None:
        self.page.click("#start:visible:not([disabled])")
        self.wait_for_report()

    def wait_for_report(self) -> None:
        self.page.wait_for_selector("#panel-reading", state="hidden")
        self.page.wait_for_selector("#frame.ready")

    @property
    def report(self):
        return self.page.frame_locator("#frame")

    def save(self, selector: str) -> tuple[str, bytes]:
        with self.page.expect_download() as waited:
            self.page.click(selector)
        return waited.value.suggested_filename, Path(waited.value.path()).read_bytes()

    def fits(self) -> bool:
        return self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture
def visit(browser, start) -> Iterator:
    opened = []

    def open_page(size=WIDE, **options) -> Visit:
        opened.append(Visit(browser, start(**options), size))
        return opened[-1]

    yield open_page
    for one in opened:
        one.context.close()
        assert one.said == []
        assert one.asked <= {one.client.host}


@pytest.mark.parametrize("name", NAMES)
def test_a_dropped_sample_becomes_a_report_that_can_be_shared(visit, name):
    seen = visit()
    assert "token" not in seen.page.url
    seen.drop(SAMPLES / name / "chat.txt", SAMPLES / name / "roster.csv")
    seen.page.wait_for_selector("#files li:nth-child(2) button")
    assert seen.fits()
    seen.read()
    assert seen.report.locator("#greet").is_visible()
    seen.page.check("input[value=sharing]")
    seen.report.locator("body.sharing").wait_for()
    assert seen.report.locator("#greet").count() == 0
    seen.page.click("[data-lang=en]")
    seen.report.locator("html[lang=en]").wait_for()
    assert seen.page.inner_text("#tab-save") == "Save"
    for tab in ("save", "people", "check", "files"):
        seen.page.click(f"#tab-{tab}")
        assert seen.page.is_visible(f"#panel-{tab}")
        for width, height in (NARROW, WIDE):
            seen.page.set_viewport_size({"width": width, "height": height})
            assert seen.fits()


def test_each_file_can_be_saved(visit):
    seen = visit()
    seen.drop(SAMPLES / "lipursari_android_id" / "chat.txt")
    seen.read()
    seen.page.click("#tab-save")
    name, data = seen.save("#save-report-facilitator")
    assert name.endswith(".html")
    assert b"Yanti Tiwul" in data
    assert b"Yanti" not in seen.save("#save-report-sharing")[1]
    for what in ("tables-facilitator", "tables-sharing"):
        name, data = seen.save(f"#save-{what}")
        assert name.endswith(".xlsx")
        assert data.startswith(b"PK")
    name, data = seen.save("#save-people")
    assert name == "people.csv"
    assert "Yanti Tiwul" in data.decode("utf-8-sig")
    assert len(bytes.fromhex(seen.save("#save-key")[1].decode())) == 32
    name, data = seen.save("#save-export")
    assert name.startswith("chat-nama-samaran")
    assert b"Yanti" not in zipfile.ZipFile(io.BytesIO(data)).read("chat.txt")
    assert "RAHASIA" in seen.save("#save-replaced")[0]


def test_somebody_who_wants_no_part_is_taken_out_by_keyboard(visit):
    seen = visit(NARROW)
    seen.drop(SAMPLES / "lipursari_android_id" / "chat.txt")
    seen.read()
    seen.page.click("#tab-people")
    seen.page.wait_for_selector("#people tbody tr")
    seen.page.focus("#people tr:has-text('Mbak Muji') [data-key=consent]")
    seen.page.keyboard.press("Space")
    assert seen.page.is_visible("#changed")
    seen.page.click("#people-form button[type=submit]")
    seen.page.wait_for_selector("#asks:not(:has-text('Isi daftar anggota'))", state="attached")
    seen.wait_for_report()
    seen.page.click("#tab-people")
    seen.page.wait_for_selector("#effect table")
    assert "1 nama" in seen.page.inner_text("#effect")
    assert "Kesenjangan percakapan" in seen.page.inner_text("#effect")
    assert seen.page.is_checked("#people tr:has-text('Mbak Muji') [data-key=consent]")
    assert seen.fits()


def test_a_saved_report_opens_alone(visit, browser, tmp_path):
    seen = visit()
    seen.drop(SAMPLES / "lipursari_android_id" / "chat.txt")
    seen.read()
    place = tmp_path / "laporan.html"
    place.write_bytes(seen.save("#save-view")[1])
    page = browser.new_page()
    page.goto(place.as_uri())
    assert page.locator("#greet").is_visible()
    page.close()


def test_the_order_of_the_dates_is_asked_and_corrected(visit, tmp_path):
    chat = tmp_path / "WhatsApp Chat with Contoh.txt"
    chat.write_text(UNSURE, encoding="utf-8")
    seen = visit()
    seen.drop(chat)
    seen.read()
    assert "3 April 2018" in seen.page.inner_text("#ask-dates")
    seen.page.click("text=seharusnya 4 Maret 2018")
    # The first report stays on the page until the second is there, so its end is waited for by what it says.
    seen.page.wait_for_selector("#summary:has-text('4 Mar')")
    seen.page.wait_for_selector("#ask-dates", state="detached")
    seen.page.click("#tab-check")
    assert seen.page.input_value("#date_order") == "month-first"
    seen.page.select_option("#date_order", "day-first")
    seen.page.select_option("#timezone", "Asia/Taipei")
    seen.page.click("#choices button")
    seen.page.wait_for_selector("#summary:has-text('3 Apr')")
    seen.page.wait_for_selector("#panel-check:visible")
    assert seen.page.input_value("#timezone") == "Asia/Taipei"


def test_who_you_are_can_be_said(visit):
    seen = visit()
    seen.drop(SAMPLES / "lipursari_android_id" / "chat.txt")
    seen.read()
    seen.page.select_option("#ask-me select", "Mbak Muji")
    seen.page.click("#ask-me button >> nth=0")
    seen.page.wait_for_selector("#ask-me", state="detached")
    seen.wait_for_report()
    seen.page.click("#tab-check")
    assert seen.page.input_value("#me") == "Mbak Muji"


def test_a_very_long_chat_is_cut_and_the_page_says_so(visit, monkeypatch):
    monkeypatch.setattr("bmp_networks.app.sessions.LATEST", 120)
    seen = visit(NARROW)
    seen.drop(SAMPLES / "lipursari_android_id" / "chat.txt")
    seen.read()
    assert "120 pesan terakhir" in seen.page.inner_text("#ask-latest")
    assert seen.fits()


def test_lines_not_understood_are_shown(visit, tmp_path, chat_bytes):
    chat = tmp_path / "chat.txt"
    chat.write_bytes(b"baris liar di depan\n<b>satu lagi</b>\n" + chat_bytes)
    seen = visit()
    seen.drop(chat)
    seen.read()
    seen.page.click("text=Lihat barisnya")
    assert "<b>satu lagi</b>" in seen.page.inner_text("#unread")


def test_the_list_of_members_is_filled_in_by_keyboard_and_used(visit, tmp_path):
    seen = visit()
    seen.drop(SAMPLES / "lipursari_android_id" / "chat.txt")
    seen.read()
    seen.page.click("text=Isi daftar anggota")
    seen.page.wait_for_selector("#people tbody tr")
    seen.page.focus("#people [data-key=community] >> nth=0")
    for word in ("Komunitas Satu", "Desa Satu", "=ketua"):
        seen.page.keyboard.type(word)
        seen.page.keyboard.press("Tab")
    seen.page.select_option("#people [data-key=level] >> nth=0", "1")
    seen.page.focus("#people [data-key=same] >> nth=2")
    seen.page.select_option("#people [data-key=same] >> nth=2", "0")
    assert seen.page.is_visible("#changed")
    name, data = seen.save("#people-save")
    rows = data.decode("utf-8-sig").splitlines()
    assert "Komunitas Satu,Desa Satu,'=ketua,1" in rows[1]
    assert rows[1].split(",")[1] == rows[3].split(",")[1]
    seen.page.click("#people-form button[type=submit]")
    seen.page.wait_for_selector("#asks:not(:has-text('Isi daftar anggota'))", state="attached")
    seen.wait_for_report()
    seen.page.click("#tab-people")
    seen.page.wait_for_selector("#people tbody tr")
    assert seen.page.input_value("#people [data-key=role] >> nth=0") == "=ketua"
    assert seen.page.input_value("#people [data-key=same] >> nth=2") == "0"
    (tmp_path / name).write_bytes(data)
    other = visit()
    other.drop(SAMPLES / "lipursari_android_id" / "chat.txt", tmp_path / name)
    other.page.wait_for_selector("#files li:nth-child(2) button")
    assert other.page.locator("#files .bad").count() == 0


def test_a_wrong_file_is_told_beside_the_right_one(visit, tmp_path):
    wrong = tmp_path / "surat.pdf"
    wrong.write_bytes(b"%PDF-1.7")
    seen = visit(NARROW)
    seen.drop(wrong, SAMPLES / "kios_android_en" / "chat.txt")
    seen.page.wait_for_selector("#files li:not(.bad) button")
    assert "dokumen PDF" in seen.page.inner_text("#files .bad")
    seen.read()


def test_a_file_that_is_too_large_is_not_even_sent(visit):
    seen = visit()
    seen.page.evaluate(
        """() => {
        const file = new File(["x"], "chat.zip");
        Object.defineProperty(file, "size", { value: 5e9 });
        const input = document.getElementById("file");
        Object.defineProperty(input, "files", { value: [file] });
        input.dispatchEvent(new Event("change"));
        }"""
    )
    seen.page.wait_for_selector("#files .bad")
    assert "Tanpa media" in seen.page.inner_text("#files .bad")


def test_everything_is_reached_by_keyboard(visit):
    seen = visit()
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.activeElement.className") == "skip"
    reached = set()
    for _ in range(12):
        seen.page.keyboard.press("Tab")
        reached.add(seen.page.evaluate("document.activeElement.id"))
    assert {"close", "file"} <= reached
    seen.page.set_input_files("#file", str(SAMPLES / "kios_android_en" / "chat.txt"))
    seen.page.wait_for_selector("#start:focus")
    seen.page.keyboard.press("Enter")
    seen.wait_for_report()
    assert seen.page.evaluate("document.activeElement.id") == "tab-report"
    seen.page.keyboard.press("ArrowRight")
    assert seen.page.is_visible("#panel-save")


def test_the_page_survives_being_loaded_again(visit):
    seen = visit()
    seen.drop(SAMPLES / "kios_android_en" / "chat.txt")
    seen.read()
    seen.page.reload()
    seen.page.wait_for_selector("#tabs:visible")
    assert "pesan" in seen.page.inner_text("#summary")


def test_another_group_begins_with_nothing(visit):
    seen = visit()
    seen.drop(SAMPLES / "kios_android_en" / "chat.txt")
    seen.read()
    seen.page.click("#tab-files")
    seen.page.click("#new")
    seen.page.wait_for_selector("#tabs", state="hidden")
    assert seen.page.locator("#files li").count() == 0
    assert seen.page.inner_text("#title") == "Baca chat grup"


def test_closing_says_goodbye_and_leaves_no_name(visit):
    seen = visit()
    seen.drop(SAMPLES / "kios_android_en" / "chat.txt")
    seen.read()
    seen.page.click("#close")
    seen.page.wait_for_selector("#panel-end:visible")
    assert "sudah ditutup" in seen.page.inner_text("#panel-end")
    assert "Lastri" not in seen.page.inner_text("body")
    seen.client.thread.join(10)
    assert not seen.client.thread.is_alive()


def test_the_page_opened_in_its_own_tab_can_be_printed(visit):
    seen = visit()
    seen.drop(SAMPLES / "kios_android_en" / "chat.txt")
    seen.read()
    with seen.context.expect_page() as waited:
        seen.page.click("#own-tab")
    assert waited.value.locator("#greet").is_visible()
    assert waited.value.evaluate("self.origin") == "null"


def test_xlsx_of_the_page_opens_with_its_explanation_first(visit):
    seen = visit()
    seen.drop(SAMPLES / "kios_android_en" / "chat.txt")
    seen.read()
    seen.page.click("#tab-save")
    place = seen.save("#save-tables-sharing")[1]
    names = zipfile.ZipFile(io.BytesIO(place)).read("xl/workbook.xml").decode()
    assert names.index("Penjelasan") < names.index("facts")
