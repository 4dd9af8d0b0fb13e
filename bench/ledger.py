"""Closing a county's term, and checking its book beside hledger, in one run.

Run as ``python bench/ledger.py [SCHOOLS] [PUPILS]`` with ``DATABASE_URL`` at a server on which the database
``kehou_bench`` may be made; without it the embedded server is used. The first part closes the term of
SCHOOLS schools that share PUPILS pupils, from proving the book to the last share, by two workers, and tells
the ratio to plain COPY of the rows that it wrote. The second writes one book of all pupils as JSON and as a
journal, and times ``kehou ledger verify`` beside ``hledger check -s`` on the same entries.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehou.web.settings")

SCHOOLS, PUPILS, WORKERS = 150, 60_000, 2
# One worker then closes the whole county in two minutes, so that every accountant who closes on the last day
# sees the surplus list while still at the page; measured quietly it is a third of that.
LIMIT_MS_A_PUPIL = 2.0
# Whoever distrusts our verifier takes hledger; ours, which makes the chain again too, must not be slower.
LIMIT_RATIO_TO_HLEDGER = 1.0
WRITTEN = ("funds_ledgerentry", "funds_ledgerline", "funds_surplusshare")
BILL, ALLOWANCES, REFUND = 30_000, 20_000, 400
ARREARS_ONE_IN, REFUND_ONE_IN = 50, 10


def prepare_database(url: str) -> None:
    """Make and migrate the database of the benchmark."""
    import django
    import psycopg
    from django.conf import settings

    os.environ["DATABASE_URL"] = url
    settings.DATABASES["default"]["NAME"] = settings.DATABASES["owner"]["NAME"] = "kehou_bench"
    django.setup()
    from django.core.management import call_command

    from kehou.platform.database.roles import prepare

    with psycopg.connect(url, autocommit=True, dbname="postgres") as admin:
        admin.execute("DROP DATABASE IF EXISTS kehou_bench WITH (FORCE)")
    prepare(url, database="kehou_bench", password=settings.KEHOU_DATABASE_PASSWORD)
    call_command("migrate", database="owner", verbosity=0)


def _in_worker(url: str) -> None:
    """Bring up Django in a worker process of its own."""
    import django
    from django.conf import settings

    os.environ["DATABASE_URL"] = url
    settings.DATABASES["default"]["NAME"] = settings.DATABASES["owner"]["NAME"] = "kehou_bench"
    django.setup()


def lay_down_the_county() -> None:
    """What the schools of the county share: the law at their place, and the term."""
    from factories.law import lay_down_the_law
    from factories.world import the_term
    from kehou.platform.database.scope import Scope, scoped

    lay_down_the_law()
    with scoped(Scope(areas=frozenset({"43"}))):
        the_term()


def open_school(number: int, pupils: int) -> str:
    """A school whose families paid and whose staff were paid; its closing, confirmed and not yet run."""
    from factories.books import open_a_book
    from factories.closed import OVER
    from factories.world import a_world

    book = open_a_book(a_world(grades=(1,), per_class=0, short_code=f"b{number:03d}"))
    return _filled(book, pupils, OVER)


def _filled(book: object, pupils: int, over: datetime) -> str:
    from factories.books import BANK, BookWorld
    from kehou.funds.closing.services.requesting import confirm_closing, request_closing
    from kehou.kernel.actor import Role
    from kehou.kernel.fen import Fen, total
    from kehou.ledger import recipes as r
    from kehou.ledger.recipes import Item
    from kehou.platform.access.performing import perform

    assert isinstance(book, BookWorld)
    bills = [Item(f"P{number:06d}", book.point, Fen(BILL + number % 97)) for number in range(pupils)]
    paying = [item for place, item in enumerate(bills) if place % ARREARS_ONE_IN]
    missed = [Item(item.key, item.point, Fen(REFUND)) for item in paying[::REFUND_ONE_IN]]
    staff = [Item(f"S{number:03d}", book.point, Fen(ALLOWANCES * pupils // 40)) for number in range(40)]
    book.post(r.bill_issued(bills))
    book.post(r.receipt_recorded(paying, purse=BANK))
    book.post(r.subsidy_received({book.point: Fen(100 * pupils)}, purse=BANK))
    book.post(r.refund_decided(missed))
    book.pay(r.refund_paid(missed, purse=BANK))
    book.post(r.allowance_approved(teachers=staff))
    book.pay(r.allowance_paid(staff, purse=BANK))
    came, went = total(item.amount for item in paying), total(item.amount for item in (*missed, *staff))
    said = {"now": over, "statements": {"B1": came - went + Fen(100 * pupils)}}
    asking, confirming = (book.world[role] for role in (Role.SCHOOL_ACCOUNTANT, Role.SCHOOL_HEAD))
    closing = perform(request_closing, actor=asking, ledger_id=book.ledger.id, **said)
    return str(perform(confirm_closing, actor=confirming, closing_id=closing.id, **said).id)


def close_school(closing: str) -> float:
    """Seconds of a worker that the steps of one closing took."""
    from uuid import UUID

    from factories.closed import OVER
    from factories.world import COUNTY
    from kehou.funds.closing.running import run_closing

    began = time.perf_counter()
    run_closing(UUID(closing), county_code=COUNTY.code, now=OVER)
    return time.perf_counter() - began


def closed_county(url: str, schools: int, pupils: int) -> tuple[list[str], float, float]:
    """The closings of a county, run by two workers: their ids, seconds by the clock, and of the workers."""
    each = [pupils // schools] * schools
    with ProcessPoolExecutor(
        WORKERS, mp_context=get_context("spawn"), initializer=_in_worker, initargs=(url,)
    ) as pool:
        closings = list(pool.map(open_school, range(schools), each))
        began = time.perf_counter()
        worked = sum(pool.map(close_school, closings))
        return closings, time.perf_counter() - began, worked


def copied(closings: list[str]) -> tuple[float, int]:
    """Seconds of plain COPY for the rows that the closings wrote, and how many rows."""
    from django.db import connection

    from factories.world import COUNTY
    from kehou.platform.database.scope import at, scoped

    rows, seconds = 0, 0.0
    with scoped(at(COUNTY)), connection.cursor() as cursor:
        ids = ",".join(f"'{closing}'" for closing in closings)
        ledgers = f"(SELECT ledger_id FROM funds_termclosing WHERE id IN ({ids}))"
        closing_events = "('subsidy_applied', 'arrears_closed', 'surplus_fixed', 'unspent_subsidy_fixed')"
        for table in WRITTEN:
            late = "" if table == "funds_surplusshare" else f" AND event IN {closing_events}"
            cursor.execute(f"CREATE TEMP TABLE copy_{table} (LIKE {table}) ON COMMIT DROP")
            with cursor.copy(
                f"COPY (SELECT * FROM {table} WHERE ledger_id IN {ledgers}{late}) TO STDOUT"
            ) as out:
                content = b"".join(out)
            began = time.perf_counter()
            with cursor.copy(f"COPY copy_{table} FROM STDIN") as into:
                into.write(content)
            seconds += time.perf_counter() - began
            rows += content.count(b"\n")
    return seconds, rows


def one_book(folder: Path, pupils: int) -> tuple[Path, Path, int]:
    """One book of all pupils as JSON and as a journal, and how many lines it has."""
    from factories.term_book import BANK, COVER, Keeper
    from kehou.kernel.fen import Fen
    from kehou.ledger import recipes as r
    from kehou.ledger.book import Book
    from kehou.ledger.exporting import book_written
    from kehou.ledger.journal import journal_written
    from kehou.ledger.recipes import Item

    book = Book(COVER.ledger)
    keep = Keeper(book)
    for start in range(0, pupils, 400):
        bills = [Item(f"P{number:06d}", "yx", Fen(BILL)) for number in range(start, start + 400)]
        keep.post(r.bill_issued(bills))
        keep.post(r.receipt_recorded(bills, purse=BANK))
        keep.post(r.refund_decided([Item(item.key, "yx", Fen(100)) for item in bills[:40]]))
        keep.post(r.refund_paid([Item(item.key, "yx", Fen(100)) for item in bills[:40]], purse=BANK))
    file, journal = folder / "book.json", folder / "book.journal"
    file.write_bytes(book_written(COVER, book.entries, head=book.head))
    journal.write_text(journal_written(COVER, book.entries))
    return file, journal, sum(len(entry.lines) for entry in book.entries)


def seconds_of(*command: str) -> float:
    """How long a command took; it must succeed."""
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def beside_hledger(pupils: int) -> float:
    """How long verifying takes as a share of hledger's check on the same entries."""
    program = ROOT / "src/kehou/ledger/verify_book.py"
    with tempfile.TemporaryDirectory() as folder:
        file, journal, lines = one_book(Path(folder), pupils)
        ours = seconds_of(sys.executable, "-I", "-S", str(program), str(file))
        theirs = seconds_of("hledger", "-f", str(journal), "check", "-s")
    print(f"one book of {lines:,} lines: verify {ours:.2f} s, hledger check {theirs:.2f} s,", end=" ")
    print(f"{ours / theirs:.2f} of its time (limit {LIMIT_RATIO_TO_HLEDGER})")
    return ours / theirs


