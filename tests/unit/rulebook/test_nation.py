"""The nation's base: every demand is carried by a statement, and no province stands below it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from kehou.kernel.places import Tier
from kehou.rulebook.engine.definitions import BadValue, Status, Tighter
from kehou.rulebook.engine.layers import Layer, Setting, UnableToFold
from kehou.rulebook.engine.loading import joined, parameter_file
from kehou.rulebook.engine.requirements import carried_by, requirements
from kehou.rulebook.hunan_2024.edition import DEFINITIONS, EDITION
from kehou.rulebook.hunan_2024.register import REGISTER

DAY = date(2026, 4, 1)


def test_every_demand_of_the_nation_is_carried_by_statements_of_the_pack() -> None:
    carried = carried_by(EDITION.package)
    assert len(carried) == 18
    assert carried.keys() == {requirement.key for requirement in requirements()}
    assert all(clauses and all(clause in REGISTER for clause in clauses) for clauses in carried.values())
    assert all(requirement.first_date <= EDITION.first_date for requirement in requirements())


def test_a_statement_knows_its_national_basis() -> None:
    assert [basis.key for basis in EDITION.national_basis["A2.9"]] == [
        "homework",
        "sleep",
        "five_managements",
    ]
    assert "A7.12" not in EDITION.national_basis


def test_no_province_defines_a_parameter_of_the_nation_again() -> None:
    about = {"tier": "province", "place": "43", "first_date": DAY, "document": "d", "default_source": "s"}
    row = {"title": "t", "kind": "count", "clause": "A11.15", "set_by": "county", "tighter": "lower"}
    nation = parameter_file(
        "nation", {"about": about, "parameters": {"case_outer_days": {**row, "status": "text", "value": 60}}}
    )
    again = parameter_file(
        "again", {"about": about, "parameters": {"case_outer_days": {**row, "status": "text", "value": 90}}}
    )
    with pytest.raises(BadValue, match="again defines case_outer_days again"):
        joined(nation, again)


@pytest.mark.clause("A13.3")
@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("homework_max", "primary", 61),
        ("homework_max", "grades_1_2", 1),
        ("sensitive_under_age", "", 13),
        ("subject_list", "", frozenset({"chinese"})),
        ("case_outer_days", "", 61),
        ("child_data_report_due", "", "02-28"),
    ],
)
def test_a_province_cannot_go_below_the_nation(name: str, key: str, value: object) -> None:
    layer = Layer("省级通知", Tier.PROVINCE, "43", (Setting(name, value, DAY, key=key),))  # type: ignore[arg-type]
    with pytest.raises(UnableToFold) as refused:
        EDITION.parameters_at([layer], on=DAY)
    assert refused.value.clauses == (DEFINITIONS[name].clause,)


def test_every_value_found_in_a_document_of_the_nation_names_it() -> None:
    found = [entry for entry in EDITION.parameters_at(on=DAY) if entry.tier is Tier.NATION]
    assert len(found) > 10
    for entry in found:
        assert entry.source
        assert entry.status in (Status.FOUND, Status.DEFAULT)
        assert entry.definition.tighter is not Tighter.FREE


@pytest.mark.clause("A13.3")
def test_several_documents_of_the_nation_bind_together() -> None:
    """A county cannot use a looser share to step below a province that stepped above the nation."""
    province = Layer("省级通知", Tier.PROVINCE, "43", (Setting("x_share_min", Fraction(3, 5), DAY),))
    county = Layer("县级方案", Tier.COUNTY, "430102", (Setting("x_share_min", Fraction(11, 20), DAY),))
    with pytest.raises(UnableToFold):
        EDITION.parameters_at([province, county], on=DAY)
    assert EDITION.parameters_at([province], on=DAY).ratio("x_share_min") == Fraction(3, 5)
