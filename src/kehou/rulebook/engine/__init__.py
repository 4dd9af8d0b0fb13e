"""What every pack runs on: statements, rules, parameters in layers, editions.

A rule module writes::

    from kehou.rulebook.engine import Parameters, Verdict, cites
    from kehou.rulebook.hunan_2024.register import verdict

    @cites("A5.11")
    def x_share(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
        ...
        yield verdict("A5.11", "x_share_too_small", found >= required, subject="grade/3", found=found)
"""

from kehou.kernel.verdict import Effect, Modality, Verdict
from kehou.rulebook.engine.edition import Edition, NotInForce, Pack
from kehou.rulebook.engine.parameters import (
    ContradictoryParameter,
    ParameterNotSet,
    Parameters,
    UndeterminedParameter,
    UnknownParameter,
)
from kehou.rulebook.engine.register import Register, Statement, UnknownStatement
from kehou.rulebook.engine.rules import Rule, cites, computes
from kehou.rulebook.engine.wording import Explanation, NoWording, Wording

__all__ = [
    "ContradictoryParameter",
    "Edition",
    "Effect",
    "Explanation",
    "Modality",
    "NoWording",
    "NotInForce",
    "Pack",
    "ParameterNotSet",
    "Parameters",
    "Register",
    "Rule",
    "Statement",
    "UndeterminedParameter",
    "UnknownParameter",
    "UnknownStatement",
    "Verdict",
    "Wording",
    "cites",
    "computes",
]
