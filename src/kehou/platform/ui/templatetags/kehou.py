"""``{% load kehou %}``: every component and filter of the design language."""

from kehou.platform.ui.tags import basics, data, filters, forms, navigation, paths, procedure
from kehou.platform.ui.tags.registry import register

__all__ = ["basics", "data", "filters", "forms", "navigation", "paths", "procedure", "register"]
