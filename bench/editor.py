"""How long the plan editor takes to answer what one types, for a plan of 120 courses and 300 slots.

Run from the repository: ``PYTHONPATH=src:tests python bench/editor.py``. Each section is posted as htmx does
after a pause; the answer carries every verdict beside its field. Processor time of the whole request with its
questions to the database, at the median. Exits with 1 where a section takes more than LIMIT_MS.
"""

from __future__ import annotations

import os
import sys
from dataclasses import fields, replace
from statistics import median
from time import process_time
from uuid import UUID

import django
from django.test import Client
from django.test.utils import setup_test_environment

ROUNDS = 15
LIMIT_MS = 100.0
COPIES = 2  # of 60 courses
SECTIONS = ("course/x3", "timetable", "fees", "basics", "people")


def milliseconds(client: Client, plan: UUID, section: str) -> float:
    """The median processor time of one check."""
    from factories.sent import as_typed, sent

    address = f"/plans/{plan}/sections/{section}/"
    page = client.get(address)
    data = as_typed(sent(page.context["desk"].forms.parts))
    data |= {"revision": str(page.context["view"].version.revision)}
    times = []
    for _ in range(ROUNDS + 1):
        start = process_time()
        answer = client.post(address, data, headers={"HX-Request": "true"})
        times.append((process_time() - start) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
    return median(times[1:])


def measure() -> dict[str, float]:
    """Each section with its median."""
    from django.contrib.auth import get_user_model
    from province.plans import a_plan_of

    from database import own_database
    from factories.law import lay_down_the_law
    from factories.world import NOW, a_world
    from kehou.kernel.actor import Role
    from kehou.plans.facts import PlanContent
    from kehou.plans.services.drafting import open_plan
    from kehou.platform.access.performing import perform

    plan = a_plan_of(1, copies=COPIES)
    content = PlanContent(**{field.name: getattr(plan, field.name) for field in fields(PlanContent)})
    prices = tuple(replace(price, tariff=None) for price in content.fees.prices)
    content = replace(content, fees=replace(content.fees, prices=prices))
    with own_database("bench"):
        lay_down_the_law()
        world = a_world(urban_rural_code="121")
        client = Client()
        account = get_user_model().objects.create(login="planner", person_id=world[Role.SCHOOL_PLAN].person)
        client.force_login(account)
        version = perform(
            open_plan,
            actor=world[Role.SCHOOL_PLAN],
            now=NOW,
            school=world.school,
            term_id=world.term.id,
            content=content,
        )
        return {section: milliseconds(client, version.plan_id, section) for section in SECTIONS}


def main() -> int:
    """Print every section; 1 where one is too slow."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehou.web.settings")
    django.setup()
    setup_test_environment(debug=False)
    took = measure()
    for section, time in took.items():
        print(f"{section:12} {time:7.1f} ms  {time / LIMIT_MS:5.2f} x limit")
    return any(time > LIMIT_MS for time in took.values())


if __name__ == "__main__":
    sys.exit(main())
