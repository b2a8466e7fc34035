"""Regions: which share ground, and which a referral asks for."""

import pytest

from contacts import regions

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "shared", "apart"),
    [
        ("BE21", {"BE21", "BE2", "euregion_benelux_central_area"}, {"BE22", "BE3", "NL41"}),
        ("BE2", {"BE2", "BE21", "BE25", "euregion_scheldemond"}, {"BE10", "BE33"}),
        ("LU00", {"LU00", "LU-ES", "euregion_greater_region"}, {"BE34"}),
        ("LU-ES", {"LU-ES", "LU00", "euregion_greater_region"}, {"LU-WI"}),
        ("euregion_meuse_rhine", {"NL42", "NL4", "BE22", "BE2", "BE33"}, {"NL41", "BE21"}),
    ],
)
def test_what_shares_ground(code: str, shared: set[str], apart: set[str]) -> None:
    found = regions.overlapping(code)
    assert shared <= found
    assert not apart & found


def test_an_unknown_region_is_itself() -> None:
    assert regions.overlapping("XX") == {"XX"}
    assert regions.countries("XX") == []
    assert regions.level("XX") == ""


def test_a_referral_asks_for_provinces_not_for_cantons_or_euregions() -> None:
    offered = [code for code, _label in regions.of_referrals()]
    assert {"NL11", "BE2", "BE21", "LU00"} <= set(offered)
    assert {regions.level(code) for code in offered} == {"nuts1", "nuts2"}
    assert len(offered) == 26


def test_of_a_country_are_its_regions_and_the_euregions_that_reach_into_it() -> None:
    offered = {code for code, _label in regions.of_country("LU")}
    assert offered == {code for code in offered if "LU" in regions.countries(code)}
    assert {"LU00", "LU-VD", "euregion_greater_region"} <= offered
    assert "euregion_scheldemond" not in offered
