"""Article 11: everyone can report (A11.14)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.rulebook.engine import Parameters, Verdict, cites
from kehou.rulebook.facts.authority import CountyPolicyFacts
from kehou.rulebook.hunan_2024.register import verdict


@cites("A11.14")
def county_takes_reports(policy: CountyPolicyFacts, _: Parameters) -> Iterator[Verdict]:
    """A county has a phone or a mailbox for reports, or no plan of its schools is approved (A11.14)."""
    has_channel = bool(policy.complaint_phone.strip() or policy.complaint_mailbox.strip())
    yield verdict("A11.14", "county_without_complaint_channel", has_channel)
