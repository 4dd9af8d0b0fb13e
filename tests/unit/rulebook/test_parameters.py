"""The parameters of the pack, and what layers may do to them."""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction

import pytest

from factories.refused import reasons_of
from kehou.kernel.fen import Fen
from kehou.kernel.places import Tier
from kehou.rulebook.engine import ContradictoryParameter, ParameterNotSet, UnknownParameter
from kehou.rulebook.engine.definitions import BadValue, Kind, Status, read_value
from kehou.rulebook.engine.layers import Layer, Setting, UnableToFold
from kehou.rulebook.engine.loading import layer_from
from kehou.rulebook.engine.parameters import Parameters
from kehou.rulebook.hunan_2024.edition import DEFINITIONS, EDITION, city_layers
from kehou.rulebook.hunan_2024.register import REGISTER

DAY = date(2026, 4, 1)
TIERS_BELOW = (Tier.CITY, Tier.COUNTY, Tier.SCHOOL)


def _layer(tier: Tier, name: str, raw: object, key: str = "", **dates: date) -> Layer:
    setting = {"name": name, "value": raw, "key": key, "first_date": date(2026, 1, 1), **dates}
    return layer_from(f"{tier}.toml", {"tier": tier, "place": "4301", "settings": [setting]}, DEFINITIONS)


def _folded(*layers: Layer, on: date = DAY) -> Parameters:
    return EDITION.parameters_at(layers, on=on)


def test_every_parameter_names_a_statement_and_says_what_it_is() -> None:
    for definition in DEFINITIONS.values():
        assert definition.clause in REGISTER
        assert definition.title
        assert definition.kind is not Kind.MINUTES or definition.unit == "分钟"


def test_what_the_text_says_is_marked_as_text() -> None:
    parameters = _folded()
    for name, key, value in (
        ("period_len", "primary", 40),
        ("period_len", "junior", 45),
        ("x_share_min", "", Fraction(1, 2)),
        ("rural_ratio", "", Fraction(2, 3)),
    ):
        entry = parameters.in_force(name, key)
        assert (entry.value, entry.status, entry.source) == (value, Status.TEXT, "湘教发〔2024〕12号")


def test_each_kind_has_its_getter() -> None:
    parameters = _folded()
    assert parameters.count("publicity_min_wd") == 5
    assert parameters.minutes("max_minutes_day", "junior") == 135
    assert parameters.ratio("tp_price_ratio_max") == Fraction(4, 5)
    assert parameters.flag("mean_includes_admin") is False
    assert parameters.choice("dup_scope") == "month"
    assert parameters.time_of_day("latest_end") == time(18, 30)
    assert parameters.fen("allowance_rate") == Fen(5000)
    assert parameters.numbers("grades_12") == {1, 2}
    assert "210" in parameters.codes("rural_codes")
    assert "刷题" in parameters.words("banned_terms", "drill")
    assert parameters.table("waiver_ratio")["orphan"] == 1


@pytest.mark.clause("A6.16")
def test_unset_caps_are_not_taken_for_no_limit() -> None:
    parameters = _folded()
    assert not parameters.is_set("tp_cap_schools")
    with pytest.raises(ParameterNotSet):
        parameters.count("tp_cap_schools")
    assert _folded(_layer(Tier.COUNTY, "tp_cap_schools", 3)).count("tp_cap_schools") == 3


@pytest.mark.parametrize("read", [lambda p: p.count("no"), lambda p: p.minutes("period_len", "infant")])
def test_an_unknown_name_or_key_is_refused(read: object) -> None:
    with pytest.raises(UnknownParameter):
        read(_folded())  # type: ignore[operator]


@pytest.mark.clause("A4.9", "A4.11", "A13.3")
@pytest.mark.parametrize(("on", "minutes"), [(date(2025, 1, 31), 10), (date(2025, 2, 1), 15)])
def test_the_provinces_longer_breaks_hold_from_their_day(on: date, minutes: int) -> None:
    assert _folded(on=on).minutes("rest_gap") == minutes
    assert _folded(on=on).minutes("min_break") == minutes


@pytest.mark.clause("A5.14")
def test_daily_exercise_comes_by_an_overlay_of_its_own() -> None:
    assert not _folded(on=date(2025, 1, 31)).is_set("pe_daily_min")
    assert _folded(on=date(2025, 2, 1)).minutes("pe_daily_min") == 40


@pytest.mark.clause("A2.12", "A2.13")
def test_the_fee_publicity_rules_add_the_kind_of_receipt() -> None:
    assert "receipt_kind" in _folded().codes("publicity_fields")


@pytest.mark.clause("A13.3", "A5.11")
def test_a_looser_value_is_refused_with_both_values_and_both_sources() -> None:
    with pytest.raises(UnableToFold) as refused:
        _folded(_layer(Tier.COUNTY, "x_share_min", "49/100"))
    (verdict,) = refused.value.verdicts
    assert (verdict.clause, verdict.reason, verdict.stops) == ("A5.11", "parameter_looser", True)
    assert (verdict.facts["found"], verdict.facts["required"]) == (Fraction(49, 100), Fraction(1, 2))
    assert (verdict.facts["layer"], verdict.facts["above_source"]) == ("county.toml", "湘教发〔2024〕12号")


