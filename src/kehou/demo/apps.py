"""Django's name card for the demo."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The fictional county."""

    name = "kehou.demo"
    label = "demo"
