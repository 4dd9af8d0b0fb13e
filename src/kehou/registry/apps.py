"""Django's name card for the registry."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Who and where: schools, classes, people, terms."""

    name = "kehou.registry"
    label = "registry"
