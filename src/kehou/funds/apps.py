"""Django's name card for funds."""

from django.apps import AppConfig


class FundsConfig(AppConfig):
    """Process 9."""

    name = "kehou.funds"
    label = "funds"

    def ready(self) -> None:
        """Make this capability's words known."""
        from kehou.funds.book.wording import WORDING as BOOK_WORDING
        from kehou.platform.ui.books import add_wording

        add_wording(BOOK_WORDING)
