"""Faults of rows and tables."""

from __future__ import annotations

from faults.checks import DAY_NAMES, FEN_CHECK, FEN_NAME, NO_FLOAT, TABLES
from faults.copied_tree import Change
from faults.fault import Fault, row

PEOPLE = "src/kehou/registry/models/people.py"

ROWS = (
    Fault(
        "a price is a float",
        (Change(PEOPLE, row("Priced", "price_fen = models.FloatField()")),),
        NO_FLOAT,
        "Priced.price_fen",
    ),
    Fault(
        "a price has no lower bound",
        (Change(PEOPLE, row("Priced", "price_fen = models.BigIntegerField()")),),
        FEN_CHECK,
        "Priced.price_fen",
    ),
    Fault(
        "a price does not say its unit",
        (Change(PEOPLE, row("Priced", "unit_price = models.BigIntegerField()")),),
        FEN_NAME,
        "Priced.unit_price",
    ),
    Fault(
        "a moment is named like a day",
        (Change(PEOPLE, row("Dated", "signed_date = models.DateTimeField()")),),
        DAY_NAMES,
        "Dated.signed_date",
    ),
    Fault(
        "a table of children has no row security",
        (Change("src/kehou/registry/migrations/0002_guards.py", "", old='row_security("registry_pupil"),'),),
        TABLES,
        "registry_pupil",
    ),
)
