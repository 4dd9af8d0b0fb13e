"""Accepting a roll against plain COPY of the rows that it wrote, in one run on the same database.

Run as ``python bench/roll_import.py [ROWS]`` with ``DATABASE_URL`` at a server on which the database
``kehou_bench`` may be made. The file is made and uploaded in one process and accepted in another, as a
worker would, so that the peak memory is that of accepting alone. Prints seconds, that peak and the ratio to
COPY; exits with 1 where the peak is over the limit.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehou.web.settings")

ROWS = 50_000
LIMIT_MB = 300
COUNTY = "439901"
WRITTEN = ("platform_personkey", "registry_identity", "registry_pupil", "registry_guardianship")


def set_up() -> None:
    """Point the product at the database of the benchmark."""
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = settings.DATABASES["owner"]["NAME"] = "kehou_bench"
    settings.KEHOU_EXTRA_DIVISIONS = {COUNTY: "", "439902": ""}
    django.setup()


def prepare_database() -> None:
    """Make and migrate the database of the benchmark."""
    set_up()
    from django.conf import settings
    from django.core.management import call_command

    from kehou.platform.database.roles import prepare

    prepare(os.environ["DATABASE_URL"], database="kehou_bench", password=settings.KEHOU_DATABASE_PASSWORD)
    call_command("migrate", database="owner", verbosity=0)


def uploaded(rows: int) -> dict[str, str]:
    """A fresh school with a roll of so many pupils that waits to be accepted: the ids of both."""
    from kehou.demo.rolls import URBAN, roll_file
    from kehou.kernel.actor import Actor, Grant, Role
    from kehou.platform.access.performing import perform
    from kehou.platform.database.rows import new_id
    from kehou.platform.database.scope import Scope, scoped
    from kehou.registry.models import School, Term
    from kehou.registry.services.organising import open_school, open_term
    from kehou.registry.services.rolls.importing import import_roll

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
    file = roll_file(school, seed=time.time_ns(), mended=True)
    office = Actor(new_id(), (Grant(Role.SCHOOL_TEACHING, place),))
    row = perform(
        import_roll,
        actor=office,
        now=moment(),
        place=place,
        file_name=file.name,
        content=file.data,
        kind="roll",
    )
    return {"school": str(place.school), "import": str(row.id)}


def accepted(found: dict[str, str]) -> dict[str, float]:
    """Seconds, processor seconds and peak memory that accepting the roll took, in this process."""
    from kehou.kernel.actor import Actor, Grant, Role
    from kehou.kernel.places import Place
    from kehou.platform.access.performing import perform
    from kehou.platform.database.rows import new_id
    from kehou.registry.services.rolls.accepting import accept_import

    office = Actor(new_id(), (Grant(Role.SCHOOL_TEACHING, Place(COUNTY, UUID(found["school"]))),))
    start, processor = time.perf_counter(), time.process_time()
    perform(accept_import, actor=office, now=moment(), import_id=UUID(found["import"]))
    return {
        "seconds": time.perf_counter() - start,
        "processor": time.process_time() - processor,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def moment() -> datetime:
    """A minute after the first lesson of the term."""
    from kehou.kernel.moments import SHANGHAI

    return datetime(2026, 3, 2, 9, tzinfo=SHANGHAI) + timedelta(minutes=1)


def copied(school_id: UUID) -> tuple[float, int]:
    """Seconds that COPY of the same rows takes into bare tables, and how many rows they are."""
    from django.db import connection

    from kehou.kernel.places import Place
    from kehou.platform.database.scope import at, scoped

    seconds, count = 0.0, 0
    with scoped(at(Place(COUNTY, school_id))), connection.cursor() as cursor:
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


def apart(step: str, argument: str) -> dict[str, float]:
    """What a step answers in a process of its own."""
    command = [sys.executable, __file__, step, argument]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main(arguments: list[str]) -> int:
    """Measure once and print, or do one step and answer in JSON."""
    match arguments:
        case ["upload", rows]:
            set_up()
            print(json.dumps(uploaded(int(rows))))
            return 0
        case ["accept", found]:
            set_up()
            print(json.dumps(accepted(json.loads(found))))
            return 0
    rows = int(arguments[0]) if arguments else ROWS
    prepare_database()
    waiting = apart("upload", str(rows))
    took = apart("accept", json.dumps(waiting))
    plain, written = copied(UUID(str(waiting["school"])))
    print(f"{rows} pupils, {written} rows written")
    print(f"accepting   {took['seconds']:7.2f} s ({took['processor']:.2f} s of processor)")
    print(f"peak        {took['megabytes']:7.0f} MB (limit {LIMIT_MB} MB)")
    print(f"plain COPY  {plain:7.2f} s")
    print(f"ratio       {took['seconds'] / plain:7.1f}")
    return 0 if took["megabytes"] <= LIMIT_MB else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
