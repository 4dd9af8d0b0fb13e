"""What all tests share. Database tests run as the application's role, under row security."""

import pytest

pytest_plugins = ["database"]


@pytest.fixture
def cited(request: pytest.FixtureRequest) -> frozenset[str]:
    """The statements that the test, or this case of it, cites by its mark."""
    return frozenset(clause for mark in request.node.iter_markers("clause") for clause in mark.args)
