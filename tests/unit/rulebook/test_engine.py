"""The engine: citing, judging, departures, editions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from types import ModuleType

import pytest

from kehou.rulebook.engine import (
    Edition,
    Effect,
    Modality,
    NotInForce,
    Pack,
    Parameters,
    Register,
    UnknownParameter,
    UnknownStatement,
    Verdict,
    cites,
)
from kehou.rulebook.engine.loading import parameter_file
from kehou.rulebook.engine.rules import MisCited
from kehou.rulebook.hunan_2024.edition import EDITION
from kehou.rulebook.hunan_2024.register import REGISTER, verdict

PARAMETERS = {
    "share_min": {
        "title": "最低占比",
        "kind": "ratio",
        "clause": "A5.11",
        "set_by": "county",
        "tighter": "higher",
        "status": "text",
        "value": "1/2",
    },
    "cap": {
        "title": "上限",
        "kind": "count",
        "clause": "A6.16",
        "set_by": "county",
        "tighter": "lower",
        "status": "text",
    },
}
FIRST, LAST = date(2024, 3, 18), date(2029, 3, 17)


@dataclass(frozen=True, slots=True)
class Week:
    grade: int
    x_minutes: int
    subject_minutes: int


@cites("A5.11")
def enough_x(week: Week, parameters: Parameters) -> Iterator[Verdict]:
    """X takes its share."""
    required = parameters.ratio("share_min") * (week.x_minutes + week.subject_minutes)
    yield verdict("A5.11", "x_too_small", week.x_minutes >= required, subject=f"grade/{week.grade}")


@cites("A6.16")
def under_cap(week: Week, parameters: Parameters) -> Iterator[Verdict]:
    """A rule whose parameter nobody has set."""
    yield verdict("A6.16", "too_many", week.grade <= parameters.count("cap"))


def _edition(*rules: object, first: date = FIRST, last: date = LAST) -> Edition:
    about = {"tier": "province", "place": "43", "first_date": first, "document": "湘教发〔2024〕12号"}
    shipped = parameter_file("pack", {"about": about, "parameters": PARAMETERS})
    module = ModuleType(__name__)
    for number, rule in enumerate(rules):
        setattr(module, f"rule_{number}", rule)
    return Edition(
        id="HN-TEST",
        title="试",
        register=REGISTER,
        wording=EDITION.wording,
        definitions=shipped.definitions,
        base=(shipped.layer,),
        overlays=(),
        modules=(module,),
        first_date=first,
        last_date=last,
        run_off=True,
        validity_clause="A13.2",
        package="kehou.rulebook.hunan_2024",
    )


DAY = date(2026, 4, 1)


def test_a_rule_judges_the_type_of_its_first_argument() -> None:
    assert enough_x.judges is Week
    assert enough_x.says == "X takes its share."


def test_judging_looks_up_modality_and_default_effect() -> None:
    edition = _edition(enough_x)
    (found,) = edition.judge(Week(3, 99, 101), edition.parameters_at(on=DAY))
    assert (found.met, found.modality, found.effect) == (False, Modality.MUST, Effect.STOP)
    (found,) = edition.judge(Week(3, 100, 100), edition.parameters_at(on=DAY))
    assert found.met is True


def test_facts_that_no_rule_judges_have_no_verdicts() -> None:
    edition = _edition(enough_x)
    assert edition.judge(object(), edition.parameters_at(on=DAY)) == ()


@pytest.mark.clause("A6.16")
def test_an_unset_parameter_is_undetermined_and_stops() -> None:
    edition = _edition(under_cap)
    (found,) = edition.judge(Week(3, 1, 1), edition.parameters_at(on=DAY))
    assert (found.reason, found.met, found.stops) == ("parameter_not_set", None, True)
    assert found.facts == {"parameter": "cap", "key": "", "title": "上限"}
    assert edition.explain(found).sentence == "上限尚未由主管部门确定，无法判断"


def test_a_rule_cannot_judge_what_it_does_not_cite() -> None:
    @cites("A5.7")
    def wrong(week: Week, parameters: Parameters) -> Iterator[Verdict]:
        yield verdict("A5.11", "x_too_small", True)

    edition = _edition(wrong)
    with pytest.raises(MisCited):
        edition.judge(Week(3, 1, 1), edition.parameters_at(on=DAY))


def test_names_that_the_rulebook_does_not_have_are_refused() -> None:
    parameters = _edition().parameters_at(on=DAY)
    with pytest.raises(UnknownParameter):
        parameters.count("no_such")
    with pytest.raises(UnknownParameter):
        parameters.minutes("share_min")
    with pytest.raises(UnknownStatement):
        verdict("A99.1", "x", True)


@pytest.mark.clause("A13.1", "A13.2")
@pytest.mark.parametrize(
    ("on", "term_began", "governed"),
    [
        (date(2024, 3, 17), None, False),
        (date(2024, 3, 18), None, True),
        (date(2029, 3, 17), None, True),
        (date(2029, 3, 18), None, False),
        (date(2029, 6, 30), date(2029, 2, 20), True),
        (date(2029, 9, 10), date(2029, 9, 1), False),
        (date(2024, 3, 17), date(2024, 2, 20), False),
    ],
)
def test_an_edition_refuses_days_outside_its_validity(
    on: date, term_began: date | None, governed: bool
) -> None:
    edition = _edition(enough_x)
    assert edition.governs(on, term_began) is governed
    if governed:
        assert edition.parameters_at(on=on, term_began=term_began).on == on
        return
    with pytest.raises(NotInForce) as refused:
        edition.parameters_at(on=on, term_began=term_began)
    assert refused.value.clauses == ("A13.2",)


@pytest.mark.clause("A13.1")
def test_a_pack_picks_the_edition_by_date_and_lets_a_running_term_finish() -> None:
    old = _edition(last=date(2028, 8, 31))
    new = _edition(first=date(2028, 5, 1))
    pack = Pack("43", "湖南", (old, new))
    assert pack.edition_on(date(2028, 4, 30)) is old
    assert pack.edition_on(date(2028, 5, 1)) is new
    assert pack.edition_on(date(2028, 6, 1), term_began=date(2028, 2, 20)) is old
    assert pack.edition_on(date(2028, 10, 1), term_began=date(2028, 9, 1)) is new
    with pytest.raises(NotInForce):
        pack.edition_on(date(2024, 3, 17))


def test_the_register_holds_all_statements() -> None:
    assert len(REGISTER) == 185
    assert REGISTER["A5.11"].in_principle
    assert isinstance(REGISTER, Register)
