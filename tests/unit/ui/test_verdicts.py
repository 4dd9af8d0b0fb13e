"""From a verdict to words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kehou.kernel.fen import Fen
from kehou.kernel.verdict import Effect, Modality, Verdict
from kehou.platform.ui import books
from kehou.platform.ui.pieces import Tone
from kehou.platform.ui.verdicts import MOST_SHOWN, by_article, fine, worded
from kehou.rulebook.engine.wording import NoWording, Sentence, Wording

WORDS = Wording(
    {
        "price-above-tariff": Sentence("{part}每课时价格高于标准", "学校", "把价格改为{required}以内"),
        "price-told": Sentence("每课时{found}，高于{required}", "学校", "改价"),
    }
)


def verdict(
    *,
    met: bool | None = False,
    effect: Effect = Effect.STOP,
    clause: str = "A9.6",
    reason: str = "price-above-tariff",
) -> Verdict:
    """A verdict on a price."""
    return Verdict(
        clause,
        reason,
        met=met,
        modality=Modality.MUST_NOT,
        effect=effect,
        subject="grade/3",
        facts={"found": Fen(450), "required": Fen(400)},
    )


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    """No words and no statements yet."""
    monkeypatch.setattr(books, "_added", [])
    monkeypatch.setattr(books, "_statements", {})


def test_a_refusal_says_found_required_who_and_what_next() -> None:
    said = worded(verdict(), WORDS)
    assert said.sentence == "3年级每课时价格高于标准。"
    assert (said.found, said.required) == ("4.50元", "4.00元")
    assert said.who == "学校"
    assert said.next_step == "把价格改为4.00元以内。"


def test_what_the_sentence_tells_does_not_stand_apart_as_well() -> None:
    said = worded(verdict(reason="price-told"), WORDS)
    assert said.sentence == "每课时4.50元，高于4.00元。"
    assert (said.found, said.required) == ("", "")


@pytest.mark.parametrize(
    ("effect", "tone"),
    [(Effect.STOP, Tone.STOP), (Effect.WARN, Tone.ATTENTION), (Effect.ADVISE, Tone.INFO)],
)
def test_the_effect_decides_the_tone_of_what_is_unmet(effect: Effect, tone: Tone) -> None:
    assert worded(verdict(effect=effect), WORDS).tone is tone
    assert worded(verdict(met=None, effect=effect), WORDS).tone is tone


@pytest.mark.usefixtures("shelf")
def test_what_is_met_says_the_statement_and_asks_nothing() -> None:
    books.add_statements({"A9.6": "收费标准由市州制定"})
    said = books.say(verdict(met=True))
    assert said.tone is Tone.DONE
    assert said.sentence == "3年级：收费标准由市州制定。"
    assert (said.who, said.next_step) == ("", "")


def test_a_reason_without_words_is_an_error() -> None:
    with pytest.raises(NoWording):
        worded(verdict(reason="unheard-of"), WORDS)


def test_articles_stand_in_order_with_the_gravest_first() -> None:
    said = [
        worded(verdict(clause="A10.1"), WORDS),
        fine(verdict(clause="A5.11", met=True), "一半以上"),
        worded(verdict(clause="A5.2"), WORDS),
    ]
    groups = by_article(said)
    assert [group.clause for group in groups] == ["A5.2", "A10.1"]
    assert [one.tone for one in groups[0].verdicts] == [Tone.STOP, Tone.DONE]


def test_what_repeats_itself_folds_after_a_few() -> None:
    many = [worded(replace(verdict(), subject=f"grade/{number}"), WORDS) for number in range(1, 10)]
    (kind,) = by_article(many)[0].alike
    assert (*kind.shown, *kind.more) == tuple(many)
    assert len(kind.shown) == MOST_SHOWN
    (few,) = by_article(many[: MOST_SHOWN + 1])[0].alike
    assert few.more == ()


def test_what_asks_for_different_things_stays_apart() -> None:
    said = [worded(verdict(), WORDS), worded(verdict(effect=Effect.WARN), WORDS)]
    assert [kind.more for kind in by_article(said * 3)[0].alike] == [(), ()]


@pytest.mark.usefixtures("shelf")
def test_a_statement_that_many_parts_keep_is_said_once() -> None:
    books.add_statements({"A9.6": "收费标准由市州制定"})
    kept = [books.say(replace(verdict(met=True), subject=f"grade/{number}")) for number in (3, 4)]
    assert by_article(kept)[0].kept == (("收费标准由市州制定。", 2),)


@pytest.mark.usefixtures("shelf")
def test_a_reason_has_one_sentence() -> None:
    books.add_wording(WORDS)
    books.add_wording(WORDS)
    with pytest.raises(ValueError, match="price-told"):
        books.add_wording(Wording({"price-told": Sentence("另一句", "学校", "改价")}))
    assert books.say(verdict()).sentence == "3年级每课时价格高于标准。"


@pytest.mark.usefixtures("shelf")
def test_missing_words_never_hide_a_refusal(caplog: pytest.LogCaptureFixture) -> None:
    assert books.say(verdict()).sentence == "不符合《实施办法》（九）的要求。"
    assert "price-above-tariff" in caplog.text
