from __future__ import annotations

import pandas as pd
import pytest

from bmp_networks.containers.results import TIES
from bmp_networks.errors import InputRefusedError
from bmp_networks.privacy import Key, find_or_make_key, pseudonyms, relabel_ties

KEY = Key(b"a key that is only for tests....")


def test_a_pseudonym_is_the_hmac_of_the_name() -> None:
    # printf 'Ani' | openssl dgst -sha256 -hmac 'a key that is only for tests....' begins with these digits
    assert pseudonyms(["Ani"], KEY)["Ani"] == "P" + _openssl_like("Ani")[:8]


def _openssl_like(name: str) -> str:
    import hashlib

    block = KEY.secret.ljust(64, b"\0")
    inner = hashlib.sha256(bytes(b ^ 0x36 for b in block) + name.encode()).digest()
    return hashlib.sha256(bytes(b ^ 0x5C for b in block) + inner).hexdigest()


def test_no_two_names_share_a_pseudonym() -> None:
    names = [f"member {number}" for number in range(20_000)]
    assert len(set(pseudonyms(names, KEY).values())) == len(names)


def test_another_key_gives_other_pseudonyms() -> None:
    assert pseudonyms(["Ani"], KEY) != pseudonyms(["Ani"], Key(b"another key for tests..........."))


def test_the_key_is_made_once_and_found_again(tmp_path) -> None:
    made = find_or_make_key([tmp_path])
    found = find_or_make_key([tmp_path])
    assert made.is_new
    assert not found.is_new
    assert found.secret == made.secret
    assert found.path == tmp_path / ".bmp" / "key"


def test_a_file_that_is_no_key_is_refused_and_left_alone(tmp_path) -> None:
    file = tmp_path / "key"
    file.write_text("not a key")
    with pytest.raises(InputRefusedError):
        find_or_make_key([], path=file)
    assert file.read_text() == "not a key"


def _tie(source: str, target: str, kind: str = "member", direction: str | None = "up") -> dict[str, object]:
    return {
        "source": source, "target": target, "target_kind": kind, "weight": 5.0, "w_forward": 3.0, "w_back": 2.0,
        "p_bonding": 0.0, "p_bridging": 0.4, "p_linking": 0.6, "relation": "linking", "status_direction": direction,
        "strength": 0.5, "evidence": ("1:2",),
    }  # fmt: skip


def test_a_hidden_pair_does_not_tell_whose_name_comes_first() -> None:
    ties = TIES.from_rows([_tie("Ani", "Budi")])
    turned = relabel_ties(ties, {"Ani": "P9", "Budi": "P1"}).iloc[0]
    assert (turned["source"], turned["target"], turned["w_forward"], turned["w_back"]) == ("P1", "P9", 2.0, 3.0)
    assert turned["status_direction"] == "down"


def test_the_member_stays_first_in_a_pair_with_an_organisation() -> None:
    ties = TIES.from_rows([_tie("Ani", "bank", "organisation")])
    kept = relabel_ties(ties, {"Ani": "P9", "bank": "A bank"}).iloc[0]
    assert (kept["source"], kept["target"], kept["w_forward"]) == ("P9", "A bank", 3.0)


def test_the_ties_given_are_not_written_into() -> None:
    ties = TIES.from_rows([_tie("Ani", "Budi")])
    before = ties.copy()
    relabel_ties(ties, {"Ani": "P9", "Budi": "P1"})
    pd.testing.assert_frame_equal(ties, before)
