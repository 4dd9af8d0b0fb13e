"""Faults of rules, money, words and doors."""

from __future__ import annotations

from faults.checks import (
    ACTIONS,
    ADDRESSES,
    BOTH_ANSWERS,
    CITATIONS,
    CLOCK,
    EXAMPLES,
    GROUPS,
    OVERLAYS,
    PLACES,
    RULES,
    SPLIT,
    TESTS_LISTED,
    TYPES,
    WORDS,
)
from faults.copied_tree import Change
from faults.fault import Fault

LAWS = (
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
        "a rule's test cites a statement that the Measures do not have",
        (Change("tests/unit/kernel/test_fen.py", 'pytest.mark.clause("A9.99")'),),
        CITATIONS,
        "A9.99",
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
    Fault(
        "a statement has lost its rule",
        (Change("src/kehou/rulebook/hunan_2024/art04_rest.py", '@cites("A4.9")', old='@cites("A4.10")'),),
        RULES,
        "A4.10",
    ),
    Fault(
        "the trace names a step that nobody has built",
        (
            Change(
                "src/kehou/rulebook/hunan_2024/clauses.toml",
                "kehou.plans.services.submitting.wave_through",
                old="kehou.plans.services.submitting.submit_plan",
            ),
        ),
        PLACES,
        "wave_through",
    ),
    Fault(
        "the trace lists an example that does not run",
        (
            Change(
                "tests/unit/rulebook/test_art05_hybrid.py",
                '\n\nLOST = (Example("never run", x_share, None, True, clause="A5.11"),)\n',
            ),
        ),
        TESTS_LISTED,
        "never run",
    ),
)
