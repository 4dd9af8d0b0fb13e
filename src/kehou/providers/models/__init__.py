"""Rows of people, providers, lists and contracts."""

from kehou.providers.models.agents import Agent
from kehou.providers.models.bodies import Criteria, Offer, Provider, ProviderStep, Review, Score
from kehou.providers.models.contracts import Contract, ContractStaff, UseDecision, UseRequest
from kehou.providers.models.lists import ListEntry, ListVersion
from kehou.providers.models.people import CheckEntry, Hold, PersonDecision, PersonFile, PersonRequest
from kehou.providers.models.prices import Award, Bid, Competition, PriceEvidence

__all__ = [
    "Agent",
    "Award",
    "Bid",
    "CheckEntry",
    "Competition",
    "Contract",
    "ContractStaff",
    "Criteria",
    "Hold",
    "ListEntry",
    "ListVersion",
    "Offer",
    "PersonDecision",
    "PersonFile",
    "PersonRequest",
    "PriceEvidence",
    "Provider",
    "ProviderStep",
    "Review",
    "Score",
    "UseDecision",
    "UseRequest",
]
