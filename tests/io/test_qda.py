from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bmp_networks.coding.coder import apply_codes, code_messages
from bmp_networks.containers.chat import Chat
from bmp_networks.containers.coding import ACTS, STAGES, Coding
from bmp_networks.io.qda import CODEBOOK_NAMESPACE, PROJECT_NAMESPACE, write_qda_codebook, write_qda_project
from bmp_networks.io.whatsapp.reader import read_chat
from tests.shared_data import shared_path

NAMES = {"q": PROJECT_NAMESPACE}

EXPORT = (
    "14/02/2018 20.11 - Bu Tumi 🌾: 🙏🏽 Tiwul 9rb sebungkus & gaplek, siapa <mau>?\nSampai jumat\n"
    "14/02/2018 20.12 - Bu Sri: Mau 3 bungkus bu\n"
    "14/02/2018 20.13 - Bu Sri: <Media tidak disertakan>\n"
    "14/02/2018 20.20 - Bu Tumi 🌾: Ke Hong Kong ongkirnya berapa ya?\n"
)


@pytest.fixture
def chat(tmp_path) -> Chat:
    export = tmp_path / "Grup tiwul.txt"
    export.write_text(EXPORT, encoding="utf-8")
    return read_chat(export)


@pytest.fixture
def coding(chat) -> Coding:
    return apply_codes(code_messages(chat), [{"i": 1, "coder": "A", "products": ["tiwul"], "act": "agreement"}])


@pytest.fixture
def project(tmp_path, chat, coding) -> Path:
    write_qda_project(coding, chat, tmp_path / "project.qdpx")
    return tmp_path / "project.qdpx"


def parts_of(path: Path) -> tuple[ET.Element, str]:
    """Give the project and its plain text, read as QualCoder does: UTF-8, as it stands."""
    with zipfile.ZipFile(path) as archive:
        root = ET.fromstring(archive.read("project.qde"))
        source = root.find("q:Sources/q:TextSource", NAMES)
        assert source is not None
        text = archive.read(source.get("plainTextPath", "").replace("internal:/", "Sources")).decode("utf-8")
    return root, text


def coded_passages(path: Path) -> list[tuple[str, str, str]]:
    """List passage, code (with its field) and coder."""
    root, text = parts_of(path)
    users = {user.get("guid"): user.get("name") for user in root.iterfind("q:Users/q:User", NAMES)}
    codes = {
        code.get("guid"): f"{field.get('name')}/{code.get('name')}" if code is not field else field.get("name")
        for field in root.iterfind("q:CodeBook/q:Codes/q:Code", NAMES)
        for code in field.iter(f"{{{PROJECT_NAMESPACE}}}Code")
    }
    return [
        (
            text[int(passage.get("startPosition", "")) : int(passage.get("endPosition", ""))],
            codes[reference.get("targetGUID")] or "",
            users[passage.get("creatingUser")] or "",
        )
        for passage in root.iterfind(".//q:PlainTextSelection", NAMES)
        for reference in passage.iterfind("q:Coding/q:CodeRef", NAMES)
    ]


def test_a_code_stands_on_the_very_words_that_tell_it(project) -> None:
    passages = coded_passages(project)
    assert ("Tiwul", "products/tiwul", "machine") in passages
    assert ("9rb", "prices", "machine") in passages
    assert ("Hong Kong", "places/Hong Kong", "machine") in passages


def test_a_code_of_the_whole_message_stands_on_its_whole_text(project) -> None:
    passages = coded_passages(project)
    assert ("Mau 3 bungkus bu", "act/agreement", "A") in passages
    assert ("Mau 3 bungkus bu", "products/tiwul", "A") in passages
    assert any(text.startswith("🙏🏽 Tiwul") and text.endswith("\nSampai jumat") for text, *_ in passages)


def test_every_message_has_an_act_and_a_topic_also_one_without_text(project, coding) -> None:
    codes = [code for _, code, _ in coded_passages(project)]
    for field in ("act/", "topic/"):
        assert sum(code.startswith(field) for code in codes) == len(coding.messages)
    assert all(text for text, *_ in coded_passages(project))


