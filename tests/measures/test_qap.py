import numpy as np
import pytest

from bmp_networks.errors import InputRefusedError
from bmp_networks.measures.qap import qap_correlation, qap_regression
from tests.measures.networks_of_record import padgett_business, padgett_marriage, reference


def uniform_distance(p: list[float]) -> float:
    """Kolmogorov–Smirnov distance of p-values from the uniform."""
    ordered = np.sort(p)
    return float(np.abs(ordered - np.arange(1, len(p) + 1) / len(p)).max())


def test_the_families_of_florence_marry_where_they_trade():
    known = reference()["qap"]["padgett_marriage_x_business"]
    found = qap_correlation(padgett_marriage(), padgett_business(), permutations=4999, seed=1)
    assert found.correlation == pytest.approx(known["phi"], abs=1e-6)
    assert known["one_sided_p"]["lo"] <= found.p_more <= known["one_sided_p"]["hi"] + 1e-3


def test_marriage_is_explained_by_business_and_wealth_as_published():
    known = reference()["qap"]["mrqap_padgett"]
    wealth = np.array(reference()["inputs"]["padgett_wealth"], dtype=float)
    predictors = {"business": padgett_business(), "wealth": np.abs(wealth[:, None] - wealth[None, :])}
    found = qap_regression(padgett_marriage(), predictors, permutations=4999, seed=1)
    assert found["coefficient"].to_numpy() == pytest.approx(known["coef"], abs=1e-8)
    assert found["t"].to_numpy() == pytest.approx(known["t"], abs=1e-6)
    expected = known["p_two_sided_dsp_approx"]
    assert found["p_two_sided"].to_numpy()[1:] == pytest.approx(expected[1:], abs=known["p_tolerance"])
    assert found["p_two_sided"][0] == pytest.approx(expected[0], abs=0.05)  # two runs of 5,000 differ by so much


def test_a_network_resembles_itself_wholly():
    found = qap_correlation(padgett_marriage(), padgett_marriage(), permutations=99)
    assert found.correlation == pytest.approx(1)
    assert found.p_more == pytest.approx(1 / 100)


def test_directed_networks_are_compared_cell_by_cell():
    random = np.random.default_rng(3)
    one, other = random.random((12, 12)), random.random((12, 12))
    off = ~np.eye(12, dtype=bool)
    found = qap_correlation(one, other, permutations=9)
    assert found.correlation == pytest.approx(np.corrcoef(one[off], other[off])[0, 1])


def test_a_constant_network_has_no_correlation():
    assert np.isnan(qap_correlation(np.ones((5, 5)), padgett_marriage()[:5, :5]).correlation)


def test_networks_of_different_sizes_are_refused():
    with pytest.raises(InputRefusedError, match="same members"):
        qap_correlation(np.zeros((3, 3)), np.zeros((4, 4)))


def test_a_predictor_that_repeats_another_is_refused():
    same = padgett_business()
    with pytest.raises(InputRefusedError, match="follows from the others"):
        qap_regression(padgett_marriage(), {"one": same, "two": 2 * same}, permutations=9)


def test_networks_that_have_nothing_to_do_with_each_other_give_uniform_p():
    random = np.random.default_rng(7)
    p = []
    for number in range(1500):
        # Some members are busy in both: rows and columns depend, only the match of the members does not.
        one, other = (random.gamma(1, size=15)[:, None] * random.random((15, 15)) for _ in range(2))
        p.append(qap_correlation(one, other, permutations=99, seed=number).p_more)
    assert uniform_distance(p) < 1.63 / np.sqrt(1500) + 1 / 100
    assert 0.03 <= np.mean(np.array(p) <= 0.05) <= 0.07


def test_a_regression_on_unrelated_networks_rejects_as_often_as_it_says():
    random = np.random.default_rng(9)
    p = []
    for number in range(200):
        y, x = (random.gamma(1, size=15)[:, None] * random.random((15, 15)) for _ in range(2))
        related = x + 0.5 * random.random((15, 15))
        table = qap_regression(y, {"x": x, "related": related}, permutations=99, seed=number)
        p.append(float(table["p_two_sided"][1]))
    assert uniform_distance(p) < 1.63 / np.sqrt(200) + 1 / 100


def test_a_planted_resemblance_is_found_beside_a_confounder():
    random = np.random.default_rng(1)
    village = (random.integers(0, 3, 30)[:, None] == random.integers(0, 3, 30)[None, :]).astype(float)
    contact = random.random((30, 30))
    chat = 2 * contact + village + random.random((30, 30))
    found = qap_regression(chat, {"contact": contact, "village": village}, permutations=199).set_index("term")
    assert found.loc["contact", "coefficient"] == pytest.approx(2, abs=0.15)
    assert found.loc["contact", "p_two_sided"] == pytest.approx(1 / 200)
