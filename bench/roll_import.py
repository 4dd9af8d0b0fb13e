"""Accepting a roll against plain COPY of the rows that it wrote, in one run on the same database.

Run as ``python bench/roll_import.py [ROWS]`` with ``DATABASE_URL`` at a server on which the database
``kehou_bench`` may be made. Prints seconds, the process's peak memory and the ratio to COPY.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehou.web.settings")

ROWS = 1_200
COUNTY = "439901"
WRITTEN = ("platform_personkey", "registry_identity", "registry_pupil", "registry_guardianship")


def prepare_database() -> None:
    """Make and migrate the database of the benchmark."""
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = settings.DATABASES["owner"]["NAME"] = "kehou_bench"
    settings.KEHOU_EXTRA_DIVISIONS = {COUNTY: "", "439902": ""}
    django.setup()
    from django.core.management import call_command

    from kehou.platform.database.roles import prepare

    prepare(os.environ["DATABASE_URL"], database="kehou_bench", password=settings.KEHOU_DATABASE_PASSWORD)
    call_command("migrate", database="owner", verbosity=0)


def accepted(rows: int) -> tuple[float, float, object]:
    """Seconds and processor seconds that accepting a roll took at a fresh school, and its place."""
    from kehou.demo.rolls import URBAN, roll_file
    from kehou.kernel.actor import Actor, Grant, Role
    from kehou.kernel.moments import SHANGHAI
    from kehou.platform.access.performing import perform
    from kehou.platform.database.rows import new_id
    from kehou.platform.database.scope import Scope, scoped
    from kehou.registry.models import School, Term
    from kehou.registry.services.organising import open_school, open_term
    from kehou.registry.services.rolls.accepting import accept_import
    from kehou.registry.services.rolls.importing import import_roll

    now = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
    with scoped(Scope(areas=frozenset({"43"}))):
        if not Term.objects.filter(county_code=COUNTY).exists():
            open_term(
                county_code=COUNTY, year=2026, half="spring", first=date(2026, 2, 26), last=date(2026, 7, 3)
            )
        School.objects.filter(official_code=URBAN.official_code).update(official_code=f"9{new_id().hex[-9:]}")
        place = open_school(
            county_code=COUNTY,
            name="",
            short_code=new_id().hex[-12:],
            official_code=URBAN.official_code,
            grades=URBAN.grades,
            urban_rural_code="121",
        ).place
    school = replace(URBAN, pupils=rows, classes_a_grade=max(5, rows // 270))
    office = Actor(new_id(), (Grant(Role.SCHOOL_TEACHING, place),))
    file = roll_file(school, seed=time.time_ns(), mended=True)
    act = {"actor": office, "now": now + timedelta(minutes=1)}
    uploaded = perform(import_roll, **act, place=place, file_name=file.name, content=file.data, kind="roll")
    start, processor = time.perf_counter(), time.process_time()
    perform(accept_import, **act, import_id=uploaded.id)
    return time.perf_counter() - start, time.process_time() - processor, place


def copied(place: object) -> tuple[float, int]:
    """Seconds that COPY of the same rows takes into bare tables, and how many rows they are."""
    from django.db import connection

    from kehou.platform.database.scope import at, scoped

    seconds, count = 0.0, 0
    with scoped(at(place)), connection.cursor() as cursor:  # type: ignore[arg-type]
        for table in WRITTEN:
            cursor.execute(f"CREATE TEMP TABLE bare_{table} (LIKE {table}) ON COMMIT DROP")
            data = b"".join(_out(cursor, f"COPY (SELECT * FROM {table}) TO STDOUT"))
            start = time.perf_counter()
            with cursor.copy(f"COPY bare_{table} FROM STDIN") as copy:
                copy.write(data)
            seconds += time.perf_counter() - start
            count += data.count(b"\n")
    return seconds, count


def _out(cursor: object, statement: str) -> Iterator[bytes]:
    with cursor.copy(statement) as copy:  # type: ignore[attr-defined]
        for part in copy:
            yield bytes(part)


def main(arguments: list[str]) -> None:
    """Measure once and print."""
    rows = int(arguments[0]) if arguments else ROWS
    prepare_database()
    seconds, processor, place = accepted(rows)
    plain, written = copied(place)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{rows} pupils, {written} rows written")
    print(f"accepting   {seconds:7.2f} s ({processor:.2f} s of processor), {peak:.0f} MB at most")
    print(f"plain COPY  {plain:7.2f} s")
    print(f"ratio       {seconds / plain:7.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