def numbers() -> Iterator[int]:
    """Schools and pupils, as given or as a county has them."""
    for place, usual in ((1, SCHOOLS), (2, PUPILS)):
        yield int(sys.argv[place]) if len(sys.argv) > place else usual


def main() -> int:
    """Print both ratios; 1 where one misses its limit."""
    schools, pupils = numbers()
    from kehou.platform.database.embedded import database_url
    from kehou.web.folders import var_folder

    with database_url(os.environ, var=var_folder()) as url:
        prepare_database(url)
        lay_down_the_county()
        closings, clock, took = closed_county(url, schools, pupils)
        by_copy, rows = copied(closings)
    a_pupil = took * 1000 / pupils
    print(f"closing {schools} schools with {pupils:,} pupils: {clock:.1f} s by {WORKERS} workers,", end=" ")
    print(f"{a_pupil:.2f} ms of a worker a pupil (limit {LIMIT_MS_A_PUPIL})")
    print(
        f"  plain COPY of its {rows:,} rows: {by_copy:.2f} s; closing takes {took / by_copy:.0f} times that"
    )
    ratio = beside_hledger(pupils)
    return int(a_pupil > LIMIT_MS_A_PUPIL or ratio > LIMIT_RATIO_TO_HLEDGER)


if __name__ == "__main__":
    sys.exit(main())
