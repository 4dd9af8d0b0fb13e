"""Django's name card for plans."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Process 3."""

    name = "kehou.plans"
    label = "plans"
