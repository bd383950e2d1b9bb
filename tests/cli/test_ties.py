"""``ties``: the evidence for one tie, what is inferred, and the tables beside the ties."""

from __future__ import annotations

import pytest

from bmp_networks.cli.ties import WHAT
from tests.cli.test_cli import KNOWN, folder, rows, run

__all__ = ["folder"]

NAMES = ("Muji", "Sarmini", "Yanti", "+852")
PAIR = ("Yanti Tiwul", "+852 5347 8821")


def test_why_tells_what_a_tie_rests_on_and_quotes_with_names_only(folder) -> None:
    told = run("ties", "chat.txt", *KNOWN, "--why", *PAIR, "--names", "--lang", "en", cwd=folder)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("Yanti Tiwul – +852 5347 8821")
    assert "Same, by the list of members: community and village." in told.stdout
    assert "Other readings give babaei2012: bridging; woolcock_szreter: bonding." in told.stdout
    assert "1:82" in told.stdout
    assert "25 x 10rb = 250rb" in told.stdout
    hidden = run("ties", "chat.txt", *KNOWN, "--why", *PAIR, "--lang", "id", cwd=folder)
    assert "Sama, menurut daftar anggota: komunitas dan desa." in hidden.stdout
    assert "250rb" not in hidden.stdout
    assert not any(name in hidden.stdout for name in NAMES)


def test_why_takes_pseudonyms_and_organisations(folder) -> None:
    ties = rows(run("ties", "chat.txt", *KNOWN, cwd=folder))
    pair = next(tie for tie in ties if tie["target_kind"] == "member")
    told = run("ties", "chat.txt", *KNOWN, "--why", pair["source"].lower(), pair["target"], cwd=folder)
    assert told.returncode == 0, told.stderr
    assert all(place in told.stdout for place in pair["evidence"])
    office = next(tie for tie in ties if tie["target_kind"] == "organisation")
    told = run("ties", "chat.txt", *KNOWN, "--why", office["target"], office["source"], "--lang", "en", cwd=folder)
    assert "An organisation outside the group" in told.stdout


def test_why_refuses_who_is_not_there_and_quotes_nobody(folder) -> None:
    done = run("ties", "chat.txt", *KNOWN, "--why", "Zubaidah", "Mbak Muji", "--lang", "id", cwd=folder)
    assert done.returncode == 1
    assert "tidak ada orang atau lembaga itu" in done.stderr
    assert "Zubaidah" not in done.stderr


def test_without_a_roster_every_table_and_sentence_says_inferred(folder) -> None:
    done = run("ties", "chat.txt", "--lang", "en", cwd=folder)
    ties = rows(done)
    assert "inferred from the chat alone" in done.stderr
    assert {tie["inferred"] for tie in ties if tie["target_kind"] == "member"} == {True}
    assert {tie["inferred"] for tie in ties if tie["target_kind"] == "organisation"} <= {False}
    assert "disimpulkan" in run("ties", "chat.txt", "--lang", "id", cwd=folder).stderr
    told = run("ties", "chat.txt", "--why", *PAIR, "--lang", "id", cwd=folder).stdout
    assert "Jenis, disimpulkan:" in told
    assert "inferred" not in rows(run("ties", "chat.txt", *KNOWN, cwd=folder))[0]


def test_infer_fills_only_where_the_roster_is_silent(folder) -> None:
    lines = (folder / "roster.csv").read_text(encoding="utf-8").splitlines()
    (folder / "roster.csv").write_text("\n".join(lines[:4]) + "\n", encoding="utf-8")
    bare = rows(run("ties", "chat.txt", *KNOWN, cwd=folder))
    filled = rows(run("ties", "chat.txt", *KNOWN, "--infer", cwd=folder))
    assert "unknown" in {tie["relation"] for tie in bare if tie["target_kind"] == "member"}
    for before, after in zip(bare, filled, strict=True):
        assert after["inferred"] == (before["relation"] == "unknown" and before["target_kind"] == "member")
        if before["relation"] != "unknown":
            assert before["relation"] == after["relation"]


