"""A bug shows a number, and the log knows the same number."""

from __future__ import annotations

import re

import pytest
from django.test import RequestFactory

from kehou.platform.ui.errors import server_error


def test_page_and_log_share_the_incident_number(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise RuntimeError("a secret detail")
    except RuntimeError:
        response = server_error(RequestFactory().get("/plans/"))
    page = response.content.decode()
    number = re.search(r"\b[0-9A-F]{8}\b", page)
    assert response.status_code == 500
    assert number is not None
    assert number[0] in caplog.text
    assert "a secret detail" in caplog.text
    assert "a secret detail" not in page
