"""The payment channel's gateway of the demo, served on loopback to the tests of a module that ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # what a run without these tests need not load
    from factories.wallet import WatchingGateway
    from kehou.demo.gateway.serving import Gateway


@pytest.fixture(scope="module")
def gateway() -> Iterator[Gateway]:
    """The gateway as the demo has it."""
    from kehou.demo.gateway.serving import Gateway, serve_gateway

    made = Gateway()
    with serve_gateway(made):
        yield made


@pytest.fixture(scope="module")
def watching() -> Iterator[WatchingGateway]:
    """One that notes how many of our transactions are open while it is asked."""
    from factories.wallet import WatchingGateway
    from kehou.demo.gateway.serving import serve_gateway

    made = WatchingGateway()
    with serve_gateway(made):
        yield made
