"""The live model graph, as the house tests read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from django.apps import apps
from django.db import models

Field: TypeAlias = "models.Field[Any, Any]"


def capability(model: type[models.Model]) -> str:
    """The folder of the house in which a model lives; empty for Django's own."""
    package, _, rest = model.__module__.partition(".")
    return rest.split(".")[0] if package == "kehou" else ""


def our_models() -> list[type[models.Model]]:
    """Every model of the house."""
    return [model for model in apps.get_models(include_auto_created=True) if capability(model)]


def our_columns() -> Iterator[tuple[str, Field]]:
    """Every column of the house with its full name."""
    for model in our_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.Field):
                yield f"{model._meta.label}.{field.name}", field


def links() -> Iterator[tuple[str, Any, str, str]]:
    """Every link between rows: its name, the field, the folders it leads from and to."""
    for name, field in our_columns():
        if field.remote_field and isinstance(field.related_model, type):
            yield name, field, capability(field.model), capability(field.related_model)
