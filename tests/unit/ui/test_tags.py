"""The components draw what they promise."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from kehou.kernel.fen import Fen
from kehou.kernel.verdict import refusal
from kehou.platform.ui.pieces import Answer, Wish
from kehou.platform.ui.stages import Stage, stage_line


def draw(source: str, **context: object) -> str:
    """A template's text with the design language loaded."""
    return Template("{% load kehou %}" + source).render(Context(context))


def test_an_icon_is_silent_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in draw('{% icon "check" %}')
    spoken = draw('{% icon "check" "完成<" %}')
    assert 'role="img"' in spoken
    assert "完成&lt;" in spoken
    assert "aria-hidden" not in spoken


def test_filters_show_nothing_for_nothing() -> None:
    assert draw("{{ none|yuan }}{{ none|day }}{{ none|grade }}", none=None) == ""
    assert draw("{{ paid|yuan }}", paid=Fen(0)) == "0.00元"


def test_a_status_has_colour_icon_and_word() -> None:
    shown = draw('{% status "stop" "已超期" %}')
    assert 'data-tone="stop"' in shown
    assert "<svg" in shown
    assert "已超期" in shown


@pytest.mark.clause("A7.12")
def test_a_clause_chip_opens_its_statement() -> None:
    shown = draw('{% clause "A7.12" %}')
    assert 'href="/rulebook/A7.12/"' in shown
    assert "《实施办法》（七）" in shown
    assert 'title="' in shown


@pytest.mark.parametrize(
    ("rest", "tone"), [(5, "plain"), (2, "attention"), (0, "attention"), (-1, "stop"), (None, "plain")]
)
def test_a_deadline_warns_from_two_working_days_on(rest: int | None, tone: str) -> None:
    shown = draw("{% due last rest %}", last=date(2026, 9, 14), rest=rest)
    assert f'data-tone="{tone}"' in shown


class PriceForm(forms.Form):
    """A form with a number and a choice."""

    price = forms.DecimalField(label="价格", help_text="以元为单位。")
    joining = forms.ChoiceField(
        label="是否参加", choices=[("y", "参加"), ("n", "不参加")], widget=forms.RadioSelect
    )


def test_a_field_ties_label_hint_and_error_to_its_control() -> None:
    shown = draw("{% field form.price %}", form=PriceForm({"price": "很便宜"}))
    assert '<label for="id_price">' in shown
    assert 'aria-describedby="id_price-hint id_price-error"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'id="id_price-error"' in shown


def test_a_wrong_number_is_given_back_as_it_was_typed() -> None:
    shown = draw("{% field form.price %}", form=PriceForm({"price": "很便宜"}))
    assert 'type="text"' in shown
    assert 'value="很便宜"' in shown
    assert 'inputmode="decimal"' in shown


def test_the_error_summary_links_to_each_field() -> None:
    shown = draw("{% error_summary form %}", form=PriceForm({}))
    assert "还有2处需要修改" in shown
    assert 'href="#id_price"' in shown
    choices = draw("{% field form.joining %}", form=PriceForm({}))
    target = shown.split('href="#')[2].split('"')[0]
    assert f'id="{target}"' in choices


def test_no_summary_without_mistakes() -> None:
    assert draw("{% error_summary form %}", form=PriceForm()).strip() == ""


def test_answers_can_be_changed() -> None:
    shown = draw("{% answers rows %}", rows=[Answer("孩子", "小雨", "/change/"), Answer("费用", "1.00元")])
    assert shown.count('href="/change/"') == 1


def test_the_five_step_line_says_where_it_stands() -> None:
    shown = draw("{% stages line %}", line=stage_line(now=Stage.APPROVE, notes={Stage.APPROVE: "待审"}))
    assert shown.count('data-state="done"') == 2
    assert shown.count('aria-current="step"') == 1
    assert shown.count('data-state="todo"') == 2
    assert shown.index("批复") < shown.index("待审") < shown.index("公示")


@pytest.mark.clause("A7.12")
def test_a_refusal_without_words_still_reaches_the_person() -> None:
    shown = draw("{% refusal found|said %}", found=[refusal("A7.12", "reason-that-no-book-has")])
    assert "不符合《实施办法》（七）的要求。" in shown


def test_ranking_works_by_selects_and_buttons() -> None:
    shown = draw("{% ranking wishes %}", wishes=[Wish("a", "篮球"), Wish("b", "合唱")])
    assert shown.count("<select") == 2
    assert 'name="wish-move" value="up:b"' in shown
    assert shown.count(" selected") == 2


def test_sorting_keeps_the_rest_of_the_address_and_turns_round() -> None:
    request = RequestFactory().get("/", {"state": "open", "sort": "name", "page": "3"})
    shown = draw('{% sort_head "name" "学校" %}', request=request)
    assert 'aria-sort="ascending"' in shown
    assert "state=open" in shown
    assert "sort=-name" in shown
    assert "page=" not in shown


def test_pagination_says_how_much_there_is() -> None:
    request = RequestFactory().get("/", {"sort": "name"})
    shown = draw("{% pagination page %}", page=Paginator(range(1203), 50).page(3), request=request)
    assert "共1,203条，第3页，共25页" in shown
    assert "sort=name&amp;page=4" in shown


def test_a_qr_carries_no_inline_style() -> None:
    shown = draw('{% qr "https://example.org/p/1" code="7K2M" %}')
    assert "<svg" in shown
    assert "style=" not in shown
    assert "7K2M" in shown
