"""What the door is measured beside: Django as usual, our page without the door, the ordinary sitting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rushing.ground import Ask, Ground, get, post

TOKEN = "k" * 32
SESSIONS = 64
CHILDREN_A_SESSION = 8
FAMILIES = 18


def usual_asks(ground: Ground, count: int) -> list[bytes]:
    """Bookings for Django as usual: a session each of 64, one child each request."""
    from kehou.allocation import Pupil
    from kehou.enrolment.first_come.asking import ticket_key
    from kehou.enrolment.first_come.tickets import read_ticket

    cookies = [session(None) for _ in range(SESSIONS)]
    contents = []
    for place, ask in enumerate(ground.asks[:count]):
        cookie = ask.content.split(b"Cookie: ", 1)[1].split(b"\r\n", 1)[0].decode().split("=", 1)[1]
        pupil: Pupil = read_ticket(cookie, ticket_key()).holders[0].pupil
        form = {
            "county": ground.world.place.code,
            "school": str(ground.world.place.school),
            "party": pupil.family,
            "pupil": pupil.id,
            "option": ask.option,
            "band": min(pupil.attends),
            "csrfmiddlewaretoken": TOKEN,
        }
        contents.append(post("/usual/", form, cookies[place % SESSIONS]))
    return contents


def page_asks(ground: Ground) -> list[bytes]:
    """The same forms as the door's, sent to the site, by families that are signed in."""
    from kehou.platform.database.rows import new_id

    count = SESSIONS * CHILDREN_A_SESSION
    guardians = [new_id() for _ in range(SESSIONS)]
    _guard(ground, guardians, ground.asks[:count])
    cookies = [session((ground.world.place.code, str(each))) for each in guardians]
    return [_signed_in(ask, cookies[place % SESSIONS]) for place, ask in enumerate(ground.asks[:count])]


def _guard(ground: Ground, guardians: Sequence[Any], asks: Sequence[Ask]) -> None:
    from datetime import date

    from kehou.registry.models import Guardianship

    with ground.world.inside():
        Guardianship.objects.bulk_create(
            Guardianship(
                county_code=ground.world.place.code,
                school_id=ground.world.place.school,
                pupil_id=_pupil_of(ask),
                guardian_id=guardians[place % SESSIONS],
                relation="父母",
                from_date=date(2025, 9, 1),
            )
            for place, ask in enumerate(asks)
        )


def _pupil_of(ask: Ask) -> str:
    return ask.content.split(b"pupil=", 1)[1][:36].decode()


def _signed_in(ask: Ask, cookies: str) -> bytes:
    head, _, body = ask.content.partition(b"\r\n\r\n")
    own = head.replace(b"Cookie: ", f"X-CSRFToken: {TOKEN}\r\nCookie: {cookies}; ".encode(), 1)
    return own + b"\r\n\r\n" + body


def sittings() -> list[bytes]:
    """Families of a school that draws: each opens its courses, ticks, opens the order, confirms."""
    from factories.choosing import MONDAY_X, open_a_choice, sign_for
    from factories.world import a_world

    world = a_world(per_class=FAMILIES // 6, urban_rural_code="111", short_code="cx")
    window = open_a_choice(world)
    families = []
    for child in world.children[:FAMILIES]:
        sign_for(world, child, window)
        families.append((child.pupil_id, session((world.place.code, str(child.guardian.person)))))
    ticks = {f"tick-{MONDAY_X}": "chess-0", "csrfmiddlewaretoken": TOKEN}
    order = {"otherwise": "room", "csrfmiddlewaretoken": TOKEN}
    steps = []
    for page, form in (("courses", None), ("courses", ticks), ("order", None), ("order", order)):
        for pupil, cookies in families:
            path = f"/family/{pupil}/{page}/"
            steps.append(get(path, cookies) if form is None else post(path, form, cookies))
    return steps


def session(guardian: tuple[str, str] | None) -> str:
    """The cookies of someone who is signed in."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from kehou.platform.database.rows import new_id

    client = Client()
    client.force_login(get_user_model().objects.create(login=f"family:{new_id()}", person_id=new_id()))
    if guardian is not None:
        session = client.session
        session["guardians"] = [list(guardian)]
        session.save()
    return f"sessionid={client.cookies['sessionid'].value}; csrftoken={TOKEN}"
