"""The names that ``from kehou.rulebook import ...`` gives; see docs/rulebook.md."""

from __future__ import annotations

from kehou.kernel.verdict import Effect, Modality, Verdict
from kehou.rulebook.checking import Checked, check, layer
from kehou.rulebook.documents import kinds, read_document
from kehou.rulebook.engine import Edition, Explanation, NotInForce, Pack, Parameters
from kehou.rulebook.engine.layers import Layer, Setting, UnableToFold
from kehou.rulebook.packs import HUNAN
from kehou.rulebook.reading import Unreadable
from kehou.rulebook.schema import json_schema

__all__ = [
    "HUNAN",
    "Checked",
    "Edition",
    "Effect",
    "Explanation",
    "Layer",
    "Modality",
    "NotInForce",
    "Pack",
    "Parameters",
    "Setting",
    "UnableToFold",
    "Unreadable",
    "Verdict",
    "check",
    "json_schema",
    "kinds",
    "layer",
    "read_document",
]
