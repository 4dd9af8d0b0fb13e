"""What the site asks of every request: not too heavy, and under a public name only over TLS."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from kehou.kernel.limits import MAX_REQUEST_BYTES

SAFE = (
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SECURE_PROXY_SSL_HEADER",
)


def _heavy() -> dict[str, Any]:
    return {"file": SimpleUploadedFile("roll.xlsx", b"0" * (MAX_REQUEST_BYTES + 1))}


def _told(**environment: str) -> dict[str, Any]:
    """The settings that protect a connection, in a process with another environment."""
    script = (
        "import json; from kehou.web import settings as s;"
        f"print(json.dumps({{name: getattr(s, name) for name in {SAFE!r}}}))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **environment},
        capture_output=True,
        check=True,
        text=True,
    )
    found: dict[str, Any] = json.loads(run.stdout)
    return found


@pytest.mark.django_db
def test_a_request_heavier_than_any_form_is_not_read() -> None:
    answer = Client().post("/sign-in/", _heavy())
    assert answer.status_code == 413
    assert "不能超过20兆" in answer.content.decode()


@pytest.mark.django_db
def test_without_the_guard_it_would_be_read() -> None:
    unguarded = [name for name in settings.MIDDLEWARE if name != "kehou.web.weight.refuse_heavy"]
    with override_settings(MIDDLEWARE=unguarded):
        assert Client().post("/sign-in/", _heavy()).status_code == 200


def test_under_a_public_name_cookies_travel_over_tls_alone() -> None:
    assert all(_told(KEHOU_HOSTS="kehou.example").values())


def test_on_this_machine_alone_the_site_speaks_plainly() -> None:
    assert not any(_told(KEHOU_HOSTS="127.0.0.1,localhost").values())


@pytest.mark.django_db
def test_behind_a_proxy_a_form_is_taken_under_the_sites_own_name_and_refused_under_another() -> None:
    over_tls = {
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
        "ALLOWED_HOSTS": ["kehou.example"],
    }
    with override_settings(**over_tls):
        client = Client(
            enforce_csrf_checks=True, headers={"host": "kehou.example", "x-forwarded-proto": "https"}
        )
        client.get("/sign-in/")
        token = client.cookies["csrftoken"].value
        sent = {"login": "a", "password": "b", "csrfmiddlewaretoken": token}
        own = client.post("/sign-in/", sent, headers={"origin": "https://kehou.example"})
        other = client.post("/sign-in/", sent, headers={"origin": "https://evil.example"})
    assert (own.status_code, other.status_code) == (200, 403)
