"""What the tests of the door share: a choice in order of arrival whose turns are called."""

from __future__ import annotations

import pytest

from factories.doors import Called
from factories.rushing import LATER, OPENS, a_called_rush
from kehou.platform.clock.business import set_business_now


@pytest.fixture
def rush(committing: None) -> Called:
    """Eight families came, and the turn of each is called."""
    rushing, children = a_called_rush(8, now=OPENS)
    set_business_now(LATER)
    return rushing.world, rushing.window, children
