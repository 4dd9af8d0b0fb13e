"""The county's desk: its policy and its waiver rule."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kehou.authority.access import ISSUE_POLICY, SEE_POLICY
from kehou.authority.forms.policies import PolicyForm, WaiverForm
from kehou.authority.public import county_policy, edition_at, judge_county, waiver_rule
from kehou.authority.queries import earlier_policies, own_settings
from kehou.authority.services.policies import issue_policy, issue_waiver_rule
from kehou.kernel.actor import Role
from kehou.kernel.places import Place
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.access.holding import holders
from kehou.platform.clock.business import business_now
from kehou.registry.public import division_name, names_of


@endpoint(SEE_POLICY)
def index(request: KehouRequest) -> HttpResponse:
    """What holds in each of the actor's counties."""
    today = business_now().date()
    codes = sorted({place.code for place in request.actor.places(SEE_POLICY.roles)})
    words = edition_at(today).wording
    rows = []
    for code in codes:
        rule = waiver_rule(code, on=today)
        shares = (
            [(words.written(name), words.written(share)) for name, share in rule.ratios.items()]
            if rule
            else []
        )
        place = Place(code)
        found = judge_county(place, on=today, plan_charges=True)
        rows.append(
            {
                "county": division_name(code),
                "policy": county_policy(code, on=today),
                "rule": rule,
                "shares": shares,
                "lacks": [verdict for verdict in found if not verdict.met],
                "own": own_settings(place, on=today),
                "earlier": earlier_policies(code, on=today),
            }
        )
    context = {"rows": rows, "may_issue": ISSUE_POLICY.open_to(request.actor)}
    return render(request, "authority/policies.html", context)


@endpoint(ISSUE_POLICY)
def policy_entry(request: KehouRequest) -> HttpResponse:
    """Issue the policy of a school year."""
    now = business_now()
    (county, *_) = request.actor.places(ISSUE_POLICY.roles)
    people = [
        person
        for role in (Role.COUNTY_OFFICER, Role.COUNTY_APPROVER)
        for person in holders(role, county, on=now.date())
    ]
    names = names_of(people)
    officers = [(person, names.get(person, "")) for person in dict.fromkeys(people)]
    form = PolicyForm(request.POST or None, officers=officers)
    if request.method == "POST" and form.is_valid():
        issue_policy(actor=request.actor, now=now, county_code=county.code, **form.given())
        messages.success(request, "县级政策已经登记，监督渠道已公开。")
        return redirect("policies")
    return render(request, "authority/policy_entry.html", {"form": form})


@endpoint(ISSUE_POLICY)
def waiver_entry(request: KehouRequest) -> HttpResponse:
    """Issue the waiver rule."""
    now = business_now()
    (county, *_) = request.actor.places(ISSUE_POLICY.roles)
    edition = edition_at(now.date())
    codes = edition.definitions["waiver_ratio"].keys
    categories = [(code, edition.wording.written(code)) for code in codes]
    form = WaiverForm(request.POST or None, categories=categories)
    if request.method == "POST" and form.is_valid():
        issue_waiver_rule(actor=request.actor, now=now, county_code=county.code, **form.given())
        messages.success(request, "减免办法已经登记。")
        return redirect("policies")
    return render(request, "authority/waiver_entry.html", {"form": form})
