"""A school of 60 contested courses and as many children with tickets as a measurement wants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

GRADES = tuple(range(1, 10))
COURSES = 60
BATCH = 2_000
PROTECTED = 3_000
SHORT, LONG = timedelta(milliseconds=100), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ask:
    """One request, and what it asks for."""

    option: str
    content: bytes


@dataclass(slots=True)
class Ground:
    """The school after its turns are called; ``asks`` are one for each child, in the order of their turns.

    ``turns`` are the same while each turn is protected, ``asks`` after that.
    """

    world: Any
    window: Any
    asks: list[Ask]
    hot: list[Ask]
    turns: list[Ask]
    capacity: dict[str, int]

    def fresh(self) -> None:
        """Take every place away again, as only the owner of the tables can."""
        from django.db import connections

        from kehou.enrolment.models import CourseCount

        with connections["owner"].cursor() as cursor:
            cursor.execute("TRUNCATE enrolment_claim, enrolment_inline")
        with self.world.inside():
            CourseCount.objects.update(taken=0, asked=0, waiting=0)

    def first_turns(self) -> bool:
        """Whether each course has the first of those who asked for it within the time of their turns."""
        from kehou.enrolment.models import Claim, Entrant

        with self.world.inside():
            numbers = dict(Entrant.objects.values_list("pupil_id", "party__number"))
            found: dict[str, list[int]] = {}
            for pupil, key in Claim.objects.filter(ended_at=None).values_list("pupil_id", "option_key"):
                found.setdefault(key, []).append(numbers[pupil])
        asked: dict[str, list[int]] = {}
        for number, ask in enumerate(self.turns, start=1):
            asked.setdefault(ask.option, []).append(number)
        return all(sorted(found.get(key, [])) == row[: self.capacity[key]] for key, row in asked.items())

    def rows(self) -> tuple[int, int, int]:
        """Places, lines, and courses whose count is not that of their rows or over their seats."""
        from django.db.models import Count

        from kehou.enrolment.models import Claim, CourseCount, InLine

        with self.world.inside():
            held = Claim.objects.filter(ended_at=None)
            found = held.values("option_key").annotate(found=Count("id"))
            given = {row["option_key"]: row["found"] for row in found}
            wrong = sum(
                row.taken != given.get(row.option_key, 0) or row.taken > row.capacity
                for row in CourseCount.objects.all()
            )
            return held.count(), InLine.objects.count(), wrong


@contextmanager
def prepared(children: int, hot: int) -> Iterator[Ground]:
    """The ground on a database of its own."""
    from database import own_database
    from factories.law import lay_down_the_law
    from factories.rushing import LATER, permit
    from kehou.platform.clock.business import set_business_now

    with own_database("bench"):
        lay_down_the_law()
        world = _a_school()
        permit(world)
        ground = _opened(world, children, hot)
        set_business_now(LATER + timedelta(hours=1))
        yield ground


def _a_school() -> Any:
    from factories.plan_content import a_large_content
    from factories.world import PLANNED, a_world, clear_people

    world = a_world(grades=GRADES, classes=1, per_class=2)
    others = {leader.key: None for leader in a_large_content().leaders if leader.key not in PLANNED}
    with world.inside():
        clear_people(world.place, others)
    return world


def _opened(world: Any, children: int, hot: int) -> Ground:
    from factories.plan_content import a_large_content
    from factories.rushing import open_a_rush
    from kehou.enrolment.first_come.offers import offer_of

    window = open_a_rush(world, content=a_large_content())
    with world.inside():
        offer = offer_of(window)
        limited = [s for s in offer.offer.sections.values() if s.capacity is not None][:COURSES]
        people = _people(world, window, children)
    asks = [_ask(window, *each, limited[place % len(limited)]) for place, each in enumerate(people)]
    crowd = [_ask(window, *each, limited[0]) for each in people[:hot]]
    turns = [
        _ask(window, *each, limited[place % len(limited)], turn=place)
        for place, each in enumerate(people[:PROTECTED])
    ]
    return Ground(world, window, asks, crowd, turns, {s.id: s.capacity for s in limited})


def _people(world: Any, window: Any, children: int) -> Sequence[tuple[str, str, str]]:
    """Children on the roll with a turn each: pupil, family and guardian."""
    from factories.rushing import ARRIVE
    from kehou.enrolment.models import Entrant, Party
    from kehou.platform.database.rows import new_id
    from kehou.registry.models import Pupil

    first = Pupil.objects.get(pk=world.children[0].pupil_id)
    kept = {f.attname: getattr(first, f.attname) for f in Pupil._meta.concrete_fields}
    here = {"county_code": world.place.code, "school_id": world.place.school, "rush": window.rush}
    people = [(new_id(), new_id(), new_id()) for _ in range(children)]
    Pupil.objects.bulk_create(
        (Pupil(**kept | {"id": pupil, "seat_number": None}) for pupil, _, _ in people), batch_size=BATCH
    )
    Party.objects.bulk_create(
        (
            Party(**here, id=party, guardian_id=guardian, arrived_at=ARRIVE, number=number)
            for number, (_, party, guardian) in enumerate(people, start=1)
        ),
        batch_size=BATCH,
    )
    Entrant.objects.bulk_create(
        (Entrant(**here, party_id=party, pupil_id=pupil, otherwise="room") for pupil, party, _ in people),
        batch_size=BATCH,
    )
    return [(str(pupil), str(party), str(guardian)) for pupil, party, guardian in people]


def _ask(window: Any, pupil: str, party: str, guardian: str, section: Any, turn: int | None = None) -> Ask:
    """A request with its ticket: of a turn whose time is over, or of one that is protected still."""
    from kehou.allocation import Pupil
    from kehou.enrolment.first_come.asking import ticket_key
    from kehou.enrolment.first_come.tickets import Holder, Ticket, cookie_name, form_code, sealed_ticket

    grade = min(section.grades)
    opens = window.rush.opens_at
    called, until = (opens, opens) if turn is None else (opens + turn * SHORT, opens + LONG)
    holder = Holder(Pupil(pupil, party, grade, attends=frozenset(section.slots)), called, until)
    cookie = sealed_ticket(Ticket(str(window.rush.id), guardian, (holder,)), ticket_key())
    form = {"pupil": pupil, "option": section.id, "code": form_code(cookie, ticket_key())}
    cookies = f"{cookie_name(window.code)}={cookie}"
    return Ask(section.id, post(f"/rush/{window.code}/places/", form, cookies))


def post(path: str, form: dict[str, str], cookies: str, *more: str) -> bytes:
    """A request that sends a form."""
    body = urlencode(form)
    lines = (
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Cookie: {cookies}",
        "Accept: application/json",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        *more,
    )
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def get(path: str, cookies: str = "", *more: str) -> bytes:
    """A request that reads."""
    lines = (f"GET {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {cookies}", *more)
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
