"""What the frame of a page weighs on the way to an old phone."""

from __future__ import annotations

from collections.abc import Iterable

from django.test import Client


def weight(address: str) -> int:
    """Bytes on the wire of one static file, as a browser asks for it."""
    response = Client().get(address, headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 200
    assert response.headers["Content-Encoding"] == "gzip"
    body = response.streaming_content
    assert isinstance(body, Iterable)
    return len(b"".join(body))


def test_styles_travel_compressed() -> None:
    assert 1_000 < weight("/static/kehou/kehou.css") < 20_000


def test_the_one_large_script_travels_compressed() -> None:
    assert 1_000 < weight("/static/django_htmx/htmx-2.min.js") < 25_000
