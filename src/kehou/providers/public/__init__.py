"""What later steps may ask about people, providers and contracts."""

from kehou.providers.public.bodies import (
    ContractInfo,
    ListedOffer,
    ProviderInfo,
    bodies_named,
    contract_of,
    contracts_of,
    listed_provider,
    providers_at,
)
from kehou.providers.public.people import (
    ClearanceInfo,
    LeaderInfo,
    clearances_of,
    cleared_days,
    key_of,
    leader_of,
    leaders_cleared,
    leaders_of,
    people_of_keys,
)
from kehou.rulebook.facts.courses import LeaderKind

__all__ = [
    "ClearanceInfo",
    "ContractInfo",
    "LeaderInfo",
    "LeaderKind",
    "ListedOffer",
    "ProviderInfo",
    "bodies_named",
    "clearances_of",
    "cleared_days",
    "contract_of",
    "contracts_of",
    "key_of",
    "leader_of",
    "leaders_cleared",
    "leaders_of",
    "listed_provider",
    "people_of_keys",
    "providers_at",
]
