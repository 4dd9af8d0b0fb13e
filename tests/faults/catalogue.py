"""The faults that the house must catch by itself, each with the one check that should catch it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from faults.checks import (
    ACTIONS,
    ADDRESSES,
    BOTH_ANSWERS,
    BY_TEXT,
    CITATIONS,
    CLOCK,
    CONTRACTS,
    DAY_NAMES,
    DOORS,
    EXAMPLES,
    FEN_CHECK,
    FEN_NAME,
    FOREIGN,
    GROUPS,
    LATER_ROWS,
    NO_FLOAT,
    OVERLAYS,
    PYTEST,
    SPLIT,
    TABLES,
    TYPES,
    WAY_BACK,
    WORDS,
    Check,
)
from faults.copied_tree import Change


@dataclass(frozen=True)
class Fault:
    """Something that must never come in, how to bring it in, and what catches it with which words."""

    title: str
    changes: tuple[Change, ...]
    check: Check
    found: str


def row(name: str, column: str) -> str:
    """The source of a model with one column."""
    return (
        f'from django.db import models\n\n\nclass {name}(models.Model):\n    """Faulty."""\n\n    {column}\n'
    )


PEOPLE = "src/kehou/registry/models/people.py"

FAULTS = (
    Fault(
        "the kernel imports Django",
        (Change("src/kehou/kernel/fen.py", "import django"),),
        CONTRACTS,
        "kehou.kernel.fen -> django",
    ),
    Fault(
        "the kernel imports a foreign package that no contract lists",
        (Change("src/kehou/kernel/fen.py", "import uuid_utils"),),
        FOREIGN,
        "uuid_utils",
    ),
    Fault(
        "rules import rows",
        (Change("src/kehou/registry/rules.py", "from kehou.registry.models import Pupil"),),
        CONTRACTS,
        "kehou.registry.rules -> kehou.registry.models",
    ),
    Fault(
        "rules import rows through another module",
        (
            Change("src/kehou/registry/rules.py", "from kehou.registry import between"),
            Change("src/kehou/registry/between.py", "from kehou.registry.models import Pupil"),
        ),
        CONTRACTS,
        "kehou.registry.rules -> kehou.registry.between",
    ),
    Fault(
        "a capability reaches behind another's public module",
        (
            Change("src/kehou/authority/__init__.py", '"""Faulty."""'),
            Change("src/kehou/authority/behind.py", "from kehou.registry.models import Pupil"),
        ),
        CONTRACTS,
        "kehou.authority.behind -> kehou.registry.models",
    ),
    Fault(
        "an earlier folder imports a later one",
        (Change("src/kehou/platform/early.py", "from kehou.registry import public"),),
        CONTRACTS,
        "kehou.platform.early -> kehou.registry.public",
    ),
    Fault(
        "an earlier folder imports a later one inside a function",
        (Change("src/kehou/platform/early.py", "def late():\n    from kehou.registry import public\n"),),
        CONTRACTS,
        "kehou.platform.early -> kehou.registry.public",
    ),
    Fault(
        "an earlier folder imports a later one only for typing",
        (
            Change(
                "src/kehou/platform/early.py",
                "import typing\n\nif typing.TYPE_CHECKING:\n    from kehou.registry import public\n",
            ),
        ),
        CONTRACTS,
        "kehou.platform.early -> kehou.registry.public",
    ),
    Fault(
        "an earlier folder imports a later one by text",
        (
            Change(
                "src/kehou/platform/early.py",
                'import importlib\n\nlate = importlib.import_module("kehou.registry.public")',
            ),
        ),
        BY_TEXT,
        "src/kehou/platform/early.py",
    ),
    Fault(
        "a folder has no place in the layers",
        (Change("src/kehou/extras/__init__.py", '"""Faulty."""'),),
        CONTRACTS,
        "kehou.extras",
    ),
    Fault(
        "a row points to a later folder by text",
        (
            Change(
                "src/kehou/platform/clock/models.py",
                row("Early", 'pupil = models.ForeignKey("registry.Pupil", models.PROTECT, related_name="+")'),
            ),
        ),
        LATER_ROWS,
        "Early.pupil",
    ),
    Fault(
        "a link between folders leaves a way back",
        (
            Change(
                PEOPLE, row("Open", 'document = models.ForeignKey("platform.FrozenDocument", models.PROTECT)')
            ),
        ),
        WAY_BACK,
        "Open.document",
    ),
    Fault(
        "an endpoint has no action",
        (
            Change(
                "src/kehou/web/urls.py",
                'from django.urls import path\nurlpatterns.append(path("open/", lambda request: None))',
            ),
        ),
        ACTIONS,
        "open/",
    ),
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
        "money is multiplied by a float",
        (Change("src/kehou/kernel/fen.py", "HALF = Fen(100) * 0.5"),),
        TYPES,
        "Unsupported operand types",
    ),
    Fault(
        "a split loses a fen",
        (Change("src/kehou/kernel/fen.py", "by_remainder[1 :", old="by_remainder[:"),),
        SPLIT,
        "assert Fen(",
    ),
    Fault(
        "an overlay loosens what the Measures require",
        (
            Change(
                "src/kehou/rulebook/hunan_2024/overlays/2025_breaks.toml",
                '[[settings]]\nname = "x_share_min"\nvalue = "2/5"\nfirst_date = 2025-02-01',
            ),
        ),
        OVERLAYS,
        "parameter_looser",
    ),
    Fault(
        "two thirds are taken where the Measures ask for more than two thirds",
        (
            Change(
                "src/kehou/rulebook/hunan_2024/art07_petition.py",
                "signed * ratio.denominator >= base",
                old="signed * ratio.denominator > base",
            ),
        ),
        EXAMPLES,
        "enough_signatures",
    ),
    Fault(
        "a rule has no failing example",
        (
            Change(
                "src/kehou/rulebook/hunan_2024/art04_rest.py",
                '@cites("A4.9")\ndef never(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:\n'
                '    """Faulty."""\n    yield from ()\n',
            ),
        ),
        BOTH_ANSWERS,
        "art04_rest.never",
    ),
    Fault(
        "a capability gives out its rows",
        (
            Change(
                "src/kehou/plans/public.py",
                '__all__ += ["newest"]\n\n\ndef newest() -> PlanVersion:\n    return PlanVersion()\n',
            ),
        ),
        DOORS,
        "kehou.plans.public.newest",
    ),
    Fault(
        "a rule's test cites a statement that the Measures do not have",
        (Change("tests/unit/kernel/test_fen.py", 'pytest.mark.clause("A9.99")'),),
        CITATIONS,
        "A9.99",
    ),
    Fault(
        "a moment is named like a day",
        (Change(PEOPLE, row("Dated", "signed_date = models.DateTimeField()")),),
        DAY_NAMES,
        "Dated.signed_date",
    ),
    Fault(
        "a service reads the clock itself",
        (
            Change(
                "src/kehou/registry/early.py",
                "from datetime import datetime\n\n\ndef late():\n    return datetime.now()\n",
            ),
        ),
        CLOCK,
        "datetime.now",
    ),
    Fault(
        "a table of children has no row security",
        (Change("src/kehou/registry/migrations/0002_guards.py", "", old='row_security("registry_pupil"),'),),
        TABLES,
        "registry_pupil",
    ),
    Fault(
        "a page shows why a child has priority",
        (Change("src/kehou/plans/templates/plans/faulty.html", "{% if pupil.left_behind %}是{% endif %}"),),
        GROUPS,
        "left_behind",
    ),
    Fault(
        "an English word stands on a Chinese page",
        (Change("src/kehou/platform/ui/templates/kehou/faulty.html", "<p>请点击submit。</p>"),),
        WORDS,
        "submit",
    ),
    Fault(
        "a text names a package registry",
        (Change("docs/install.md", "https://" + "pypi" + ".org/project/kehou"),),
        ADDRESSES,
        "docs/install.md",
    ),
)


def clean_checks(faults: Sequence[Fault]) -> tuple[Check, ...]:
    """Every check of some faults, to be run without a fault; all single tests in one run."""
    checks = dict.fromkeys(fault.check for fault in faults)
    names = [check[-1] for check in checks if check[: len(PYTEST)] == PYTEST]
    others = [check for check in checks if check[: len(PYTEST)] != PYTEST]
    return (*others, (*PYTEST, *names)) if names else tuple(others)
