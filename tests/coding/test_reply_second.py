import numpy as np

from bmp_networks.coding.reply_candidates import Pairs
from bmp_networks.coding.reply_nets import Net, softmax
from bmp_networks.coding.reply_second import threads_of


def test_a_thread_is_named_by_its_opener() -> None:
    assert threads_of(np.array([0, 0, 2, 1, 2, 3])).tolist() == [0, 0, 2, 0, 2, 0]


def test_a_net_of_known_constants_gives_a_known_score() -> None:
    net = Net((np.array([[1.0, -1.0]]), np.array([[2.0], [3.0]])), (np.array([0.0, 1.0]), np.array([0.5])))
    # x = 2: hidden (2, max(0, -2 + 1) = 0), score 2·2 + 3·0 + 0.5
    assert net.score(np.array([[2.0]])).tolist() == [4.5]


def test_softmax_shares_one_among_candidates_and_something_new() -> None:
    pairs = Pairs(np.array([1, 2, 2]), np.array([0, 1, 0]), np.zeros(3), np.array([0, 1, 3]), 1)
    p, p_new = softmax(pairs, np.log([3.0, 1.0, 2.0]), np.log([1.0, 1.0]))
    assert np.allclose(p, [3 / 4, 1 / 4, 2 / 4])
    assert np.allclose(p_new, [1 / 4, 1 / 4])
