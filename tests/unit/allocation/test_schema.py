"""The published schema says what the reader takes and the record holds."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from kehou.allocation import Policy, Pupil, Section, record
from kehou.allocation.schema import schema
from property.allocation.instances import school

KINDS = {"section": Section, "pupil": Pupil, "policy": Policy}


def test_every_field_of_the_input_is_described() -> None:
    described: Any = schema()["$defs"]
    for name, kind in KINDS.items():
        assert set(described[name]["properties"]) == {field.name for field in fields(kind)}


def test_every_part_of_a_record_is_described() -> None:
    whole: Any = schema()
    told = json.loads(record(school(5).draw()))
    assert set(whole["properties"]) == set(told)
    assert set(whole["$defs"]["result"]["properties"]) == set(told["result"])
    assert len(whole["$defs"]["seat"]["prefixItems"]) == len(told["result"]["seats"][0])
    assert len(whole["$defs"]["reason"]["prefixItems"]) == len(told["result"]["reasons"][0])


def test_what_has_no_default_is_required() -> None:
    described: Any = schema()["$defs"]
    assert described["pupil"]["required"] == ["id", "family", "grade"]
    assert described["section"]["required"] == ["id", "slots"]
