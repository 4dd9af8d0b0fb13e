"""Who may be erased: pupils who left, judged with what is still open about them (A7.10)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet

from kehou.authority.public import edition_at, parameters_for
from kehou.delivery.public import pupils_with_open_incident
from kehou.funds.public import pupils_with_open_money
from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.kernel.verdict import Verdict, stops
from kehou.oversight.access import SEE_ERASURES
from kehou.oversight.models import Case, ErasedPupil, Erasure
from kehou.oversight.rules import ENDED
from kehou.platform.audit.trail import subject_of
from kehou.registry.public import FormerInfo, former_pupils
from kehou.rulebook.facts.keeping import FormerPupil, OpenMatter
from kehou.rulebook.hunan_2024.art07_keeping import kept_until


@dataclass(frozen=True, slots=True)
class Due:
    """A pupil who may be erased, since a day."""

    pupil: FormerInfo
    since: date


def due_pupils(place: Place, *, on: date) -> list[Due]:
    """Whom a school may propose: kept long enough, nothing open as far as is seen, not proposed yet."""
    waiting = ErasedPupil.objects.filter(school_id=place.school, outcome="").values_list(
        "pupil_id", flat=True
    )
    parameters, proposed = parameters_for(place, on=on), set(waiting)
    ripe = [
        Due(pupil, since)
        for pupil in former_pupils(place.school)
        if pupil.left_date and (since := kept_until(pupil.left_date, parameters)) <= on
    ]
    refused = why_kept(place, [due.pupil for due in ripe], on=on) if ripe else {}
    return [due for due in ripe if due.pupil.id not in proposed and not refused[due.pupil.id]]


def why_kept(place: Place, pupils: Iterable[FormerInfo], *, on: date) -> dict[UUID, tuple[Verdict, ...]]:
    """For each pupil what refuses the erasure, within the scope in force: a school sees no case."""
    asked = list(pupils)
    open_matters = _open_matters(place, {pupil.id: pupil.left_date for pupil in asked})
    parameters, edition = parameters_for(place, on=on), edition_at(on)
    return {
        pupil.id: stops(edition.judge(_facts(pupil, open_matters[pupil.id], on), parameters))
        for pupil in asked
    }


def _facts(pupil: FormerInfo, matters: set[OpenMatter], on: date) -> FormerPupil:
    return FormerPupil(str(pupil.id), on, pupil.left_date, frozenset(matters))


def _open_matters(place: Place, left: Mapping[UUID, date | None]) -> dict[UUID, set[OpenMatter]]:
    found: dict[UUID, set[OpenMatter]] = defaultdict(set)
    for matter, pupils in (
        (OpenMatter.MONEY, pupils_with_open_money(place.school, left)),
        (OpenMatter.INCIDENT, pupils_with_open_incident(left)),
        (OpenMatter.CASE, _in_a_case(place, left)),
    ):
        for pupil in pupils:
            found[pupil].add(matter)
    return found


def _in_a_case(place: Place, left: Mapping[UUID, date | None]) -> Iterator[UUID]:
    """Whom an open case may be about: it names the pupil, or came in while the pupil was at the school.

    What was reported is sealed, so nothing tells which pupils the words of a case are about.
    """
    rows = Case.objects.filter(county_code=place.code, concerned_school_id=place.school)
    open_cases = rows.exclude(state__in=ENDED)
    oldest = open_cases.aggregate(first=Min("received_date"))["first"]
    subjects = set(open_cases.exclude(subject="").values_list("subject", flat=True))
    for pupil, day in left.items():
        if subject_of("pupil", pupil) in subjects or (day and oldest and oldest <= day):
            yield pupil


def visible_erasures(viewer: Actor) -> QuerySet[Erasure]:
    """What was proposed in the viewer's sight, with how many pupils and what came of them."""
    rows = Erasure.objects.filter(SEE_ERASURES.rows_for(viewer))
    counted = rows.annotate(
        total=Count("pupils"),
        erased=Count("pupils", filter=Q(pupils__outcome=ErasedPupil.Outcome.ERASED)),
        last_left=Max("pupils__left_date"),
        first_left=Min("pupils__left_date"),
    )
    return counted.order_by("-proposed_at", "-id")
