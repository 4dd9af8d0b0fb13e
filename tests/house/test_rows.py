"""The rows of the whole house, over the live model graph: direction, money, days and moments."""

from __future__ import annotations

import re

from django.db import connection, models

from house.rows import links, our_columns, our_models
from house.source import layers

MONEY = re.compile(r"(^|_)(amount|price|fee|cost|charge|allowance|subsidy|balance|tariff|refund|yuan)(_|$)")
MARKS = {"oversight.SurveyAnswer.price"}  # how content a family is with it, from 1 to 5
INHERITED_NAMES = {"last_login"}  # Django's own column on every account


def test_there_are_rows_to_judge() -> None:
    assert len(our_models()) > 10


def test_no_row_points_to_a_later_folder() -> None:
    order = {name: place for place, name in enumerate(layers())}
    assert [name for name, _, here, there in links() if there and order[there] > order[here]] == []


def test_a_link_between_folders_leaves_no_way_back() -> None:
    open_backwards = [
        name for name, field, here, there in links() if here != there and not field.remote_field.hidden
    ]
    assert open_backwards == []


def test_no_column_is_a_float_or_a_decimal() -> None:
    assert [
        name for name, field in our_columns() if isinstance(field, models.FloatField | models.DecimalField)
    ] == []


def test_a_number_that_is_money_says_that_it_counts_fen() -> None:
    found = [
        name
        for name, field in our_columns()
        if isinstance(field, models.IntegerField)
        and MONEY.search(field.name)
        and not field.name.endswith("_fen")
        and name not in MARKS
    ]
    assert found == []


def test_money_is_a_whole_number_with_a_check() -> None:
    unguarded = []
    for name, field in our_columns():
        if field.name.endswith("_fen"):
            checks = [c for c in field.model._meta.constraints if isinstance(c, models.CheckConstraint)]
            named = any(field.name in str(check.condition) for check in checks)
            guarded = named or field.db_parameters(connection)["check"] is not None
            if not (isinstance(field, models.IntegerField) and guarded):
                unguarded.append(name)
    assert unguarded == []


def test_moments_and_days_are_named_as_such() -> None:
    found = []
    for name, field in our_columns():
        ending = {models.DateTimeField: "_at", models.DateField: "_date"}.get(type(field))
        if ending and not field.name.endswith(ending) and field.name not in INHERITED_NAMES:
            found.append(name)
    assert found == []


def test_no_key_is_an_identity_number() -> None:
    keys = [field.name for model in our_models() if (field := model._meta.pk) is not None]
    assert [name for name in keys if re.search(r"number|card|roll", name)] == []
