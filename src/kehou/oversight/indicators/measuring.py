"""From inputs to readings, by indicator. Pure: the same inputs give the same numbers (A11.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from kehou.oversight.facts import TermInputs, WeekInputs
from kehou.oversight.indicators.catalogue import DEFINITIONS, Definition
from kehou.rulebook.engine import Parameters
from kehou.rulebook.facts.bell import minute_of
from kehou.rulebook.facts.cases import CaseKind
from kehou.rulebook.facts.indicators import HeldSession, Reading, holds
from kehou.rulebook.hunan_2024 import art03_coverage as reach
from kehou.rulebook.hunan_2024 import art06_resources as resources
from kehou.rulebook.hunan_2024 import art11_money as money
from kehou.rulebook.hunan_2024 import art11_service as service
from kehou.rulebook.hunan_2024 import art11_voices as voices
from kehou.rulebook.hunan_2024.art01_indicators import first_choice_rate

Readings = Mapping[str, tuple[Reading, ...]]


def measure_week(inputs: WeekInputs, parameters: Parameters) -> Readings:
    """The readings of one school's week."""
    sessions = inputs.sessions
    if not sessions:
        return {}
    shares = service.delivered_x_shares(sessions)
    low = parameters.numbers("grades_12")
    return {
        "x_share_delivered": shares,
        "x_share_low_grades": tuple(row for row in shares if _grade(row) in low),
        "exercise_days": _one(service.exercise_days(inputs.class_days)),
        "outdoor_time": _one(service.outdoor_time(sessions)),
        "end_time_fit": _one(_ends(sessions, parameters)),
        "complete_records": _one(service.complete_records(sessions)),
        "timely_records": _one(service.timely_records(sessions)),
        "closed_departures": _one(service.closed_departures(inputs.gate_days)),
        "attendance": _one(service.attendance(sessions)),
        "third_party_time": _one(service.third_party_time(sessions)),
        "free_place_use": _one(resources.free_place_use(sessions)),
        "platform_use": _one(resources.platform_use(sessions)),
        "free_days": _one(service.sessions_on_free_days(sessions)),
    }


def measure_term(inputs: TermInputs, parameters: Parameters, *, today: date) -> Readings:
    """The readings of one school's term up to a day; what nobody recorded is left out."""
    found: dict[str, tuple[Reading, ...]] = {
        "x_share_planned": service.planned_x_shares(inputs.plan_weeks),
        "provider_prices": service.provider_prices(inputs.prices),
        "first_choices": _one(first_choice_rate(inputs.ranks)),
        "timely_refunds": _one(money.timely_refunds(inputs.refunds, today=today)),
        **_voices(inputs, parameters),
    }
    if inputs.reach:
        found["need_met"] = _one(reach.need_met([inputs.reach]))
    if inputs.priority:
        found["priority_need_met"] = _one(reach.priority_need_met(inputs.priority))
    if inputs.money:
        found |= _money(inputs)
    return found


def _money(inputs: TermInputs) -> Readings:
    term = inputs.money
    if term is None:
        return {}
    returned = (money.surplus_returned(term),) if inputs.surplus_is_due else ()
    return {
        "fee_burden": _one(money.fee_burden(term)),
        "paid_per_period": _one(money.paid_per_period(term)),
        "manager_ratio": _one(money.manager_ratio(term)),
        "allowance_share": _one(money.allowance_share(term)),
        "surplus_returned": returned,
    }


def _voices(inputs: TermInputs, parameters: Parameters) -> Readings:
    found = {
        "timely_cases": _one(voices.timely_cases(inputs.cases)),
        "complaint_rate": _one(voices.complaint_rate(inputs.cases, pupils=inputs.pupils)),
        "upheld_cases": _one(voices.upheld_cases(inputs.cases)),
        "collective_teaching": _one(voices.cases_about(inputs.cases, CaseKind.TEACHING)),
        "hurried_classes": _one(voices.hurried_classes(inputs.signings)),
        "answered_families": _one(voices.answered_families(inputs.signings)),
    }
    if inputs.survey:
        cell = parameters.count("min_cell")
        found["satisfaction"] = _one(voices.satisfaction(inputs.survey, min_cell=cell))
        found["response"] = _one(voices.response(inputs.survey))
    return found


def target_of(definition: Definition, parameters: Parameters) -> Fraction | None:
    """What an indicator is held against at a place, or None where it is only shown."""
    if isinstance(definition.target, str):
        return parameters.ratio(definition.target)
    return definition.target


def keeps_target(name: str, reading: Reading, parameters: Parameters) -> bool:
    """Whether a reading is as it should be (A11.3)."""
    definition = DEFINITIONS[name]
    target = target_of(definition, parameters)
    return target is None or holds(reading, definition.compared, target)


def _ends(sessions: Iterable[HeldSession], parameters: Parameters) -> Reading:
    off_work = {
        season: minute_of(parameters.time_of_day("off_work", season)) for season in ("winter", "summer")
    }
    return service.ends_that_fit(
        sessions,
        early_tol=parameters.minutes("end_early_tol"),
        late_tol=parameters.minutes("end_late_tol"),
        off_work=off_work,
    )


def _one(reading: Reading) -> tuple[Reading, ...]:
    """A reading, or nothing where nothing could be measured."""
    return (reading,) if reading.whole else ()


def _grade(reading: Reading) -> int:
    return int(reading.subject.split("/")[1])