@pytest.mark.parametrize("what", [what for what in WHAT if what != "contact"])
def test_every_table_beside_the_ties_names_nobody(folder, what) -> None:
    done = run("ties", "chat.txt", *KNOWN, "--what", what, "--format", "csv", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") >= 1
    assert not any(name in done.stdout for name in NAMES)


def test_the_contact_table_needs_its_file_and_compares_with_meetings(folder) -> None:
    assert run("ties", "chat.txt", *KNOWN, "--what", "contact", cwd=folder).returncode == 2
    (folder / "contact.csv").write_text("a,b\np01,p02\np01,p03\np02,p03\np04,p05\n", encoding="utf-8")
    found = rows(run("ties", "chat.txt", *KNOWN, "--contact", "contact.csv", cwd=folder))
    assert {"contact", "same_village"} <= {row["layer"] for row in found}
    assert all(row["p_more"] is None or 0 < row["p_more"] <= 1 for row in found)


def test_what_would_be_an_empty_table_or_a_silent_loss_is_said(folder) -> None:
    (folder / "met.csv").write_text("a,b\nYanti Tiwul,Mbak Muji\nYanti Tiwul,Siapa Ini\n", encoding="utf-8")
    done = run("ties", "chat.txt", *KNOWN, "--contact", "met.csv", "--lang", "en", cwd=folder)
    assert "1 of 3 people in the file of meetings" in done.stderr
    assert "Siapa" not in done.stderr
    (folder / "met.csv").write_text("a,b\nSiapa,Siapa Ini\n", encoding="utf-8")
    assert run("ties", "chat.txt", *KNOWN, "--contact", "met.csv", cwd=folder).returncode == 1
    assert "No roles to count" in run("ties", "chat.txt", *KNOWN, "--what", "roles", "--lang", "en", cwd=folder).stderr
    profiles = run("ties", "chat.txt", *KNOWN, "--what", "profiles", "--lang", "en", cwd=folder)
    assert "names no kin and nobody close" in profiles.stderr


def test_an_account_that_only_broadcasts_is_left_out_and_said(folder) -> None:
    text = (folder / "chat.txt").read_text(encoding="utf-8")
    lines = [f"{1 + n:02d}/12/18 04.15 - Info Salat: Subuh hari ini 04:{10 + n}\n" for n in range(28)]
    (folder / "bot.txt").write_text(text + "".join(lines), encoding="utf-8")
    done = run("ties", "bot.txt", "--names", "--lang", "en", cwd=folder)
    assert "left out as accounts that only broadcast: 1, with 28 messages" in done.stderr
    assert not any("Info Salat" in (tie["source"], tie["target"]) for tie in rows(done))


def test_a_network_format_that_is_not_known_is_refused_with_those_that_are(folder) -> None:
    done = run("graph", "chat.txt", "-o", "g.json", cwd=folder)
    assert done.returncode == 1
    assert ".gexf" in done.stderr


def test_why_tells_who_is_kin_and_how_close_the_two_say_they_are(folder) -> None:
    header, *lines = (folder / KNOWN[1]).read_text(encoding="utf-8").splitlines()
    told = [f"{header},kin_of,close_to"]
    told += [line + (",Bu Sarmini,+852 5347 8821" if line.startswith("Yanti Tiwul") else ",,") for line in lines]
    (folder / "close.csv").write_text("\n".join(told) + "\n", encoding="utf-8")
    close = run("ties", "chat.txt", "--roster", "close.csv", "--why", *PAIR, "--lang", "en", cwd=folder).stdout
    assert "How close they say they are, from 0 to 1: 1.0." in close
    assert "Strength 1.00 (0 to 1): what the two say themselves." in close
    assert "babaei2012: bonding" in close
    kin = run("ties", "chat.txt", "--roster", "close.csv", "--why", PAIR[0], "Bu Sarmini", "--lang", "id", cwd=folder)
    assert "Bersaudara, menurut daftar anggota." in kin.stdout
