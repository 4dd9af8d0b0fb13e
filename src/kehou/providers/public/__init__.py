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
    LeaderStanding,
    clearances_of,
    cleared_days,
    cleared_on,
    key_of,
    leader_of,
    leaders_of,
    leaders_standing,
    people_of_keys,
)
from kehou.providers.public.scores import PricedContract, keep_score, priced_contracts
from kehou.rulebook.facts.courses import LeaderKind

__all__ = [
    "ClearanceInfo",
    "ContractInfo",
    "LeaderInfo",
    "LeaderKind",
    "LeaderStanding",
    "ListedOffer",
    "PricedContract",
    "ProviderInfo",
    "bodies_named",
    "clearances_of",
    "cleared_days",
    "cleared_on",
    "contract_of",
    "contracts_of",
    "keep_score",
    "key_of",
    "leader_of",
    "leaders_of",
    "leaders_standing",
    "listed_provider",
    "people_of_keys",
    "priced_contracts",
    "providers_at",
]
