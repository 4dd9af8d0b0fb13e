"""What every example is told, word for word, as it is kept in ``told.json`` beside this file.

    PYTHONPATH=src:tests python -m unit.rulebook.told

renews the file after a change that is meant; the change of the file is then read like one of the rules.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

import django

from kehou.kernel.verdict import Verdict
from kehou.rulebook.engine import Edition
from unit.rulebook.example import Example, parameters

FILE = Path(__file__).with_name("told.json")
SHOWN = 3  # of the verdicts that are not met; the mark covers all


def told(example: Example) -> list[str]:
    """The first verdicts that are not met, in words, and a mark of every verdict with all it holds."""
    known = parameters(example.on, example.edition, tier=example.tier, **example.set)
    given = tuple(example.rule(example.facts, known))
    unmet = [_line(verdict, example.edition) for verdict in given if verdict.met is not True]
    whole = "\n".join(_whole(verdict, example.edition) for verdict in given)
    return [*unmet[:SHOWN], f"{len(given)} {hashlib.sha256(whole.encode()).hexdigest()[:12]}"]


def _line(verdict: Verdict, edition: Edition) -> str:
    words = edition.explain(verdict)
    at = f" {verdict.subject}" if verdict.subject else ""
    return f"{verdict.effect} {verdict.clause}{at} {words.sentence}"


def _whole(verdict: Verdict, edition: Edition) -> str:
    facts = {name: edition.wording.written(value) for name, value in sorted(verdict.facts.items())}
    met, kinds = verdict.met, (verdict.modality, verdict.effect)
    return f"{verdict.clause} {verdict.reason} {met} {kinds} {verdict.subject} {facts}"


def name_of(example: Example) -> str:
    """The statement, the rule and what the example says."""
    return f"{example.keeps} {example}"


def all_told(examples: Iterable[Example]) -> dict[str, list[str]]:
    """What all examples are told, by their names. Undetermined ones end before they are told anything."""
    found = {}
    for example in examples:
        try:
            found[name_of(example)] = told(example)
        except LookupError as missing:
            found[name_of(example)] = [f"undetermined: {missing}"]
    return found


def main() -> None:
    """Write the file anew."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehou.web.settings")
    django.setup()  # some examples take the holidays from the registry
    from unit.rulebook.test_examples import EXAMPLES

    text = json.dumps(dict(sorted(all_told(EXAMPLES).items())), ensure_ascii=False, indent=0)
    FILE.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
