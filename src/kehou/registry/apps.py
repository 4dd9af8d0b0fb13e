"""Django's name card for the registry."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Who and where: schools, classes, people, terms."""

    name = "kehou.registry"
    label = "registry"

    def ready(self) -> None:
        """Make this capability's words and handlers known."""
        from kehou.platform.ui.books import add_wording
        from kehou.registry import handlers  # noqa: F401  (registers them)
        from kehou.registry.wording import WORDING

        add_wording(WORDING)