def test_only_codes_that_the_coding_holds_are_exported(project, coding) -> None:
    stages = {code for _, code, _ in coded_passages(project) if code.startswith("stages/")}
    assert stages == {f"stages/{stage}" for cell in coding.messages["stages"] for stage in cell}


def test_the_plain_text_has_neither_mark_nor_carriage_return(project) -> None:
    _, text = parts_of(project)
    assert text.startswith("[0] 2018-02-14 20:11 Bu Tumi 🌾\n🙏🏽 Tiwul")
    assert "\r" not in text


def test_every_guid_is_used_once_and_every_reference_leads_somewhere(project) -> None:
    root, _ = parts_of(project)
    guids = [element.get("guid") for element in root.iter() if element.get("guid")]
    assert len(guids) == len(set(guids))
    targets = {element.get("targetGUID") for element in root.iter() if element.get("targetGUID")}
    users = {element.get("creatingUser") for element in root.iter() if element.get("creatingUser")}
    assert targets | users <= set(guids)


def test_every_passage_carries_its_coder_and_a_time(project) -> None:
    root, _ = parts_of(project)
    passages = root.findall(".//q:PlainTextSelection", NAMES)
    assert {passage.get("creationDateTime") for passage in passages} == {"2018-02-14T20:20:00Z"}
    assert all(passage.get("creatingUser") for passage in passages)


def test_the_same_coding_gives_the_same_bytes(project, chat, coding, tmp_path) -> None:
    write_qda_project(coding, chat, tmp_path / "again.qdpx")
    assert (tmp_path / "again.qdpx").read_bytes() == project.read_bytes()


def test_names_of_codes_are_unique_because_some_programs_keep_one_list(project) -> None:
    root, _ = parts_of(project)
    names = [code.get("name") for code in root.iter(f"{{{PROJECT_NAMESPACE}}}Code")]
    assert len(names) == len(set(names))


def test_the_codebook_holds_the_closed_lists_with_their_meaning(coding, tmp_path) -> None:
    write_qda_codebook(coding, tmp_path / "codes.qdc")
    root = ET.fromstring((tmp_path / "codes.qdc").read_bytes())
    assert root.tag == f"{{{CODEBOOK_NAMESPACE}}}CodeBook"
    fields = {field.get("name"): [code.get("name") for code in field][1:] for field in root[0]}
    assert len(fields["act"]) == len(ACTS)
    assert tuple(fields["stages"]) == STAGES
    meanings = [element.text for element in root.iter(f"{{{CODEBOOK_NAMESPACE}}}Description")]
    assert "bertanya / asks" in meanings


def test_a_codebook_gives_a_code_the_guid_it_has_in_the_project(project, coding, tmp_path) -> None:
    write_qda_codebook(coding, tmp_path / "codes.qdc")
    book = ET.fromstring((tmp_path / "codes.qdc").read_bytes())
    root, _ = parts_of(project)
    guids = [
        [code.get("guid") for code in tree.iter(f"{{{namespace}}}Code")]
        for tree, namespace in ((book, CODEBOOK_NAMESPACE), (root, PROJECT_NAMESPACE))
    ]
    assert guids[0] == guids[1]


def test_the_project_is_valid_against_the_public_schema(project) -> None:
    xmlschema = pytest.importorskip("xmlschema")
    schema = xmlschema.XMLSchema(str(shared_path("qda", "Project-mrt2019.xsd")))
    with zipfile.ZipFile(project) as archive:
        schema.validate(archive.read("project.qde").decode("utf-8"))


def test_an_author_with_characters_that_xml_forbids_does_not_break_the_project(tmp_path) -> None:
    export = tmp_path / "chat.txt"
    export.write_text("14/02/2018 20.11 - Bu\x0b Tumi: @Bu\x0b Sri tiwul\x07 9rb\n", encoding="utf-8")
    chat = read_chat(export)
    coding = apply_codes(code_messages(chat), [{"i": 0, "coder": "A\x07", "addressees": ["Bu\x0b Sri"]}])
    write_qda_project(coding, chat, tmp_path / "p.qdpx")
    assert "tiwul\x07" in parts_of(tmp_path / "p.qdpx")[1]
