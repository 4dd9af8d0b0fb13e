"""Whether a county has laid down what approvals and bills below it stand on (A3.1, A3.5, A9.40, A11.14)."""

from __future__ import annotations

from datetime import date

from kehou.authority.public.judging import judge_at
from kehou.authority.public.policies import county_policy, waiver_rule
from kehou.kernel.places import Place
from kehou.kernel.verdict import Verdict
from kehou.rulebook.facts.authority import CountyPolicyFacts, WaiverGate

NO_POLICY = CountyPolicyFacts(None, responsible_officer_named=False)


def judge_county(place: Place, *, on: date, plan_charges: bool) -> tuple[Verdict, ...]:
    """Every verdict on what a place's county has laid down by a day, for a plan that charges or not."""
    policy = county_policy(place.code, on=on)
    gate = WaiverGate(waiver_rule(place.code, on=on) is not None, plan_charges=plan_charges)
    return (
        *judge_at(place, policy.facts if policy else NO_POLICY, on=on),
        *judge_at(place, gate, on=on),
    )
