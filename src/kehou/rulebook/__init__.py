"""The Measures as data and functions: statements, rules, dated parameters in layers, and their trace.

Pure: no Django, no clock, no input or output but the packaged data files. ``NAMES`` are the library
(docs/rulebook.md), which is loaded when one of them is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kehou.rulebook.library import HUNAN as HUNAN
    from kehou.rulebook.library import Checked as Checked
    from kehou.rulebook.library import Edition as Edition
    from kehou.rulebook.library import Effect as Effect
    from kehou.rulebook.library import Explanation as Explanation
    from kehou.rulebook.library import Layer as Layer
    from kehou.rulebook.library import Modality as Modality
    from kehou.rulebook.library import NotInForce as NotInForce
    from kehou.rulebook.library import Pack as Pack
    from kehou.rulebook.library import Parameters as Parameters
    from kehou.rulebook.library import Setting as Setting
    from kehou.rulebook.library import UnableToFold as UnableToFold
    from kehou.rulebook.library import Unreadable as Unreadable
    from kehou.rulebook.library import Verdict as Verdict
    from kehou.rulebook.library import check as check
    from kehou.rulebook.library import json_schema as json_schema
    from kehou.rulebook.library import kinds as kinds
    from kehou.rulebook.library import layer as layer
    from kehou.rulebook.library import read_document as read_document

NAMES = frozenset(
    {
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
    }
)


def __getattr__(name: str) -> Any:
    if name not in NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import kehou.rulebook.library

    return getattr(kehou.rulebook.library, name)
