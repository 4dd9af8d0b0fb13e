"""All rows of authorities, gathered where Django looks for them."""

from kehou.authority.models.departures import DepartureGrant
from kehou.authority.models.policies import CountyPolicy, ParameterSetting, WaiverRule
from kehou.authority.models.records import CountyRecord
from kehou.authority.models.resources import Resource, ResourceReview
from kehou.authority.models.tariffs import Tariff, TariffConsent, TariffLine

__all__ = [
    "CountyPolicy",
    "CountyRecord",
    "DepartureGrant",
    "ParameterSetting",
    "Resource",
    "ResourceReview",
    "Tariff",
    "TariffConsent",
    "TariffLine",
    "WaiverRule",
]
