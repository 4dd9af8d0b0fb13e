"""Which schools were not seen for long, and what weighs when schools are chosen (A11.2)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from uuid import UUID

from kehou.authority.public import parameters_for
from kehou.kernel.places import Place
from kehou.oversight.models import Case, Inspection, Signal
from kehou.oversight.rules import VIOLATIONS, InspectionState
from kehou.registry.public import schools_under, terms_of
from kehou.rulebook.facts.supervision import SchoolRisk
from kehou.rulebook.hunan_2024.art11_inspection import by_risk


def unseen_schools(county_code: str, *, on: date) -> list[UUID]:
    """The schools that nobody visited within the county's cycle of terms."""
    place = Place(county_code)
    cycle = parameters_for(place, on=on).count("inspect_cycle")
    risks = school_risks(county_code, on=on)
    return [UUID(risk.key) for risk in risks if risk.terms_unseen >= cycle]


def school_risks(county_code: str, *, on: date) -> list[SchoolRisk]:
    """For each school of a county: terms since its last visit, open signals, upheld cases."""
    terms = [term.id for term in terms_of(county_code) if term.first_date <= on]
    seen: dict[UUID, int] = {}
    visits = Inspection.objects.filter(county_code=county_code).exclude(state=InspectionState.PLANNED)
    for school_id, term_id in visits.values_list("concerned_school_id", "term_id"):
        if term_id in terms:
            seen[school_id] = min(seen.get(school_id, len(terms)), terms.index(term_id))
    signals = Counter(
        Signal.objects.filter(county_code=county_code, end=None)
        .exclude(school_id=None)
        .values_list("school_id", flat=True)
    )
    upheld = Case.objects.filter(county_code=county_code, steps__outcome__in=VIOLATIONS).distinct()
    cases = Counter(upheld.values_list("concerned_school_id", flat=True))
    return [
        SchoolRisk(str(school.id), seen.get(school.id, len(terms)), signals[school.id], cases[school.id])
        for school in schools_under([Place(county_code)])
    ]


def proposed_schools(county_code: str, *, on: date) -> list[SchoolRisk]:
    """Schools in the order in which they are proposed for a visit."""
    risks = {risk.key: risk for risk in school_risks(county_code, on=on)}
    return [risks[key] for key in by_risk(risks.values())]
