"""What one family is told."""

from __future__ import annotations

import pytest

from kehou.allocation import PRIORITY, Code, Key, Policy, Reason, Section, TierMode, explain, withdraw
from kehou.allocation import Withdrawal as Leaving
from kehou.allocation.telling import told
from kehou.allocation.wording import sentence, shown
from unit.allocation.hand import asking, drawn

ROOM = Section("homework", ("mon",), is_x=False, fallback=True)


def of_kind(code: Code, **facts: object) -> str:
    """The sentence for a reason."""
    return sentence(Reason("p", "mon", 1, "robots", code, facts), {"swims": "会游泳", "b": "舞蹈"}.get)  # type: ignore[arg-type]


def test_every_reason_has_its_sentence() -> None:
    assert of_kind(Code.ASSIGNED) == "已录取"
    assert of_kind(Code.GOT_BETTER) == "已录取到排在前面的志愿"
    assert of_kind(Code.CANCELLED, found=3, required=8) == "选这门课的只有3人，不足8人，没有开班"
    assert of_kind(Code.PAID_LIMIT, limit=2) == "每名学生最多选2门引进的收费课程，已经选满"
    assert of_kind(Code.X_LIMIT, limit=2) == "素质拓展要占规定的比例，其他课程一周最多2个时段，已经选满"
    assert of_kind(Code.BUNDLE_CLASH, other="b") == "要占用的时段已安排了舞蹈"
    assert of_kind(Code.INELIGIBLE, lacking=["grade", "swims"]) == (
        "这门课程不面向孩子所在的年级；还不具备这门课程要求的条件：会游泳"
    )


def test_a_full_course_shows_both_numbers_so_that_they_can_be_compared() -> None:
    own, last = Key(0, 0, 2**63, 1, "p"), Key(0, 0, 2**62, 1, "q")
    assert shown(2**63) == "50000000"
    assert of_kind(Code.FULL, own=own, cutoff=last, place=3) == (
        "名额已满，最后录取的派位号是25000000，您的孩子是50000000，候补第3位"
    )
    by_trial = of_kind(Code.FULL, own=own._replace(course_class=1), cutoff=last, place=None)
    assert by_trial == "名额已满，选拔结果在前的学生先录取"
    late = of_kind(Code.FULL, own=last, cutoff=own, place=1)
    assert late == "名额已满，空出名额前已由别人就读，候补第1位"


@pytest.mark.clause("A3.4")
def test_no_word_tells_who_comes_first() -> None:
    own, last = Key(1, 0, 5, 1, "p"), Key(0, 0, 9, 1, "q")
    assert of_kind(Code.FULL, own=own, cutoff=last, place=None) == "名额已满"
    pupils = asking(3, "robots", tier=PRIORITY) + asking(6, "robots")[3:]
    result = drawn([Section("robots", ("mon",), 2), ROOM], pupils, Policy(tier_mode=TierMode.ABSOLUTE_TIERS))
    lines = [line for pupil in pupils for line in told(explain(result, pupil.id))]
    assert not any(word in line for line in lines for word in ("优先", "保障", "困难", "留守"))


def test_each_slot_is_told_with_its_seat_and_every_wish() -> None:
    result = drawn([Section("robots", ("mon",), 1), ROOM], asking(2, "robots", attends=frozenset({"mon"})))
    (loser,) = result.waitlists["robots"]
    lines = list(told(explain(result, loser)))
    assert lines[0] == "mon：homework（保底位置）"
    assert lines[1].startswith("  第1志愿 robots：名额已满")
    with pytest.raises(KeyError):
        explain(result, "stranger")


def test_after_a_withdrawal_the_next_in_line_reads_that_it_has_the_seat() -> None:
    result = drawn([Section("robots", ("mon",), 1)], asking(2, "robots"))
    (winner,), (loser,) = ({seat.pupil for seat in result.seats}, result.waitlists["robots"])
    after = withdraw(result, [Leaving(winner, "mon")])
    assert list(told(explain(after, loser))) == ["mon：robots（按志愿）", "  第1志愿 robots：已录取"]
    assert after.digest != result.digest
