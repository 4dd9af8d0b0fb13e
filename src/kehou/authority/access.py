"""Who may lay down what."""

from kehou.kernel.actor import Role
from kehou.platform.access.actions import grants

ENTER_TARIFF = grants("tariff.enter", [Role.CITY_PRICE])
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
GRANT_DEPARTURE = grants("departure.grant", [Role.COUNTY_APPROVER])
SEE_DEPARTURES = grants("departure.see", [Role.COUNTY_APPROVER, Role.COUNTY_OFFICER])
READ_DEPARTURES = grants("departure.read", anyone=True)
