"""From a verdict to words."""

from __future__ import annotations

from datetime import date

import pytest

from kehou.kernel.fen import Fen
from kehou.kernel.verdict import Effect, Modality, Verdict
from kehou.platform.ui.books import add_wording, say
from kehou.platform.ui.pieces import Tone
from kehou.platform.ui.verdicts import UnwordedReason, Wording, by_article, worded

BOOK = {
    "price-above-tariff": Wording(
        unmet="每课时价格高于标准。",
        met="每课时价格没有超过标准。",
        found="{price}",
        required="不高于{limit}，自{since}起",
        who="学校",
        next_step="把价格改为{limit}以内",
    )
}


def verdict(*, met: bool | None = False, effect: Effect = Effect.STOP, clause: str = "A9.5") -> Verdict:
    """A verdict on a price."""
    return Verdict(
        clause,
        "price-above-tariff",
        met=met,
        modality=Modality.MUST_NOT,
        effect=effect,
        facts={"price": Fen(450), "limit": Fen(400), "since": date(2026, 3, 2)},
    )


def test_facts_are_written_as_people_read_them() -> None:
    said = worded(verdict(), BOOK)
    assert said.found == "4.50元"
    assert said.required == "不高于4.00元，自2026年3月2日（周一）起"
    assert said.next_step == "把价格改为4.00元以内"
    assert said.tone is Tone.STOP


@pytest.mark.parametrize(
    ("effect", "tone"),
    [(Effect.STOP, Tone.STOP), (Effect.WARN, Tone.ATTENTION), (Effect.ADVISE, Tone.INFO)],
)
def test_the_effect_decides_the_tone_of_what_is_unmet(effect: Effect, tone: Tone) -> None:
    assert worded(verdict(effect=effect), BOOK).tone is tone
    assert worded(verdict(met=None, effect=effect), BOOK).tone is tone


def test_what_is_met_is_fine_and_asks_nothing() -> None:
    said = worded(verdict(met=True), BOOK)
    assert said.tone is Tone.DONE
    assert said.sentence == "每课时价格没有超过标准。"
    assert (said.who, said.next_step) == ("", "")


def test_a_reason_without_words_is_an_error_in_a_book() -> None:
    with pytest.raises(UnwordedReason):
        worded(verdict(), {})


def test_articles_stand_in_order_with_the_gravest_first() -> None:
    said = [
        worded(verdict(clause="A10.1"), BOOK),
        worded(verdict(clause="A5.11", met=True), BOOK),
        worded(verdict(clause="A5.2"), BOOK),
    ]
    groups = by_article(said)
    assert [group.clause for group in groups] == ["A5.2", "A10.1"]
    assert [one.tone for one in groups[0].verdicts] == [Tone.STOP, Tone.DONE]


def test_a_reason_belongs_to_one_book() -> None:
    add_wording({"test-only-reason": Wording(unmet="缺少{thing}。")})
    add_wording({"test-only-reason": Wording(unmet="缺少{thing}。")})
    with pytest.raises(ValueError, match="worded twice"):
        add_wording({"test-only-reason": Wording(unmet="另一句。")})


def test_a_missing_fact_never_hides_a_refusal() -> None:
    add_wording({"test-only-other": Wording(unmet="缺少{thing}。")})
    bare = Verdict("A9.5", "test-only-other", met=False, modality=Modality.MUST)
    assert say(bare).sentence == "不符合《实施办法》（九）的要求。"
