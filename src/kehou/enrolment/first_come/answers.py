"""What a family is told for each answer; the same words on the page and in JSON.

While earlier turns may still ask in time, a place or a line is told with the time from which it stands.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import lru_cache
from http import HTTPStatus

from django.template.loader import render_to_string

from kehou.allocation import Section
from kehou.allocation.arrivals import Answer
from kehou.enrolment.first_come.speaking import JSON, PAGE, Reply, Spoken, spoken
from kehou.kernel.moments import SHANGHAI

ONE_MINUTE = timedelta(minutes=1)
SAID = {
    Answer.PLACED: "选上了。",
    Answer.YOURS: "这门课已经是孩子的，不用再选。",
    Answer.OTHER: "孩子在这个时段已经有课程。要换，请按“换成”。",
    Answer.FULL: "名额满了，孩子排在候补第{place}位。可以再选同一时段别的课程，候补不变。",
    Answer.KEPT: "这门课名额满了，没有换，孩子原来的课程还在。",
    Answer.UNSETTLED: "号在前的家庭还在选，名额还没定，现在不能换。",
    Answer.NOT_YOURS: "这门课不面向孩子的年级，或不在您签协议的日子。",
    Answer.NOT_OPEN: "还没有开放。",
    Answer.NOT_CALLED: "还没有叫到您家的号。",
    Answer.OVER: "选课已经截止。",
    Answer.PAID_LIMIT: "校外机构的课程，孩子已经选满。",
    Answer.X_LIMIT: "选它，孩子的素质拓展时间就不够了。",
    Answer.FAMILY_LIMIT: "一个家庭能选的限额课程已经选满。不限名额的课堂还可以选。",
}


SAID_UNTIL = {
    Answer.PLACED: "选上了，{until}定：这以前号在前的家庭来选，名额先归它。",
    Answer.YOURS: "这门课现在是孩子的，{until}定：这以前号在前的家庭来选，名额先归它。",
    Answer.FULL: "名额满了，孩子进了候补，按号排，{until}定。可以再选同一时段别的课程，候补不变。",
}


def stands_at(section: Section | None, now: datetime, calm: datetime | None) -> str:
    """The time from which a place in a course stands; empty where seats have no limit."""
    return unsettled_until(now, calm) if section is not None and section.capacity is not None else ""


def unsettled_until(now: datetime, calm: datetime | None) -> str:
    """The time from which places stand, in whole minutes; empty once they do."""
    if calm is None or now >= calm:
        return ""
    whole = calm.replace(second=0, microsecond=0)
    return f"{(whole if whole == calm else whole + ONE_MINUTE).astimezone(SHANGHAI):%H:%M}"


def said(answer: Answer, place: int = 0, until: str = "") -> str:
    """One answer in a sentence."""
    words = SAID_UNTIL if until and answer in SAID_UNTIL else SAID
    return words[answer].format(place=place, until=until)


@lru_cache(maxsize=4_096)
def told(answer: Answer, place: int, until: str = "") -> bytes:
    """One answer as it is sent to a program; ``until`` is the time from which it stands."""
    found = {"answer": answer.value, "place": place, "said": said(answer, place, until)}
    if until and answer in SAID_UNTIL:
        found["until"] = until
    return json.dumps(found, ensure_ascii=False).encode()


@lru_cache(maxsize=4_096)
def spoken_answer(answer: Answer, place: int, until: str = "") -> Spoken:
    """One answer as the door sends it to a program."""
    return spoken(Reply(200, told(answer, place, until)))


_UNREAD = {
    HTTPStatus.REQUEST_TIMEOUT: ("too_slow", "网络太慢，没有收到完整的请求，没有生效。请换个网络再试一次。"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        "too_long",
        "发来的内容太多，没有收下，没有生效。请回到页面重选。",
    ),
}


@lru_cache
def spoken_unread(status: HTTPStatus, *, as_json: bool) -> Spoken:
    """What is answered, to a program or a browser, where a body was not read; then the connection ends."""
    answer, words = _UNREAD[status]
    if as_json:
        body, kind = json.dumps({"answer": answer, "said": words}, ensure_ascii=False), JSON
    else:
        body, kind = render_to_string(f"enrolment/door/{status.value}.html"), PAGE
    return spoken(Reply(status.value, body.encode(), kind, more=((b"connection", b"close"),)))
