"""Django's name card for funds."""

from django.apps import AppConfig


class FundsConfig(AppConfig):
    """Process 9."""

    name = "kehou.funds"
    label = "funds"

    def ready(self) -> None:
        """Make this capability's words and handlers known."""
        from kehou.funds.allowances.wording import WORDING as PAY_WORDING
        from kehou.funds.book.wording import WORDING as BOOK_WORDING
        from kehou.funds.closing.wording import WORDING as CLOSING_WORDING
        from kehou.funds.receipts.wording import WORDING as MONEY_WORDING
        from kehou.funds.refunds import handlers  # noqa: F401  (registers them)
        from kehou.funds.setting_off import handlers as set_off_handlers  # noqa: F401  (likewise)
        from kehou.platform.ui.books import add_wording

        for words in (BOOK_WORDING, CLOSING_WORDING, MONEY_WORDING, PAY_WORDING):
            add_wording(words)
