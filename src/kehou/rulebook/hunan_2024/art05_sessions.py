"""Article 5, watched while the service runs: words of the log, homework, the week (A5.4 to A5.16)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from kehou.kernel.verdict import Effect, Verdict
from kehou.rulebook.engine import Parameters, cites
from kehou.rulebook.facts.courses import CourseKind, Domain, Mode
from kehou.rulebook.facts.offers import Stretch, covered_minutes
from kehou.rulebook.facts.school import FULL_WEEK_DAYS
from kehou.rulebook.facts.session import Homework, SessionFacts, WeekFacts
from kehou.rulebook.hunan_2024.art05_share import reaches
from kehou.rulebook.hunan_2024.register import verdict
from kehou.rulebook.hunan_2024.words import words_in


def _log_words(session: SessionFacts, clause: str, reason: str, words: Iterable[str]) -> Verdict:
    found = words_in(f"{session.topic}\n{session.content}", words)
    return verdict(clause, reason, not found, subject=_path(session), effect=Effect.WARN, found=found)


def _path(session: SessionFacts) -> str:
    return f"session/{session.key}"


@cites("A5.4")
def no_drill_in_log(session: SessionFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A log that speaks of drilling is warned about; an inspection decides (A5.4)."""
    yield _log_words(session, "A5.4", "drill_in_log", parameters.words("banned_terms", "drill"))


@cites("A5.5")
def no_new_lesson_in_log(session: SessionFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A log that speaks of new lessons, or names one that is yet to come, is warned about (A5.5)."""
    yield _log_words(session, "A5.5", "new_lesson_in_log", parameters.words("banned_terms", "new_lesson"))
    told = f"{session.topic}\n{session.content}"
    ahead = tuple(title for title in session.coming_lessons if title and title in told)
    met = session.kind is not CourseKind.SUBJECT or not ahead
    yield verdict("A5.5", "lesson_ahead", met, subject=_path(session), effect=Effect.WARN, found=ahead)


@cites("A5.6")
def no_whole_class_lecture(session: SessionFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A subject lecture that nearly a whole class sat in is warned about (A5.6)."""
    yield _log_words(session, "A5.6", "catch_up_in_log", parameters.words("banned_terms", "catch_up"))
    present, size = session.class_share or (0, 0)
    share = parameters.ratio("whole_class_share")
    whole = size > 0 and reaches(present, size, share)
    lecture = session.kind is CourseKind.SUBJECT and session.mode is Mode.LECTURE
    facts = {"found": present, "size": size}
    met = not (whole and lecture)
    yield verdict("A5.6", "whole_class_lectured", met, subject=_path(session), effect=Effect.WARN, **facts)


@cites("A5.16")
def no_written_homework_set(session: SessionFacts, parameters: Parameters) -> Iterator[Verdict]:
    """No written homework is set: refused in the lowest grades, warned about above (A5.16)."""
    low = session.grades & parameters.numbers("homework_block_grades")
    effect = Effect.STOP if low else Effect.WARN
    reason = "written_homework_set_low_grades" if low else "written_homework_set"
    met = session.homework is not Homework.WRITTEN
    yield verdict("A5.16", reason, met, subject=_path(session), effect=effect, grades=low or session.grades)


def _week_path(week: WeekFacts) -> str:
    return f"grade/{week.grade}"


def _level(week: WeekFacts, parameters: Parameters, level: str) -> Effect:
    """How heavy an unmet share is; in a short week it is only shown."""
    if week.school_day_count < parameters.count("short_week_days"):
        return Effect.ADVISE
    return Effect(parameters.choice("x_levels", level))


@cites("A5.11")
def delivered_x_share(week: WeekFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Of a grade's service time that was held in a week, X took at least half, else a warning (A5.11).

    Cancelled sessions and extended care are left out; a week without service is not judged.
    """
    required = parameters.ratio("x_share_min")
    x, subject = delivered_minutes(week, CourseKind.X), delivered_minutes(week, CourseKind.SUBJECT)
    if x + subject:
        yield verdict(
            "A5.11",
            "delivered_x_share_below_min",
            reaches(x, x + subject, required),
            subject=_week_path(week),
            effect=_level(week, parameters, "delivered"),
            found=Fraction(x, x + subject),
            required=required,
            monday=week.monday,
        )


def delivered_minutes(week: WeekFacts, kind: CourseKind) -> int:
    """Minutes by the clock of one kind of service in a grade's week; rooms side by side count once."""
    by_day: dict[date, list[Stretch]] = {}
    for session in week.sessions:
        if session.counts:
            held = by_day.setdefault(session.held_on, [])
            held += (stretch for each, stretch in session.stretches() if each is kind)
    return sum(map(covered_minutes, by_day.values()))


@cites("A5.11")
def pupils_x_share(week: WeekFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Pupils who attended too little X in a week are counted, not named (A5.11).

    A pupil may choose subject tutoring only (A2.4), so it is never more than a sign, whatever level is set.
    """
    level = _level(week, parameters, "pupil")
    required = parameters.ratio("x_share_min")
    sessions = {session.key: session for session in week.sessions if session.counts}
    below = 0
    for keys in week.attended.values():
        attended = [sessions[key] for key in keys if key in sessions]
        minutes = sum(session.delivered_minutes for session in attended)
        below += not reaches(sum(session.x_minutes for session in attended), minutes, required)
    if week.attended:
        yield verdict(
            "A5.11",
            "pupils_below_x_share",
            not below,
            subject=_week_path(week),
            effect=Effect.WARN if level is Effect.STOP else level,
            found=below,
            pupils=len(week.attended),
            required=required,
            monday=week.monday,
        )


@cites("A5.13")
def pupils_exercise(week: WeekFacts, _: Parameters) -> Iterator[Verdict]:
    """In a full week every pupil who attended had some exercise, else a warning with their number (A5.13)."""
    if not week.attended or week.school_day_count < FULL_WEEK_DAYS:
        return
    exercise = {row.key for row in week.sessions if row.counts and row.domain == Domain.PE}
    without = sum(1 for keys in week.attended.values() if not keys & exercise)
    yield verdict(
        "A5.13",
        "pupils_without_exercise",
        not without,
        subject=_week_path(week),
        effect=Effect.WARN,
        found=without,
        pupils=len(week.attended),
        monday=week.monday,
    )
