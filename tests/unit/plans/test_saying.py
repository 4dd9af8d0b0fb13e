"""What differs between two versions is said in words, never in what the system keeps."""

from __future__ import annotations

from dataclasses import replace

from factories.plan_content import a_content
from factories.plan_facts import a_slot
from kehou.kernel.fen import Fen
from kehou.plans.differences import differences
from kehou.plans.saying import Sayer, said


def test_money_is_said_in_yuan() -> None:
    before = a_content()
    price = before.fees.prices[0]
    source = before.fees.sources[0]
    fees = replace(
        before.fees,
        prices=(replace(price, price=Fen(123_450)), *before.fees.prices[1:]),
        sources=(replace(source, amount=Fen(7_001_280)), *before.fees.sources[1:]),
    )
    after = replace(before, fees=fees)
    changes = Sayer(before, after, {}).say(differences(before, after))
    shown = {change.after for change in changes}
    assert {"1,234.50元", "70,012.80元"} <= shown
    assert not {"123450", "7001280"} & shown


def test_the_grades_of_a_slot_are_said_as_everywhere() -> None:
    assert said(a_slot("one", grades=frozenset({1, 2, 3}))).endswith("一至三年级")
