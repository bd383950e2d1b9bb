import numpy as np
import pytest

from bmp_networks.measures.renamed_products import read_layer, renamed_products, renamings_of

N = 14


def layers(*, symmetric: bool) -> dict[str, np.ndarray]:
    random = np.random.default_rng(5)
    groups, other = random.integers(0, 3, N), random.integers(0, 6, N)
    few = random.random((N, N)) * (random.random((N, N)) < 0.2)
    made = {
        "few ties": few,
        "every pair differs": random.random((N, N)),
        "mostly five": np.where(random.random((N, N)) < 0.1, 2.0, 5.0),
        "one group": (groups[:, None] == groups[None, :]).astype(float),
        "one other group": 2.0 * (other[:, None] == other[None, :]),
    }
    return {name: np.maximum(matrix, matrix.T) for name, matrix in made.items()} if symmetric else made


@pytest.mark.parametrize("symmetric", [True, False])
@pytest.mark.parametrize("one", list(layers(symmetric=True)))
@pytest.mark.parametrize("other", list(layers(symmetric=True)))
def test_sums_are_those_of_the_tables_with_rows_and_columns_renamed(one, other, symmetric):
    left, right = (layers(symmetric=symmetric)[name] for name in (one, other))
    pairs = np.triu_indices(N, 1) if symmetric else np.nonzero(~np.eye(N, dtype=bool))
    first, second = (read_layer(matrix, symmetric=symmetric) for matrix in (left, right))
    (renamings,) = renamings_of(N, 6, seed=1)
    expected = [
        ((left[np.ix_(row, row)] - first.usual)[pairs] * (right - second.usual)[pairs]).sum() for row in renamings
    ]
    assert renamed_products(first, second, renamings) == pytest.approx(expected)


def test_a_network_of_groups_is_known_as_one():
    made = layers(symmetric=True)
    assert [read_layer(made[name], symmetric=True).groups is not None for name in made] == [
        False, False, False, True, True,
    ]  # fmt: skip


def test_a_chain_of_ties_is_no_group():
    chain = np.zeros((3, 3))
    chain[0, 1] = chain[1, 0] = chain[1, 2] = chain[2, 1] = 1
    assert read_layer(chain, symmetric=True).groups is None
