"""Django's name card for the composition."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Desks, sign-in and the public site."""

    name = "kehou.web"
    label = "web"
