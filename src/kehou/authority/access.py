"""Who may lay down what."""

from kehou.authority.models import TariffConsent
from kehou.kernel.actor import Actor, Role
from kehou.kernel.places import Place
from kehou.platform.access.actions import grants

_BODIES = {
    Role.CITY_PRICE: TariffConsent.Body.PRICE,
    Role.CITY_EDU: TariffConsent.Body.EDUCATION,
    Role.CITY_FINANCE: TariffConsent.Body.FINANCE,
    Role.CITY_GOVERNMENT: TariffConsent.Body.GOVERNMENT,
}

ENTER_TARIFF = grants("tariff.enter", [Role.CITY_PRICE])
CONSENT_TO_TARIFF = grants("tariff.consent", _BODIES)
PUBLISH_TARIFF = grants("tariff.publish", [Role.CITY_GOVERNMENT, Role.CITY_EDU])
SEE_AUTHORITY = grants(
    "authority.see",
    [
        Role.PROVINCE_EDU,
        Role.CITY_PRICE,
        Role.CITY_EDU,
        Role.CITY_FINANCE,
        Role.CITY_GOVERNMENT,
        Role.COUNTY_OFFICER,
        Role.COUNTY_APPROVER,
        Role.COUNTY_FINANCE,
        Role.COUNTY_MARKET,
        Role.SCHOOL_HEAD,
        Role.SCHOOL_PLAN,
    ],
)
SEE_POLICY = grants(
    "policy.see",
    [
        Role.COUNTY_OFFICER,
        Role.COUNTY_APPROVER,
        Role.COUNTY_FINANCE,
        Role.COUNTY_MARKET,
        Role.SCHOOL_HEAD,
        Role.SCHOOL_PLAN,
    ],
)
ISSUE_POLICY = grants("policy.issue", [Role.COUNTY_APPROVER])
SET_PARAMETER = grants("parameter.set", [Role.COUNTY_APPROVER, Role.CITY_PRICE, Role.PROVINCE_EDU])
KEEP_RECORD = grants("county_record.keep", [Role.COUNTY_OFFICER, Role.COUNTY_APPROVER, Role.COUNTY_FINANCE])
KEEP_RESOURCES = grants("resource.keep", [Role.COUNTY_OFFICER, Role.COUNTY_APPROVER])
REVIEW_RESOURCE = grants("resource.review", [Role.COUNTY_APPROVER, Role.COUNTY_OFFICER])
READ_RESOURCES = grants("resource.read", anyone=True)
GRANT_DEPARTURE = grants("departure.grant", [Role.COUNTY_APPROVER])
SEE_DEPARTURES = grants("departure.see", [Role.COUNTY_APPROVER, Role.COUNTY_OFFICER])
READ_DEPARTURES = grants("departure.read", anyone=True)


def body_of(actor: Actor, city: Place) -> TariffConsent.Body:
    """For which body somebody who may consent to a city's tariff does so (A9.6, A9.7)."""
    held = {grant.role for grant in actor.grants if grant.place == city}
    return next(body for role, body in _BODIES.items() if role in held)
