"""Addresses of the afternoon."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