def test_an_equal_or_tighter_value_may_stand() -> None:
    assert _folded(_layer(Tier.COUNTY, "x_share_min", "0.5")).ratio("x_share_min") == Fraction(1, 2)
    assert _folded(_layer(Tier.COUNTY, "x_share_min", "0.6")).ratio("x_share_min") == Fraction(3, 5)


@pytest.mark.clause("A6.12")
@pytest.mark.parametrize("tier", TIERS_BELOW)
def test_the_price_margin_can_only_get_wider(tier: Tier) -> None:
    assert _folded(_layer(tier, "tp_price_ratio_max", "0.70")).ratio("tp_price_ratio_max") == Fraction(7, 10)
    with pytest.raises(UnableToFold):
        _folded(_layer(tier, "tp_price_ratio_max", "0.81"))


@pytest.mark.clause("A7.4")
def test_a_shipped_default_gives_way_to_the_authority_but_binds_those_below_it() -> None:
    assert _folded(_layer(Tier.COUNTY, "approve_wd", 20)).count("approve_wd") == 20
    with pytest.raises(UnableToFold):
        _folded(_layer(Tier.SCHOOL, "approve_wd", 20))
    with pytest.raises(UnableToFold):
        _folded(_layer(Tier.CITY, "approve_wd", 10), _layer(Tier.COUNTY, "approve_wd", 20))


@pytest.mark.clause("A6.16")
def test_a_level_below_cannot_fill_what_is_not_its_own() -> None:
    with pytest.raises(UnableToFold) as refused:
        _folded(_layer(Tier.SCHOOL, "tp_cap_schools", 1))
    assert refused.value.verdicts[0].reason == "parameter_not_yours"
    with pytest.raises(UnableToFold) as refused:
        _folded(_layer(Tier.COUNTY, "period_len", 35, key="primary"))
    assert refused.value.verdicts[0].reason == "parameter_not_yours"


@pytest.mark.clause("A9.6")
def test_two_documents_that_differ_are_shown_and_not_chosen() -> None:
    parameters = _folded(*city_layers())
    with pytest.raises(ContradictoryParameter):
        parameters.fen("fee_term_cap", "urban_primary")
    rivals = parameters.contradictions["fee_term_cap", "urban_primary"]
    assert {rival.value for rival in rivals} == {Fen(60000), Fen(70000)}
    assert len({rival.source for rival in rivals}) == 2
    assert parameters.fen("fee_term_cap", "urban_junior") == Fen(70000)


@pytest.mark.clause("A9.6", "A13.3")
def test_below_documents_that_differ_only_what_keeps_them_all_may_stand() -> None:
    within = _layer(Tier.COUNTY, "fee_term_cap", 60000, key="urban_primary")
    assert _folded(*city_layers(), within).fen("fee_term_cap", "urban_primary") == Fen(60000)
    between = _layer(Tier.COUNTY, "fee_term_cap", 65000, key="urban_primary")
    with pytest.raises(UnableToFold) as refused:
        _folded(*city_layers(), between)
    assert reasons_of(refused) == {"parameter_looser"}


def test_within_one_document_the_later_date_replaces_the_earlier() -> None:
    earlier = Setting("approve_wd", 10, date(2026, 1, 1))
    later = Setting("approve_wd", 12, date(2026, 4, 1))
    layer = Layer("county", Tier.COUNTY, "430102", (later, earlier))
    assert _folded(layer, on=date(2026, 3, 31)).count("approve_wd") == 10
    assert _folded(layer, on=date(2026, 4, 1)).count("approve_wd") == 12


def test_a_value_ends_with_its_last_day() -> None:
    layer = _layer(Tier.COUNTY, "approve_wd", 10, last_date=date(2026, 4, 1))
    assert _folded(layer, on=date(2026, 4, 1)).count("approve_wd") == 10
    assert _folded(layer, on=date(2026, 4, 2)).count("approve_wd") == 15


@pytest.mark.parametrize(
    ("kind", "raw"),
    [(Kind.COUNT, True), (Kind.COUNT, 1.5), (Kind.RATIO, 0.5), (Kind.RATIO, "x"), (Kind.TIME, "late")],
)
def test_a_value_of_another_kind_is_refused(kind: Kind, raw: object) -> None:
    with pytest.raises(BadValue):
        read_value(kind, raw)


def test_a_stored_time_is_text() -> None:
    assert read_value(Kind.TIME, "18:30") == time(18, 30)


@pytest.mark.parametrize(
    "row",
    [
        {"name": "no_such", "value": 1},
        {"name": "group_max", "value": 1},
        {"name": "dup_scope", "value": "year"},
    ],
)
def test_a_layer_that_cannot_be_read_is_refused_by_name(row: dict[str, object]) -> None:
    data = {"tier": "county", "settings": [{"first_date": DAY, **row}]}
    with pytest.raises(BadValue, match=r"county\.toml"):
        layer_from("county.toml", data, DEFINITIONS)
