"""What all tests share. Database tests run as the application's role, under row security."""

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["database", "gateways", "sharing"]

# No test depends on how fast the machine is.
settings.register_profile("kehou", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kehou")


@pytest.fixture
def cited(request: pytest.FixtureRequest) -> frozenset[str]:
    """The statements that the test, or this case of it, cites by its mark."""
    return frozenset(clause for mark in request.node.iter_markers("clause") for clause in mark.args)
