"""What belongs to the Measures' procedure: verdicts, refusals, the five-step line, timetables, queues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kehou.kernel.verdict import Verdict
from kehou.platform.ui.books import all_wording, say_all
from kehou.platform.ui.pieces import Lesson, Progress, QueueItem, TaskStep, Timetable, Tone
from kehou.platform.ui.stages import StageStand
from kehou.platform.ui.tags.basics import Shown, clause
from kehou.platform.ui.tags.registry import register
from kehou.platform.ui.verdicts import WordedVerdict, by_article

_TASK_TONES = {
    Progress.DONE: Tone.DONE,
    Progress.NOW: Tone.INFO,
    Progress.TODO: Tone.PLAIN,
    Progress.FAILED: Tone.STOP,
}


@register.inclusion_tag("kehou/pieces/verdicts.html")
def verdicts(said: Sequence[WordedVerdict], *, fold: bool = True) -> Shown:
    """Verdicts by article, the gravest first; what is fine folds away unless ``fold=False``."""
    fine = [verdict for verdict in said if verdict.tone is Tone.DONE] if fold else []
    open_ones = [verdict for verdict in said if verdict.tone is not Tone.DONE]
    if not fold:
        open_ones += {verdict.sentence: verdict for verdict in said if verdict.tone is Tone.DONE}.values()
    return {"groups": by_article(open_ones), "kept": _kept(fine), "fine_count": len(fine)}


def _kept(fine: Iterable[WordedVerdict]) -> SafeString:
    """What is fine, by article. Written here and not in the partial: a plan keeps some two hundred."""
    groups = ((clause(group.clause), _statements(group.kept)) for group in by_article(fine))
    return format_html_join("", '<div class="kept">{}<ul>{}</ul></div>', groups)


def _statements(kept: Iterable[tuple[str, int]]) -> SafeString:
    return format_html_join("", "<li>{}{}</li>", ((said, _parts(count)) for said, count in kept))


def _parts(count: int) -> str:
    return format_html('<span class="soft">{}</span>', f"{count}处") if count > 1 else ""


@register.inclusion_tag("kehou/pieces/verdicts_on.html")
def verdicts_on(said: Sequence[WordedVerdict], subject: str) -> Shown:
    """What is not fine about one part, to stand beside its field: ``{% verdicts_on said "fee/price" %}``."""
    return {
        "verdicts": [
            verdict for verdict in said if verdict.subject == subject and verdict.tone is not Tone.DONE
        ]
    }


@register.inclusion_tag("kehou/pieces/refusal.html")
def refusal(said: Sequence[WordedVerdict], *, title: str = "这一步还不能办") -> Shown:
    """Why an act was refused and what to do next, above what was being done."""
    return {"verdicts": said, "title": title}


@register.inclusion_tag("kehou/pieces/stages.html")
def stages(line: Sequence[StageStand]) -> Shown:
    """The five-step line of ``ui.stages.stage_line``."""
    return {"line": line}


@register.inclusion_tag("kehou/pieces/timetable.html")
def timetable(week: Timetable) -> Shown:
    """A week by grade; on a phone, day below day."""
    rows = [
        (row.label, [(name, _lessons(held)) for name, held in zip(week.day_names, row.days, strict=True)])
        for row in week.rows
    ]
    return {"week": week, "rows": rows}


def _lessons(held: Iterable[Lesson]) -> SafeString:
    """What a cell holds; what the same children may do at the same place stands together.

    Written here and not in the partial: a large school's week has hundreds.
    """
    alike: dict[tuple[str, str, str, str], list[str]] = {}
    for lesson in held:
        alike.setdefault((lesson.kind, lesson.time, lesson.where, lesson.url), []).append(lesson.title)
    return format_html_join(
        "",
        '<span class="lesson" data-kind="{}"><span class="time">{}</span><b>{}</b>{}</span>',
        (
            (kind, time, _title("、".join(titles), url), _where(where))
            for (kind, time, where, url), titles in alike.items()
        ),
    )


def _title(title: str, url: str) -> str:
    return format_html('<a href="{}">{}</a>', url, title) if url else title


def _where(where: str) -> str:
    return format_html('<span class="where">{}</span>', where) if where else ""


@register.inclusion_tag("kehou/pieces/queue.html")
def queue(items: Iterable[QueueItem], *, label: str = "待办") -> Shown:
    """Matters that wait, with their due dates."""
    return {"items": items, "label": label}


@register.inclusion_tag("kehou/pieces/task_steps.html")
def task_steps(steps: Iterable[TaskStep]) -> Shown:
    """A long task step by step, with a bar for the one that runs."""
    return {"steps": [(step, _TASK_TONES[step.state]) for step in steps]}


@register.filter
def said(found: Iterable[Verdict]) -> list[WordedVerdict]:
    """Verdicts of the rules in the words of the capabilities' books: ``{% verdicts found|said %}``."""
    return say_all(found)


@register.filter
def labelled(code: str) -> str:
    """A code by its label in the capabilities' books: ``{{ duty.kind|labelled }}``."""
    return all_wording().labels.get(code, code)
