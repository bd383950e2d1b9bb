from __future__ import annotations

import json

import pytest

from bmp_networks.errors import InputRefusedError
from bmp_networks.simulate import CommunityPlan


@pytest.mark.parametrize(
    "choice",
    [{"members": 3}, {"conversations": 3.5}, {"outward": "some"}, {"contact": (0, 0, 0)}, {"contact": (1, 1)},
     {"language": "fr"}, {"answered": 1.0}, {"members": 12, "silent": 8}],
    ids=str,
)  # fmt: skip
def test_a_plan_that_cannot_be_met_is_refused(choice: dict) -> None:
    with pytest.raises(InputRefusedError):
        CommunityPlan(**choice)


def test_the_settings_are_plain_json() -> None:
    assert json.loads(json.dumps(CommunityPlan().settings)) == CommunityPlan().settings
