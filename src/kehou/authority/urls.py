"""Addresses of what authorities lay down."""

from django.urls import path

from kehou.authority.views import departures

urlpatterns = [
    path("departures/", departures.desk, name="departures"),
    path("departures/<str:county_code>/", departures.listing, name="departures-listing"),
]
