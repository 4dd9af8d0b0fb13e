"""What a family is told for each answer; the same words on the page and in JSON."""

from __future__ import annotations

import json
from functools import lru_cache

from kehou.allocation.arrivals import Answer
from kehou.enrolment.first_come.speaking import Reply, Spoken, spoken

SAID = {
    Answer.PLACED: "选上了。",
    Answer.YOURS: "这门课已经是孩子的，不用再选。",
    Answer.OTHER: "孩子在这个时段已经有课程。要换，请按“换成”。",
    Answer.FULL: "名额满了，孩子排在候补第{place}位。可以再选同一时段别的课程，候补不变。",
    Answer.KEPT: "这门课名额满了，没有换，孩子原来的课程还在。",
    Answer.NOT_YOURS: "这门课不面向孩子的年级，或不在您签协议的日子。",
    Answer.NOT_OPEN: "还没有开放。",
    Answer.NOT_CALLED: "还没有叫到您家的号。",
    Answer.OVER: "选课已经截止。",
    Answer.PAID_LIMIT: "校外机构的课程，孩子已经选满。",
    Answer.X_LIMIT: "选它，孩子的素质拓展时间就不够了。",
    Answer.FAMILY_LIMIT: "一个家庭能选的限额课程已经选满。不限名额的课堂还可以选。",
}


def said(answer: Answer, place: int = 0) -> str:
    """One answer in a sentence."""
    return SAID[answer].format(place=place)


@lru_cache(maxsize=4_096)
def told(answer: Answer, place: int) -> bytes:
    """One answer as it is sent to a program."""
    found = {"answer": answer.value, "place": place, "said": said(answer, place)}
    return json.dumps(found, ensure_ascii=False).encode()


@lru_cache(maxsize=4_096)
def spoken_answer(answer: Answer, place: int) -> Spoken:
    """One answer as the door sends it to a program."""
    return spoken(Reply(200, told(answer, place)))
