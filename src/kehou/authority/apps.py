"""Django's name card for authorities."""

from django.apps import AppConfig


class AuthorityConfig(AppConfig):
    """Process 1, thin."""

    name = "kehou.authority"
    label = "authority"
