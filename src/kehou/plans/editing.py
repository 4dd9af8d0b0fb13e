"""What the pages of the editor need to know of a school, and whose change stands where two met."""

from __future__ import annotations

from datetime import date

from kehou.authority.public import parameters_for
from kehou.plans.content import from_json
from kehou.plans.facts import PlanContent
from kehou.plans.forms.parts import Choices
from kehou.plans.forms.sections import Section
from kehou.plans.judging import tariffs_for
from kehou.plans.models import PlanVersion
from kehou.plans.names import LEADER_NAMES
from kehou.providers.public import LeaderInfo, LeaderKind, leaders_of, providers_at
from kehou.registry.public import SchoolInfo, TermInfo

_FIELDS = {
    "basics": ("goals", "five_management", "third_party_need"),
    "grades": ("grades",),
    "bells": ("bells",),
    "people": ("leaders", "slots"),
    "transport": ("transport",),
    "boarders": ("boarders", "care_requests"),
    "fees": ("fees",),
    "safety": ("safety",),
    "hours": ("flexible_hours_rule",),
    "small": ("goals", "five_management", "grades", "bells", "courses", "slots", "safety"),
}


def choices_for(school: SchoolInfo, term: TermInfo, *, on: date, entry: str = "") -> Choices:
    """What the forms of a school's plan choose from."""
    parameters = parameters_for(school.place, on=on)
    return Choices(
        grades=frozenset(grade for grade in school.grades if 1 <= grade <= 9),
        staff=staff_labels(school),
        domains=tuple(sorted(parameters.codes("x_domains") | parameters.codes("extra_x_domains"))),
        cost_categories=tuple(sorted(parameters.codes("expense_whitelist"))),
        tariffs=tariffs_for(school, on=max(on, term.first_date)),
        providers=tuple(
            (str(row.provider_id), row.name)
            for row in providers_at(school.county_code, on=max(on, term.first_date))
        ),
        entry=entry,
    )


def staff_labels(school: SchoolInfo) -> tuple[tuple[str, str], ...]:
    """Everyone whom a plan may name, by key: the school's people, and those from outside with a file.

    Two of one name are told apart by their subject, people from outside by what they are.
    """
    people = leaders_of(school.id)
    names = [person.name for person in people]
    return tuple((person.key, _label(person, names.count(person.name) > 1)) for person in people)


def _label(person: LeaderInfo, shares_name: bool) -> str:
    if person.kind is not LeaderKind.OWN:
        return f"{person.name}（{LEADER_NAMES[person.kind]}）"
    return f"{person.name}（{person.subject}）" if person.subject and shares_name else person.name


def was_changed_by_others(
    version: PlanVersion, section: Section, entry: str, *, since: int, now: PlanContent
) -> bool:
    """Whether the section itself changed after a revision that somebody started from.

    What only adds (new courses, new slots) meets nobody. A revision no longer kept counts as changed.
    """
    fields = _FIELDS.get(section.slug, ())
    if not fields and not section.home:
        return False
    step = version.steps.filter(revision=since).first()
    if step is None:
        return True
    base = from_json(step.content)
    if section.home:
        return _entry(base, entry) != _entry(now, entry)
    return any(getattr(base, name) != getattr(now, name) for name in fields)


def _entry(content: PlanContent, key: str) -> object:
    return content.course(key) or next((slot for slot in content.slots if slot.key == key), None)
