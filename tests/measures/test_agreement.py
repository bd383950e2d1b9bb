from __future__ import annotations

import json
import math

import numpy as np
import pytest

from bmp_networks.coding.coder import code_messages
from bmp_networks.containers.agreement import Agreement
from bmp_networks.errors import TableError
from bmp_networks.io.whatsapp.reader import read_chat
from bmp_networks.measures.agreement import measure_agreement
from bmp_networks.measures.agreement_alpha import alpha_interval, as_ratings, cohen_kappa, krippendorff_alpha
from bmp_networks.measures.agreement_classes import corrected_shares, wilson_interval
from tests.shared_data import shared_path

# Krippendorff (2011), Computing Krippendorff's alpha-reliability: four coders, twelve units; . is missing.
TWELVE_UNITS = [
    [None if code == "." else int(code) for code in row]
    for row in ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
]


def published() -> list[tuple[str, str, float]]:
    try:
        values = json.loads(shared_path("reference_values.json").read_text(encoding="utf-8"))["krippendorff"]
    except pytest.skip.Exception:
        return []
    scales = {"nominal": "nominal", "ordinal": "ordinal", "interval": "interval", "ratio": "ratio", "alpha": "nominal"}
    return [(name, scale, case[key]) for name, case in values.items() for key, scale in scales.items() if key in case]


