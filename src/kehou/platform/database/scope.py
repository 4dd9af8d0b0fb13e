"""Which rows a transaction may see: an area of divisions, and schools within it.

Row security reads these settings. They last for one transaction and are empty by default, so a
query outside a scope sees nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from kehou.kernel.actor import Actor, Role
from kehou.kernel.places import Place, Tier
from kehou.platform.database.questions import Asked, said_ahead, tell_server, together
from kehou.platform.database.reading import apart

_SET = (
    "SELECT set_config('kehou.areas', %s, true), set_config('kehou.schools', %s, true),"
    " set_config('kehou.counties', %s, true)"
)
_GET = (
    "SELECT current_setting('kehou.areas', true), current_setting('kehou.schools', true),"
    " current_setting('kehou.counties', true)"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Rows in sight: everything under ``areas`` (division codes), and these schools' rows.

    ``counties`` are the home counties whose common rows (policies, tariffs) the schools may read.
    """

    areas: frozenset[str] = frozenset()
    schools: frozenset[UUID] = frozenset()
    counties: frozenset[str] = frozenset()

    @classmethod
    def of_places(cls, places: Iterable[Place]) -> Scope:
        """The scope that covers a set of places."""
        known = tuple(places)
        schools = [place for place in known if place.tier is Tier.SCHOOL]
        return cls(
            areas=frozenset(place.code for place in known if place.tier is not Tier.SCHOOL),
            schools=frozenset(place.school_id for place in schools if place.school_id),
            counties=frozenset(place.code for place in schools),
        )

    @classmethod
    def of_actor(cls, actor: Actor) -> Scope:
        """The rows that an actor's roles bring in sight. The public role brings none by itself."""
        places = [grant.place for grant in actor.grants if grant.role is not Role.PUBLIC]
        return cls.of_places([*places, *(ward.place for ward in actor.wards)])


@contextmanager
def scoped(scope: Scope) -> Iterator[None]:
    """Run a block in a transaction (or savepoint) that sees only the rows of a scope.

    What was in sight before is in sight again after it; where there was no transaction before, the end of
    this one sees to that by itself.
    """
    is_inner = connection.in_atomic_block
    with apart(), transaction.atomic():
        before = _settings() if is_inner else ()
        tell_server([(_SET, _values(scope))])
        yield
        if is_inner:
            tell_server([(_SET, [value or "" for value in before])])


@contextmanager
def glancing(scope: Scope) -> Iterator[None]:
    """``scoped``, for a block that most likely only asks questions: nothing is begun before it must be."""
    if connection.in_atomic_block:
        with scoped(scope):
            yield
    else:
        with apart(), transaction.atomic(), said_ahead((_SET, _values(scope))):
            yield


def within(scope: Scope, *asked: Asked[Any]) -> None:
    """Ask some questions within a scope, in one round trip that is a transaction of its own."""
    if connection.in_atomic_block:
        with scoped(scope):
            together(*asked)
    else:
        together(*asked, before=[(_SET, _values(scope))])


def _settings() -> tuple[str | None, ...]:
    ((found,),) = tell_server([(_GET, ())])
    return tuple(found)


def _values(scope: Scope) -> list[str]:
    return [
        ",".join(sorted(scope.areas)),
        ",".join(sorted(str(school) for school in scope.schools)),
        ",".join(sorted(scope.counties)),
    ]


def at(place: Place) -> Scope:
    """The scope of one place."""
    return Scope.of_places([place])
