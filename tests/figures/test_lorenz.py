import pytest
from matplotlib.figure import Figure

from bmp_networks.figures.lorenz import plot_lorenz, plot_lorenz_grid
from tests.report.invented import invented_inequality


@pytest.mark.parametrize("quantity", ["participation", "attention"])
def test_every_curve_runs_from_nobody_holding_nothing_to_all_holding_all(quantity):
    ax = plot_lorenz(invented_inequality(), Figure().subplots(), quantity=quantity)
    assert len(ax.lines) == 5  # the diagonal, all, and three types of tie
    for line in ax.lines:
        across, up = line.get_data()
        assert (across[0], up[0], across[-1], up[-1]) == (0, 0, 1, 1)


def test_curves_differ_in_dash_and_not_in_colour_alone():
    ax = plot_lorenz(invented_inequality(), Figure().subplots())
    bonding, bridging, linking = ax.lines[2:]
    assert len({str(line._dash_pattern) for line in (bonding, bridging, linking)}) == 3


def test_axes_say_what_they_show_in_the_language_asked_for():
    assert plot_lorenz(invented_inequality(), Figure().subplots(), lang="en").get_ylabel() == "share of the talk"
    assert plot_lorenz(invented_inequality(), Figure().subplots(), lang="id").get_ylabel() == "bagian percakapan"


def test_each_type_of_tie_has_a_picture_of_its_own_with_band_and_chance():
    grid = plot_lorenz_grid(invented_inequality(), Figure(layout="constrained").subplots(), lang="en")
    assert [one.get_title(loc="left").split("\n")[0] for one in grid.flat] == ["all", "bonding", "bridging", "linking"]
    assert "Gini 0.40, chance 0.12" in grid.flat[0].get_title(loc="left")
    assert len(grid.flat[0].collections) == 1  # the band
    assert len(grid.flat[1].collections) == 0  # below 40 episodes there is none
    assert all(len(one.lines) == 3 for one in grid.flat)  # diagonal, chance, curve
