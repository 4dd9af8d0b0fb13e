"""Files that are judged without a database: their kind, their day and their facts."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kehou.rulebook.engine import Edition
from kehou.rulebook.lines import line_of
from kehou.rulebook.reading import Fault, Unreadable, read


@dataclass(frozen=True, slots=True)
class Document:
    """Facts of one kind, and the day by which the file wants them judged, if it says so."""

    kind: str
    on: date | None
    facts: object


def kinds(edition: Edition) -> dict[str, type]:
    """The kinds of facts that an edition can judge, by name: ``PlanFacts`` is ``plan``."""
    judged = dict.fromkeys(rule.judges for rule in edition.rules)
    return {**{_name(kind): kind for kind in judged}, **edition.files}


def _name(kind: type) -> str:
    words = kind.__name__.removesuffix("Facts")
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in words).lstrip("_")


def parse(text: str, suffix: str) -> Mapping[str, Any]:
    """The tables of a TOML or JSON text. Raises Unreadable with the line of a mistake."""
    try:
        data = tomllib.loads(text) if suffix == ".toml" else json.loads(text)
    except ValueError as error:
        raise Unreadable((Fault("", str(error)),)) from error
    if not isinstance(data, dict):
        raise Unreadable((Fault("", "a table is wanted"),))
    return data


def read_document(text: str, suffix: str, edition: Edition) -> Document:
    """The facts of a TOML or JSON text. Raises Unreadable, each fault with its line."""
    try:
        return document(parse(text, suffix), edition)
    except Unreadable as unreadable:
        placed = (
            fault if fault.line or not fault.path else replace(fault, line=line_of(text, suffix, fault.path))
            for fault in unreadable.faults
        )
        raise Unreadable(tuple(placed)) from None


def document(data: Mapping[str, Any], edition: Edition) -> Document:
    """A file's tables as facts: ``kind``, ``facts``, and ``on`` if it names a day. Raises Unreadable."""
    known = kinds(edition)
    faults = [Fault(name, "no such field") for name in data if name not in ("kind", "on", "facts")]
    if data.get("kind") not in known:
        faults.append(Fault("kind", f"one of {', '.join(sorted(known))} is wanted"))
    if "facts" not in data:
        faults.append(Fault("facts", "is missing"))
    if faults:
        raise Unreadable(tuple(faults))
    on = read(date, data["on"], "on") if "on" in data else None
    return Document(data["kind"], on, read(known[data["kind"]], data["facts"], "facts"))
