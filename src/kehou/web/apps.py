"""Django's name card for the composition."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Desks, sign-in and the public site."""

    name = "kehou.web"
    label = "web"

    def ready(self) -> None:
        """Let every page say the verdicts of the rulebook."""
        from kehou.platform.ui.books import add_statements, add_wording
        from kehou.rulebook.packs import HUNAN

        edition = HUNAN.editions[-1]
        add_wording(edition.wording)
        add_statements({statement.id: statement.text for statement in edition.register})