@pytest.mark.parametrize(("name", "scale", "expected"), published())
def test_every_published_alpha_is_found_to_six_decimals(name: str, scale: str, expected: float) -> None:
    coders = json.loads(shared_path("reference_values.json").read_text(encoding="utf-8"))["krippendorff"][name][
        "coders"
    ]
    assert krippendorff_alpha(coders, scale=scale) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("scale", "expected"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_of_the_textbook_example(scale: str, expected: float) -> None:
    assert krippendorff_alpha(TWELVE_UNITS, scale=scale) == pytest.approx(expected, abs=5e-4)


def test_kappa_worked_out_by_hand() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed 35/50 = .7, chance .5 × .6 + .5 × .4 = .5, kappa .2 / .5.
    one = ["yes"] * 25 + ["no"] * 25
    other = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert cohen_kappa(as_ratings([one, other])) == pytest.approx(0.4)


def test_kappa_and_alpha_are_missing_where_nothing_could_differ() -> None:
    assert math.isnan(cohen_kappa(as_ratings([["yes"] * 4, ["yes"] * 4])))
    assert math.isnan(krippendorff_alpha([["yes"] * 4, ["yes"] * 4]))
    assert math.isnan(krippendorff_alpha([[1, None], [None, 1]], scale="interval"))


def test_alpha_knows_no_names_and_no_order_of_units_and_coders() -> None:
    alpha = krippendorff_alpha(TWELVE_UNITS)
    renamed = [[None if code is None else "edcba"[code - 1] for code in row] for row in TWELVE_UNITS]
    assert krippendorff_alpha(renamed) == pytest.approx(alpha)
    assert krippendorff_alpha([row[::-1] for row in TWELVE_UNITS[::-1]]) == pytest.approx(alpha)


def test_an_interval_alpha_does_not_depend_on_the_zero_and_a_ratio_alpha_not_on_the_unit() -> None:
    moved = [[None if code is None else 3 * code + 1e6 for code in row] for row in TWELVE_UNITS]
    scaled = [[None if code is None else 1000 * code for code in row] for row in TWELVE_UNITS]
    assert krippendorff_alpha(moved, scale="interval") == pytest.approx(0.849107, abs=1e-5)
    assert krippendorff_alpha(scaled, scale="ratio") == pytest.approx(0.797403, abs=1e-5)


def test_coders_who_guess_have_an_alpha_around_zero() -> None:
    rng = np.random.default_rng(5)
    guesses = rng.integers(0, 4, (2, 4000)).tolist()
    for scale in ("nominal", "ordinal", "interval"):
        assert abs(krippendorff_alpha(guesses, scale=scale)) < 0.05


def test_the_interval_holds_the_alpha_and_narrows_with_more_units() -> None:
    few, many = (as_ratings([row * k for row in TWELVE_UNITS]) for k in (2, 40))
    wide = alpha_interval(few, scale="nominal", resamples=500, seed=1)
    narrow = alpha_interval(many, scale="nominal", resamples=500, seed=1)
    assert wide[0] < 0.743 < wide[1]
    assert narrow[0] < 0.743 < narrow[1]
    assert narrow[1] - narrow[0] < (wide[1] - wide[0]) / 3
    assert wide == alpha_interval(few, scale="nominal", resamples=500, seed=1)


def test_the_interval_of_many_units_takes_as_much_memory_as_that_of_few() -> None:
    rng = np.random.default_rng(2)
    prices = rng.integers(1, 3000, 4000)
    ratings = as_ratings([prices.tolist(), (prices + rng.integers(0, 2, 4000)).tolist()])
    low, high = alpha_interval(ratings, scale="ordinal", resamples=20, seed=0)
    assert 0.99 < low <= high <= 1


def test_wilson_interval_worked_out_by_hand() -> None:
    # 8 of 10: (.8 + 3.8415/20 ± 1.96 √(.16/10 + 3.8415/400)) / (1 + 3.8415/10) = (.9921 ± .3136) / 1.3841
    assert wilson_interval(8, 10) == pytest.approx((0.490, 0.943), abs=5e-4)
    assert wilson_interval(0, 10)[0] == 0
    assert math.isnan(wilson_interval(0, 0)[0])


def test_a_share_is_corrected_for_a_machine_that_misses_some() -> None:
    # The machine finds 8 of 10 and sees 1 of 10 that is not there. Of 1000 messages it marks 310:
    # p = (.31 - .1) / (.8 - .1) = .3.
    ours: list[str | None] = ["yes"] * 8 + ["no"] * 2 + ["yes"] * 1 + ["no"] * 9
    theirs: list[str | None] = ["yes"] * 10 + ["no"] * 10
    more: list[str | None] = ["yes"] * 301 + ["no"] * 679
    shares = dict(corrected_shares(ours + more, theirs + [None] * 980, resamples=500, seed=0))
    assert shares["yes"]["observed"] == pytest.approx(0.31)
    assert shares["yes"]["corrected"] == pytest.approx(0.3)
    assert shares["yes"]["low"] < 0.3 < shares["yes"]["high"]
    assert (shares["yes"]["n"], shares["yes"]["n_checked"]) == (1000, 20)
    assert sum(row["corrected"] for row in shares.values()) == pytest.approx(1)


def test_corrected_shares_never_leave_the_simplex() -> None:
    ours: list[str | None] = ["yes"] * 9 + ["no"] * 1 + ["yes"] * 3 + ["no"] * 7 + ["no"] * 500
    shares = dict(corrected_shares(ours, ["yes"] * 10 + ["no"] * 10 + [None] * 500, resamples=100, seed=0))
    assert (shares["yes"]["corrected"], shares["no"]["corrected"]) == (0, 1)


def test_a_share_that_cannot_be_corrected_says_why() -> None:
    guessing = dict(corrected_shares(["yes", "no"] * 10, ["yes"] * 10 + ["no"] * 10, resamples=10, seed=0))
    assert guessing["yes"]["note"] == "ill_conditioned"
    assert guessing["yes"]["corrected"] == guessing["yes"]["observed"] == 0.5
    strange = dict(corrected_shares(["a", "b", "c"], ["a", "b", "b"], resamples=10, seed=0))
    assert {row["note"] for row in strange.values()} == {"label_without_reference"}


def rows(*codes: dict) -> list[dict]:
    return [{"i": i, "author": "Bu Tumi"} | code for i, code in enumerate(codes)]


def of_field(agreement: Agreement, field: str, unit: str = "message") -> dict:
    table = agreement.fields
    return table[(table["field"] == field) & (table["unit"] == unit)].iloc[0].to_dict()


def test_a_coding_agrees_with_itself() -> None:
    coded = rows(
        {"reply_to": None, "act": "offer", "products": ["tiwul"], "prices": [{"amount": 9000, "per": "bks"}]},
        {"reply_to": 0, "act": "question", "products": [], "prices": []},
    )
    fields = measure_agreement(coded, coded, resamples=50).fields
    assert set(fields["percent"].dropna()) == {100}
    assert set(fields["alpha"].dropna()) == {1}
    assert fields.loc[fields["field"] == "topic", "n"].tolist() == [0]


def test_a_field_that_was_not_coded_is_missing_and_an_empty_one_is_not() -> None:
    one = rows({"products": []}, {"products": ["tiwul"]}, {"act": "offer"}, {"act": None})
    other = rows({"products": []}, {"products": ["carica"]}, {"products": ["tiwul"]}, {"act": "offer"})
    agreement = measure_agreement(one, other, resamples=10)
    assert (of_field(agreement, "products")["n"], of_field(agreement, "products")["percent"]) == (2, 50)
    assert of_field(agreement, "act")["n"] == 0


def test_labels_are_compared_one_by_one_and_nobody_is_named() -> None:
    one = rows({"products": ["tiwul", "carica"], "addressees": ["Bu Sri"]}, {"products": ["carica"]}, {"products": []})
    other = rows({"products": ["tiwul"], "addressees": ["Bu Sri"]}, {"products": ["carica"]}, {"products": []})
    agreement = measure_agreement(one, other, resamples=10)
    labels = agreement.labels.set_index("label")
    assert (labels.loc["tiwul", "alpha"], labels.loc["carica", "percent"]) == (1, pytest.approx(200 / 3))
    for table in (agreement.labels, agreement.confusion, agreement.classes, agreement.shares):
        assert "addressees" not in set(table["field"])


def test_stages_are_also_compared_in_their_order() -> None:
    near = [{"stages": [stage]} for stage in ("raw_material", "promotion", "order", "feedback", "order")]
    one = rows(*near)
    close = rows(*near[:2], {"stages": ["delivery"]}, *near[3:])
    far = rows(*near[:2], {"stages": ["raw_material"]}, *near[3:])
    alphas = [of_field(measure_agreement(one, x, resamples=0), "stages", "one_stage")["alpha"] for x in (close, far)]
    assert alphas[0] > alphas[1]


def test_an_amount_that_only_one_coder_read_counts_in_the_message_and_not_in_the_size() -> None:
    one = rows({"prices": [{"amount": 9000}, {"amount": 500}]}, {"prices": [{"amount": 100}, {"amount": 7}]})
    other = rows({"prices": [{"amount": 500}]}, {"prices": [{"amount": 100}, {"amount": 8}]})
    agreement = measure_agreement(one, other, resamples=10)
    assert of_field(agreement, "prices")["percent"] == 0
    assert of_field(agreement, "prices", "amount")["n"] == 3


def test_confusion_and_classes_count_every_message_once() -> None:
    one = rows(*({"act": act} for act in ("offer", "offer", "request", "other")))
    other = rows(*({"act": act} for act in ("offer", "request", "request", "other")))
    agreement = measure_agreement(one, other, resamples=10)
    assert agreement.confusion["n"].sum() == 4
    offer = agreement.classes.set_index("label").loc["offer"]
    assert (offer["precision"], offer["recall"], offer["hits"]) == (0.5, 1, 1)


def test_codings_of_different_chats_are_refused() -> None:
    with pytest.raises(TableError, match="no message in common"):
        measure_agreement([{"i": 0}], [{"i": 1}])
    with pytest.raises(TableError, match="different authors") as refusal:
        measure_agreement([{"i": 0, "author": "Sri"}], [{"i": 0, "author": "Tumi"}])
    assert "Sri" not in str(refusal.value)


def test_the_machines_coding_can_be_compared_as_it_is(tmp_path) -> None:
    export = tmp_path / "chat.txt"
    export.write_text(
        "14/02/2018 20.11 - Bu Tumi: Tiwul 9rb sebungkus, siapa mau?\n14/02/2018 20.12 - Bu Sri: Mau 3 bu\n",
        encoding="utf-8",
    )
    coding = code_messages(read_chat(export))
    hand = [{"i": 0, "products": ["tiwul"], "prices": [{"amount": 9000, "per": "bks"}]}]
    agreement = measure_agreement(coding, hand, resamples=10, names=("machine", "hand"))
    assert of_field(agreement, "products")["percent"] == 100
    assert (agreement.a, agreement.b) == ("machine", "hand")
