"""The packaged tree of divisions."""

import pytest
from stdnum import numdb

from kehou.kernel.places import Tier
from kehou.registry.data import divisions
from kehou.registry.data.divisions import UnknownDivision


def test_hunan_has_14_cities_and_122_counties() -> None:
    tree = divisions()
    assert tree.province.name == "湖南省"
    assert len(tree.cities) == 14
    assert len(tree.counties) == 122


def test_every_county_lies_in_a_city_and_names_do_not_repeat() -> None:
    tree = divisions()
    under_cities = [
        county for city in tree.cities for county in tree.counties if county.code.startswith(city.code)
    ]
    assert tuple(under_cities) == tree.counties
    assert len({county.name for county in tree.counties}) == 122


def test_codes_and_names_agree_with_an_independent_table() -> None:
    table = numdb.get("cn/loc")
    tree = divisions()
    for division in (*tree.cities, *tree.counties):
        names = table.info(division.six_digits)[-1][1]["county"].split(",")
        in_force = [name.rpartition("]")[2] for name in names if "-]" in name or "]" not in name]
        assert in_force == [division.name]


@pytest.mark.parametrize(
    ("code", "name", "tier"),
    [
        ("43", "湖南省", Tier.PROVINCE),
        ("430000", "湖南省", Tier.PROVINCE),
        ("4331", "湘西土家族苗族自治州", Tier.CITY),
        ("430582", "邵东市", Tier.COUNTY),
        ("430182", "宁乡市", Tier.COUNTY),
        ("431181", "祁阳市", Tier.COUNTY),
    ],
)
def test_divisions_are_found_by_code(code: str, name: str, tier: Tier) -> None:
    division = divisions().by_code(code)
    assert (division.name, division.tier) == (name, tier)


@pytest.mark.parametrize("code", ["", "44", "430124", "430521", "439901"])
def test_codes_that_are_not_in_force_are_unknown(code: str) -> None:
    with pytest.raises(UnknownDivision):
        divisions().by_code(code)
