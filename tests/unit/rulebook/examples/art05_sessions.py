"""Examples for what is watched while the service runs."""

from __future__ import annotations

from datetime import time
from uuid import UUID

from factories.session_facts import a_session, a_week, an_x_session
from kehou.kernel.ids import PupilId
from kehou.rulebook.facts.courses import Category, CourseKind, Mode
from kehou.rulebook.facts.session import Homework, SessionState
from kehou.rulebook.hunan_2024.art05_sessions import (
    delivered_x_share,
    no_drill_in_log,
    no_new_lesson_in_log,
    no_whole_class_lecture,
    no_written_homework_set,
    pupils_exercise,
    pupils_x_share,
)
from unit.rulebook.example import Example

PUPIL, OTHER = PupilId(UUID(int=1)), PupilId(UUID(int=2))
HOMEWORK, BALL = a_session(), an_x_session()
BOTH, ONLY_HOMEWORK = frozenset({"s1", "x1"}), frozenset({"s1"})
LECTURE = a_session(mode=Mode.LECTURE)

EXAMPLES = (
    Example("homework", no_drill_in_log, HOMEWORK, met=True),
    Example(
        "a mock examination",
        no_drill_in_log,
        a_session(content="模拟考讲评"),
        met=False,
        subject="session/s1",
    ),
    Example("homework", no_new_lesson_in_log, HOMEWORK, met=True),
    Example(
        "a new lesson in words",
        no_new_lesson_in_log,
        a_session(topic="新课：圆的面积"),
        met=False,
        reason="new_lesson_in_log",
    ),
    Example(
        "a lesson that is yet to come",
        no_new_lesson_in_log,
        a_session(topic="圆的面积", coming_lessons=("圆的面积",)),
        met=False,
        reason="lesson_ahead",
    ),
    Example("another topic", no_new_lesson_in_log, a_session(coming_lessons=("圆的面积", "")), met=True),
    Example(
        "a club may share a title with a lesson",
        no_new_lesson_in_log,
        an_x_session(content="圆的面积", coming_lessons=("圆的面积",)),
        met=True,
    ),
    Example("a class at its homework", no_whole_class_lecture, a_session(class_share=(40, 40)), met=True),
    Example(
        "lectured to nineteen of twenty",
        no_whole_class_lecture,
        a_session(mode=Mode.LECTURE, class_share=(19, 20)),
        met=False,
        reason="whole_class_lectured",
    ),
    Example(
        "lectured to eighteen of twenty",
        no_whole_class_lecture,
        a_session(mode=Mode.LECTURE, class_share=(18, 20)),
        met=True,
    ),
    Example("lectured to a group of several classes", no_whole_class_lecture, LECTURE, met=True),
    Example(
        "a whole class sings",
        no_whole_class_lecture,
        an_x_session(mode=Mode.LECTURE, class_share=(40, 40)),
        met=True,
    ),
    Example(
        "catching up in words",
        no_whole_class_lecture,
        a_session(content="集体补课"),
        met=False,
        reason="catch_up_in_log",
    ),
    Example("none set", no_written_homework_set, HOMEWORK, met=True),
    Example(
        "something to do by hand", no_written_homework_set, a_session(homework=Homework.PRACTICAL), met=True
    ),
    Example(
        "written in grade 2",
        no_written_homework_set,
        a_session(homework=Homework.WRITTEN, grades=frozenset({2})),
        met=False,
        reason="written_homework_set_low_grades",
    ),
    Example(
        "written in grade 3",
        no_written_homework_set,
        a_session(homework=Homework.WRITTEN),
        met=False,
        reason="written_homework_set",
    ),
    Example("half held", delivered_x_share, a_week(HOMEWORK, BALL), met=True),
    Example(
        "a minute less",
        delivered_x_share,
        a_week(HOMEWORK, an_x_session(minutes=39)),
        met=False,
        subject="grade/3",
    ),
    Example(
        "the club cancelled",
        delivered_x_share,
        a_week(HOMEWORK, an_x_session(state=SessionState.CANCELLED)),
        met=False,
    ),
    Example(
        "homework of extended care is left out",
        delivered_x_share,
        a_week(HOMEWORK, BALL, a_session("s2", category=Category.EXTENDED_CARE, starts=time(18))),
        met=True,
    ),
    Example(
        "two homework rooms at one time", delivered_x_share, a_week(HOMEWORK, a_session("s2"), BALL), met=True
    ),
    Example(
        "a hybrid session",
        delivered_x_share,
        a_week(a_session(kind=CourseKind.X, subject_minutes=20, x_minutes=20)),
        met=True,
    ),
    Example(
        "all pupils at the club too",
        pupils_x_share,
        a_week(HOMEWORK, BALL, attended={PUPIL: BOTH, OTHER: BOTH}),
        met=True,
    ),
    Example(
        "one pupil at homework only",
        pupils_x_share,
        a_week(HOMEWORK, BALL, attended={PUPIL: BOTH, OTHER: ONLY_HOMEWORK}),
        met=False,
    ),
    Example(
        "all pupils at the club too",
        pupils_exercise,
        a_week(HOMEWORK, BALL, attended={PUPIL: BOTH}),
        met=True,
    ),
    Example(
        "one pupil without exercise",
        pupils_exercise,
        a_week(HOMEWORK, BALL, attended={PUPIL: BOTH, OTHER: ONLY_HOMEWORK}),
        met=False,
    ),
)
