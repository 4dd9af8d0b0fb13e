"""What last term's draw lets a family expect: a forecast, never a promise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from uuid import UUID

from django.db.models import QuerySet

from kehou.allocation import Code, TierMode
from kehou.allocation.hashing import MODULUS
from kehou.enrolment.facts import Offering
from kehou.enrolment.models import ChoiceWindow, Outcome, Run
from kehou.enrolment.offering import offering_at
from kehou.platform.database.questions import Asked, Rows, question

TENTHS = 10
CERTAIN = MODULUS
NOT_OPENED = -1
RUNS_KEPT = 64


def asked_draw(school_id: UUID, *, now: datetime) -> Asked[Rows]:
    """The draw that ``forecasts`` look back at, to be asked together with other things."""
    return _drawn(school_id=school_id, now=now)


def forecasts(drawn: Rows, offering: Offering) -> dict[str, str]:
    """By option the chance of last term in words; empty where no draw by equal lot went before.

    A course is known by its key, else by its title. A few queries, whatever the number of courses.
    """
    if not drawn:
        return {}
    (run,) = drawn
    before = offering_at(run.closing.window.version_id)
    return expected(offering, before, _admitted(run.id))


@question
def _drawn(school_id: UUID, now: datetime) -> QuerySet[Run]:
    """The last draw by equal lot, but for that of the choice at hand, whose own draw is no forecast."""
    opened = ChoiceWindow.objects.filter(school_id=school_id, opened_at__lte=now).order_by("-opened_at")
    rows = Run.objects.filter(
        school_id=school_id,
        drawn_at__lt=now,
        closing__content__policy__tier_mode=TierMode.SERVICE_PLACE.value,
    )
    return (
        rows.exclude(closing__window_id__in=opened.values("id")[:1])
        .select_related("closing__window")
        .defer("closing__content", "closing__codes", "verdicts")
        .order_by("-drawn_at")[:1]
    )


def last_admitted(run: Run) -> dict[str, int]:
    """The last number that each course admitted when it was drawn; NOT_OPENED for one that did not open.

    A course that everybody got who asked for it first is not named.
    """
    return dict(_admitted(run.id))


@lru_cache(maxsize=RUNS_KEPT)
def _admitted(run: UUID) -> Mapping[str, int]:
    """``last_admitted`` of a draw, which never changes. Whether the draw is in sight is asked before this."""
    rows = Outcome.objects.filter(run_id=run, turn=0, code__in=[Code.FULL.value, Code.CANCELLED.value])
    found: dict[str, int] = {}
    for key, code, cutoff in rows.values_list("option_key", "code", "found__cutoff").distinct():
        found[key] = NOT_OPENED if code == Code.CANCELLED.value else int(cutoff or 0)
    return MappingProxyType(found)


def expected(offering: Offering, before: Offering, admitted: Mapping[str, int]) -> dict[str, str]:
    """The chance of each course in words, by what the same course admitted before."""
    by_title: dict[str, int] = {}
    for option in before.options:
        last = CERTAIN if option.fallback else admitted.get(option.key, CERTAIN)
        by_title[option.title] = min(by_title.get(option.title, CERTAIN), last)
    known = {option.key: admitted.get(option.key, CERTAIN) for option in before.options}
    titles = {option.key: option.title for option in before.options}
    found = {}
    for option in offering.options:
        same = titles.get(option.key) == option.title
        chance = known[option.key] if same else by_title.get(option.title)
        if chance is not None and not option.fallback:
            found[option.key] = in_words(chance)
    return found


def in_words(last: int) -> str:
    """A cut-off as a chance: numbers are spread evenly, so that it is the share that got in."""
    if last == NOT_OPENED:
        return "上学期没有开班"
    if last >= CERTAIN:
        return "上学期志愿它的都排上了"
    tenths = last * TENTHS // MODULUS
    return (
        f"上学期排第一志愿的，10个里约{tenths}个排上" if tenths else "上学期排第一志愿的，10个里不到1个排上"
    )
