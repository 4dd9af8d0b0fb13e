"""What a process of the server does once, before it takes requests."""

from __future__ import annotations

import gc

FIRST_GENERATION = 20_000


def settle() -> None:
    """Keep the collector of cycles away from what was loaded to stay, and from a page's passing rows.

    The code, the rulebook and the URLs are some hundred thousand objects that never go. Without this they are
    walked again and again in the midst of pages that read many rows.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(FIRST_GENERATION, *gc.get_threshold()[1:])
