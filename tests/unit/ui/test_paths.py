"""Addresses that lists repeat are put together, and are the ones that Django would give."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, get_script_prefix, reverse, set_script_prefix

from kehou.platform.ui.paths import path_to

ROW = UUID("0198c0de-0000-7000-8000-0000000000ff")


@pytest.mark.parametrize("name", ["gate-child", "session", "roll"])
def test_an_address_with_one_id_is_the_one_of_the_table(name: str) -> None:
    assert path_to(name, ROW) == reverse(name, args=[ROW])


def test_an_address_without_arguments() -> None:
    assert path_to("gate") == reverse("gate")


@pytest.mark.parametrize(("name", "row"), [("gate-child", None), ("gate", ROW), ("nowhere", ROW)])
def test_what_is_not_in_the_table_is_refused(name: str, row: UUID | None) -> None:
    with pytest.raises(NoReverseMatch):
        path_to(name, row)


def test_the_site_may_stand_below_another_address() -> None:
    before = get_script_prefix()
    plain = path_to("gate-child", ROW)
    set_script_prefix("/kehou/")
    try:
        assert path_to("gate-child", ROW) == f"/kehou{plain}"
    finally:
        set_script_prefix(before)


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [
        ('{% url "gate-child" row %}', f"/afternoon/gate/{ROW}/"),
        ('{% url "gate" %}', "/afternoon/gate/"),
        ('{% url "gate" as here %}[{{ here }}]', "[/afternoon/gate/]"),
        ('{% url "nowhere" row as there %}[{{ there }}]', "[]"),
        ('{% url "gate-child" pupil_id=row %}', f"/afternoon/gate/{ROW}/"),
        ('{% url "gate-child" text %}', f"/afternoon/gate/{ROW}/"),
    ],
)
def test_the_tag_of_templates(tag: str, wanted: str) -> None:
    assert Template(tag).render(Context({"row": ROW, "text": str(ROW)})) == wanted


def test_the_tag_fails_as_djangos_does() -> None:
    with pytest.raises(NoReverseMatch):
        Template('{% url "nowhere" row %}').render(Context({"row": ROW}))
