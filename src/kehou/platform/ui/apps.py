"""The Django app that carries templates, static files and template tags."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The design language; it has no rows."""

    name = "kehou.platform.ui"
    label = "ui"
    verbose_name = "界面"
