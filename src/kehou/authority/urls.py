"""Addresses of what authorities lay down."""

from django.urls import path

from kehou.authority.views import departures, parameters, policies, records, resources, tariffs

urlpatterns = [
    path("tariffs/", tariffs.index, name="tariffs"),
    path("tariffs/entry/", tariffs.entry, name="tariff-entry"),
    path("tariffs/<uuid:tariff_id>/consent/", tariffs.consent, name="tariff-consent"),
    path("tariffs/<uuid:tariff_id>/publication/", tariffs.publication, name="tariff-publication"),
    path("policies/", policies.index, name="policies"),
    path("policies/entry/", policies.policy_entry, name="policy-entry"),
    path("policies/waiver/", policies.waiver_entry, name="waiver-entry"),
    path("records/", records.index, name="county-records"),
    path("records/entry/", records.entry, name="county-record-entry"),
    path("resources/", resources.desk, name="resources"),
    path("resources/entry/", resources.entry, name="resource-entry"),
    path("resources/<uuid:resource_id>/review/", resources.review, name="resource-review"),
    path("resources/<str:county_code>/", resources.listing, name="resources-listing"),
    path("parameters/", parameters.index, name="parameters"),
    path("parameters/<slug:name>/", parameters.setting, name="parameter"),
    path("parameters/<slug:name>/<slug:key>/", parameters.setting, name="parameter-entry"),
    path("departures/", departures.desk, name="departures"),
    path("departures/<str:county_code>/", departures.listing, name="departures-listing"),
]
