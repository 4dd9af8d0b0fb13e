"""Pupils of a file who stand on another school's roll in the county: that they do, never where."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from kehou.kernel.places import Place
from kehou.platform.database.scope import Scope, scoped
from kehou.registry.models import Identity, Pupil
from kehou.registry.rolls import IncomingRow

_AT_ONCE = 5_000
_LAST_PRIMARY, _FIRST_JUNIOR = 6, 7


def tokens_elsewhere(place: Place, arrivals: Sequence[IncomingRow]) -> frozenset[str]:
    """The tokens of arrivals that other schools of the county have on their rolls.

    Someone in the last primary year there who starts junior school here only moves up, as everybody does.
    """
    moving_up = {
        token
        for arrival in arrivals
        if arrival.row.pupil.schooling.grade == _FIRST_JUNIOR
        for token in arrival.tokens
    }
    tokens = sorted({token for arrival in arrivals for token in arrival.tokens})
    with scoped(Scope(areas=frozenset({place.code}))):
        found = [
            pair
            for start in range(0, len(tokens), _AT_ONCE)
            for pair in _on_other_rolls(place, tokens[start : start + _AT_ONCE])
        ]
    return frozenset(token for token, grade in found if not (grade == _LAST_PRIMARY and token in moving_up))


def _on_other_rolls(place: Place, tokens: list[str]) -> list[tuple[str, int]]:
    people = (
        Identity.objects.filter(county_code=place.code)
        .filter(Q(id_token__in=tokens) | Q(roll_token__in=tokens))
        .exclude(school_id=place.school)
        .values_list("id", "id_token", "roll_token")
    )
    tokens_of = {person: (id_token, roll_token) for person, id_token, roll_token in people}
    enrolled = Pupil.objects.filter(pk__in=list(tokens_of), status=Pupil.Status.ON_ROLL)
    return [
        (token, grade)
        for person, grade in enrolled.values_list("id", "school_class__grade")
        for token in tokens_of[person]
        if token
    ]
