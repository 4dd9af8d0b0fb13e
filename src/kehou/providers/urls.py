"""Addresses of people, providers, lists and contracts."""

from django.urls import path

from kehou.providers.views import agents, bodies, contracts, own, people, public, requests

urlpatterns = [
    path("clearances/", people.index, name="people"),
    path("clearances/entry/", people.entry, name="person-entry"),
    path("clearances/screening/", people.screening, name="screening"),
    path("clearances/<uuid:file_id>/", people.person, name="person"),
    path("clearances/<uuid:file_id>/checks/", people.checks, name="person-checks"),
    path("clearances/<uuid:file_id>/approval/", people.approval, name="person-approval"),
    path("clearances/<uuid:file_id>/hold/", people.hold, name="person-hold"),
    path("clearances/<uuid:file_id>/hold/<uuid:hold_id>/end/", people.hold_end, name="person-hold-end"),
    path("requests/", requests.index, name="person-requests"),
    path("requests/people/<uuid:request_id>/", requests.person, name="person-request"),
    path("requests/people/<uuid:request_id>/decision/", requests.person_decision, name="person-decision"),
    path("requests/uses/<uuid:request_id>/decision/", requests.use_decision, name="use-decision"),
    path("providers/", bodies.index, name="providers"),
    path("providers/criteria/", bodies.criteria, name="provider-criteria"),
    path("providers/entry/", bodies.entry, name="provider-entry"),
    path("providers/competitions/entry/", bodies.competition, name="competition-entry"),
    path("providers/bids/<uuid:bid_id>/award/", bodies.bid_award, name="bid-award"),
    path("providers/lists/opening/", bodies.list_opening, name="list-opening"),
    path(
        "providers/lists/<uuid:version_id>/confirmation/", bodies.list_confirmation, name="list-confirmation"
    ),
    path("providers/own/", own.desk, name="provider-desk"),
    path("providers/<uuid:provider_id>/", bodies.provider, name="provider"),
    path("providers/<uuid:provider_id>/licence/", bodies.licence, name="provider-licence"),
    path("providers/<uuid:provider_id>/review/", bodies.review, name="provider-review"),
    path("providers/<uuid:provider_id>/standing/", bodies.standing, name="provider-standing"),
    path("providers/<uuid:provider_id>/accounts/", agents.accounts, name="provider-agents"),
    path("providers/<uuid:provider_id>/accounts/contact/", agents.contact, name="provider-contact"),
    path("providers/<uuid:provider_id>/accounts/entry/", agents.entry, name="provider-agent-entry"),
    path(
        "providers/<uuid:provider_id>/accounts/<uuid:agent_id>/password/",
        agents.renewal,
        name="provider-agent-renewal",
    ),
    path(
        "providers/<uuid:provider_id>/accounts/<uuid:agent_id>/ending/",
        agents.ending,
        name="provider-agent-ending",
    ),
    path(
        "providers/<uuid:provider_id>/accounts/<uuid:agent_id>/merging/<uuid:other_id>/",
        agents.merging,
        name="provider-agent-merging",
    ),
    path("contracts/", contracts.index, name="contracts"),
    path("contracts/use/", contracts.use, name="provider-use"),
    path("contracts/entry/", contracts.entry, name="contract-entry"),
    path("contracts/<uuid:contract_id>/", contracts.contract, name="contract"),
    path("contracts/<uuid:contract_id>/staff/", contracts.staff, name="contract-staff"),
    path("contracts/<uuid:contract_id>/approval/", contracts.approval, name="contract-approval"),
    path("contracts/<uuid:contract_id>/ending/", contracts.ending, name="contract-ending"),
    path("provider-lists/<str:county_code>/", public.provider_list, name="provider-list"),
]
