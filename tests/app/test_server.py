from __future__ import annotations

import io
import socket
import struct
import time
import zipfile

import pytest

from tests.app.conftest import SAMPLES


@pytest.fixture(scope="module")
def client(start):
    return start().open()


@pytest.fixture(autouse=True)
def nothing_left(client):
    yield
    client.ask("POST", "/restart")


@pytest.fixture(scope="module")
def read_once(start):
    """A page on which a sample was read with its roster."""
    client = start().open()
    folder = SAMPLES / "lipursari_android_id"
    client.ask("PUT", "/files?name=chat.txt", (folder / "chat.txt").read_bytes())
    client.ask("PUT", "/files?name=people.csv", (folder / "roster.csv").read_bytes())
    assert client.read()["result"]["messages"] == 177
    return client


def zipped(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def encrypted(data: bytes) -> bytes:
    return data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")


WRONG = [
    ("surat.pdf", b"%PDF-1.7\n...", "dokumen PDF"),
    ("foto.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "gambar"),
    ("catatan.txt", b"Hari ini kami belajar membuat keripik bersama ibu-ibu di balai desa.\n" * 5, "bukan obrolan"),
    ("kosong.txt", b"", "kosong"),
    ("kosong.txt", b"\n \n", "kosong"),
    ("anggota.xlsx", zipped("xl/workbook.xml", b""), "zip"),
    ("chat.zip", b"PK\x03\x04 rusak", "rusak"),
    ("chat.zip", zipped("foto.jpg", b"x"), "tidak berisi obrolan"),
    ("people.csv", b"nama,desa\nAyu,Kertek\n", "kolom"),
    ("people.csv", b"name,level\nAyu,9\n", "angka"),
    ("people.csv", b"\xff\xfe\x00", "UTF-8"),
]


@pytest.mark.parametrize(("name", "data", "words"), WRONG, ids=[name for name, *_ in WRONG])
def test_a_wrong_file_ends_in_a_sentence_about_it(client, name, data, words):
    status, answer = client.ask("PUT", f"/files?name={name}", data)
    assert status == 200
    assert words in answer["error"]["message"] + answer["error"]["hint"]
    assert answer["error"]["where"].startswith(name)
    assert client.ask("GET", "/state")[1]["files"] == []


def test_a_spreadsheet_is_told_to_become_a_csv(client):
    data = zipped("[Content_Types].xml", b"<x/>")
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    answer = client.ask("PUT", "/files?name=anggota.xlsx", out.getvalue())[1]
    assert "CSV" in answer["error"]["hint"]


def test_an_encrypted_zip_ends_in_a_sentence(client, chat_bytes):
    data = encrypted(zipped("WhatsApp Chat with X.txt", chat_bytes))
    assert "kata sandi" in client.ask("PUT", "/files?name=chat.zip", data)[1]["error"]["message"]


def test_a_zip_that_swells_is_refused_before_it_is_unpacked(client):
    bomb = zipped("_chat.txt", b"\0" * (200 << 20))
    began = time.monotonic()
    answer = client.ask("PUT", "/files?name=chat.zip", bomb)[1]
    assert "lebih besar" in answer["error"]["message"]
    assert "tanpa media" in answer["error"]["hint"]
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("name", ["chat.zip", "chat.txt", "people.csv"])
def test_a_claim_of_five_gigabytes_is_refused_before_anything_is_sent(client, name):
    status, answer = client.ask("PUT", f"/files?name={name}", b"", **{"Content-Length": str(5 << 30)})
    assert status == 413
    assert "anpa media" in answer["error"]["hint"]


def test_a_body_without_a_claim_is_counted_while_it_comes(client):
    piece = b"x" * (1 << 20)
    with socket.create_connection(client.host.split(":"), timeout=20) as raw:
        lines = ["PUT /files?name=people.csv HTTP/1.1", *(f"{k}: {v}" for k, v in client.headers().items())]
        raw.sendall("\r\n".join([*lines, "Transfer-Encoding: chunked", "", ""]).encode())
        try:
            for _ in range(8):
                raw.sendall(b"%x\r\n%s\r\n" % (len(piece), piece))
        except ConnectionError:
            pass
        assert b"413" in raw.recv(100)


def test_a_cut_connection_leaves_nothing_and_the_page_goes_on(client, chat_bytes):
    lines = ["PUT /files?name=chat.txt HTTP/1.1", *(f"{k}: {v}" for k, v in client.headers().items())]
    head = "\r\n".join([*lines, f"Content-Length: {len(chat_bytes)}", "", ""]).encode()
    for is_abrupt in (False, True):
        raw = socket.create_connection(client.host.split(":"), timeout=20)
        raw.sendall(head + chat_bytes[:5000])
        if is_abrupt:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raw.close()
    time.sleep(0.2)
    assert client.ask("GET", "/state")[1]["files"] == []
    assert len(client.ask("PUT", "/files?name=chat.txt", chat_bytes)[1]["files"]) == 1


def test_the_same_file_is_taken_once_and_can_be_taken_out(client, chat_bytes):
    state = client.ask("PUT", "/files?name=..%2F..%5Cchat.txt", chat_bytes)[1]
    assert [file["name"] for file in state["files"]] == ["chat.txt"]
    assert "sudah masuk" in client.ask("PUT", "/files?name=b.txt", chat_bytes)[1]["error"]["message"]
    number = state["files"][0]["number"]
    assert client.ask("DELETE", f"/files/{number}")[1]["files"] == []


def test_reading_nothing_is_a_sentence(client):
    assert "Belum ada berkas chat" in client.ask("POST", "/read", {})[1]["error"]["message"]


@pytest.mark.parametrize("body", [b"[]", b"{", b"\xff"])
def test_a_broken_form_is_a_sentence(client, body):
    status, answer = client.ask("POST", "/read", body)
    assert (status, bool(answer["error"]["message"])) == (413, True)


@pytest.mark.parametrize("path", ["/report/facilitator", "/save/people", "/save/nothing", "/people"])
def test_what_is_not_there_yet_is_a_sentence(client, path):
    status, answer = client.ask("GET", path)
    assert (status, bool(answer["error"]["hint"])) == (404, True)


def test_an_order_that_cannot_be_leaves_the_first_reading(read_once):
    state = read_once.read(date_order="month-first")
    assert state["error"]["message"]
    assert state["result"]["choices"]["date_order"] == "auto"
    assert read_once.send("GET", "/report/facilitator", read_once.headers())[0].status == 200


def test_the_report_for_sharing_names_nobody_and_the_other_does(read_once):
    own = read_once.send("GET", "/report/facilitator", read_once.headers())[1].decode()
    shared = read_once.send("GET", "/report/sharing", read_once.headers())[1].decode()
    assert "Yanti Tiwul" in own
    assert "Yanti" not in shared
    assert "Sarmini" not in shared


def test_the_report_in_the_frame_has_none_of_the_rights_of_the_page(read_once):
    response, _ = read_once.send("GET", "/report/facilitator", read_once.headers())
    policy = response.getheader("content-security-policy")
    assert "sandbox allow-scripts" in policy
    assert "allow-same-origin" not in policy
    assert "connect-src" not in policy
    assert policy.count("sha256-") == 3


def test_saved_files_say_in_their_name_what_may_be_shared(read_once):
    for what, word in (("report-facilitator", "RAHASIA"), ("report-sharing", "dibagikan"), ("key", "RAHASIA")):
        response, data = read_once.send("GET", f"/save/{what}", read_once.headers())
        assert word in response.getheader("content-disposition")
        assert "Lipursari" not in response.getheader("content-disposition")
        assert data


def test_the_tables_for_sharing_explain_themselves_and_name_nobody(read_once):
    packed = read_once.send("GET", "/save/tables-sharing", read_once.headers())[1]
    parts = zipfile.ZipFile(io.BytesIO(packed))
    said = b" ".join(parts.read(name) for name in parts.namelist()).decode()
    for name in ("Yanti", "Sarmini", "Lipursari", "Muji"):
        assert name not in said
    assert "Sel kosong ditahan" in said
    assert "formula" not in said.casefold()


def test_the_saved_key_gives_the_same_other_names_next_time(read_once, start, chat_bytes):
    key = read_once.send("GET", "/save/key", read_once.headers())[1]
    shared = read_once.send("GET", "/save/export", read_once.headers())[1]
    other = start().open()
    for name, data in (("chat.txt", chat_bytes), ("kunci.txt", key)):
        other.ask("PUT", f"/files?name={name}", data)
    roster = SAMPLES / "lipursari_android_id" / "roster.csv"
    other.ask("PUT", "/files?name=people.csv", roster.read_bytes())
    other.read()
    assert other.send("GET", "/save/export", other.headers())[1] == shared


def test_the_export_under_other_names_can_be_read_again_and_the_list_says_who_is_who(read_once, start):
    packed = read_once.send("GET", "/save/export", read_once.headers())[1]
    texts = zipfile.ZipFile(io.BytesIO(packed))
    assert texts.namelist() == ["chat.txt", "people.csv"]
    for name in texts.namelist():
        assert b"Yanti" not in texts.read(name)
        assert b"Sarmini" not in texts.read(name)
    response, names = read_once.send("GET", "/save/replaced", read_once.headers())
    assert "RAHASIA" in response.getheader("content-disposition")
    assert "Yanti Tiwul" in names.decode("utf-8-sig")
    again = start().open()
    again.ask("PUT", "/files?name=chat.zip", packed)
    again.ask("PUT", "/files?name=people.csv", texts.read("people.csv"))
    state = again.read()
    assert state["result"]["messages"] == read_once.ask("GET", "/state")[1]["result"]["messages"]


def test_who_wants_no_part_is_taken_out_and_the_effect_is_told(start, chat_bytes):
    client = start().open()
    client.ask("PUT", "/files?name=chat.txt", chat_bytes)
    client.read()
    rows = client.ask("GET", "/people")[1]["rows"]
    muji = next(row for row in rows if row["name"] == "Mbak Muji")
    muji["consent"] = "no"
    client.ask("PUT", "/people", {"rows": rows})
    state = client.read()
    assert state["result"]["removed"] == {"names": 1, "messages": int(muji["messages"])}
    effect = client.ask("GET", "/effect?lang=en")[1]["rows"]
    messages = next(row for row in effect if row["headline"] == "Messages")
    assert messages["difference"] == f"−{muji['messages']}"
    assert "Mbak Muji" in [row["name"] for row in client.ask("GET", "/people")[1]["rows"]]
    assert "Mbak Muji" not in state["result"]["authors"]


def test_a_very_long_chat_is_cut_and_the_page_says_so(start, chat_bytes, monkeypatch):
    monkeypatch.setattr("bmp_networks.app.sessions.LATEST", 120)
    client = start().open()
    client.ask("PUT", "/files?name=chat.txt", chat_bytes)
    state = client.read()
    assert state["result"]["latest"] == 120
    assert state["result"]["messages"] == 120
    report = client.send("GET", "/report/facilitator", client.headers())[1].decode()
    assert "120 pesan terakhir" in report


def test_nothing_is_written_to_the_disk(read_once, tmp_path, monkeypatch, start, chat_bytes):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    project = tmp_path / "project"
    project.mkdir()
    client = start(folder=project).open()
    client.ask("PUT", "/files?name=chat.zip", zipped("_chat.txt", chat_bytes))
    client.read()
    for what in ("report-facilitator", "report-sharing", "tables-sharing", "export", "replaced", "people", "key"):
        client.send("GET", f"/save/{what}", client.headers())
    assert [path for path in tmp_path.rglob("*") if path != project] == []


def test_an_idle_program_ends_by_itself(start):
    client = start(idle_minutes=0.005)
    client.thread.join(10)
    assert not client.thread.is_alive()


def test_closing_ends_the_program(start):
    client = start().open()
    assert client.ask("POST", "/close")[1] == {"closed": True}
    client.thread.join(10)
    assert not client.thread.is_alive()
