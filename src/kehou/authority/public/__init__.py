"""What other capabilities may ask of the authorities."""

from kehou.authority.public.deadlines import due_in
from kehou.authority.public.departures import asked_departures, departures_of
from kehou.authority.public.judging import edition_at, judge_at, local_layers, parameters_for
from kehou.authority.public.lacking import judge_county
from kehou.authority.public.policies import CountyPolicyInfo, WaiverRuleInfo, county_policy, waiver_rule
from kehou.authority.public.resources import ResourceInfo, offered_resources, resources_of
from kehou.authority.public.subsidies import subsidy_of_year
from kehou.authority.public.tariffs import receipt_kind, tariff_in_force

__all__ = [
    "CountyPolicyInfo",
    "ResourceInfo",
    "WaiverRuleInfo",
    "asked_departures",
    "county_policy",
    "departures_of",
    "due_in",
    "edition_at",
    "judge_at",
    "judge_county",
    "local_layers",
    "offered_resources",
    "parameters_for",
    "receipt_kind",
    "resources_of",
    "subsidy_of_year",
    "tariff_in_force",
    "waiver_rule",
]
