"""Faults of direction: who imports whom, and through which door."""

from __future__ import annotations

from faults.checks import BY_TEXT, CONTRACTS, DOORS, FOREIGN, LATER_ROWS, WAY_BACK
from faults.copied_tree import Change
from faults.fault import Fault, row

PEOPLE = "src/kehou/registry/models/people.py"

DIRECTIONS = (
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
        "a capability gives out its rows",
        (
            Change(
                "src/kehou/plans/public.py",
                'from kehou.plans.models import PlanVersion\n\n__all__ += ["newest"]\n\n\n'
                "def newest() -> PlanVersion:\n    return PlanVersion()\n",
            ),
        ),
        DOORS,
        "kehou.plans.public.newest",
    ),
)
