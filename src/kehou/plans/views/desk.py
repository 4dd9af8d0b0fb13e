"""One page of the editor: its forms over the draft, what was sent, and the verdicts beside them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, QueryDict
from django.urls import reverse

from kehou.kernel.verdict import Verdict
from kehou.plans.differences import differences
from kehou.plans.editing import choices_for, was_changed_by_others
from kehou.plans.facts import PlanContent
from kehou.plans.forms.parts import Choices, PartForm, RowForm, Rows, with_more_rows
from kehou.plans.forms.rooms import weekday_of
from kehou.plans.forms.sections import BY_SLUG, SECTIONS, Section, SectionForms
from kehou.plans.forms.slots import slot_of
from kehou.plans.judging import judge_content
from kehou.plans.placing import about, tally
from kehou.plans.queries import PlanView
from kehou.plans.saying import Sayer
from kehou.plans.showing import by_band
from kehou.plans.views.rows import CourseLine, SlotLine, course_lines, slot_lines
from kehou.plans.views.sums import money_facts
from kehou.platform.clock.business import business_now
from kehou.platform.ui.books import say_all
from kehou.platform.ui.pieces import Change, Fact, Link, Timetable
from kehou.platform.ui.verdicts import WordedVerdict
from kehou.platform.ui.wording import WEEKDAYS
from kehou.rulebook.facts.courses import CourseFacts

SHOWN_AT_ONCE = 12


@dataclass(frozen=True, slots=True)
class Beside:
    """The verdicts that stand beside one form or row."""

    verdicts: tuple[WordedVerdict, ...]


@dataclass  # not frozen: what is computed once is kept
class Desk:
    """Everything a page of the editor shows."""

    view: PlanView
    section: Section
    choices: Choices
    forms: SectionForms
    sent: QueryDict | None
    conflict: tuple[Change, ...] = ()

    @property
    def home(self) -> Section:
        """The section itself, or the one that an entry belongs to."""
        return BY_SLUG[self.section.home] if self.section.home else self.section

    @property
    def next(self) -> Section | None:
        """The section after this one."""
        following = SECTIONS[SECTIONS.index(self.home) + 1 :] if self.home in SECTIONS else ()
        return next(iter(following), None)

    @property
    def is_readable(self) -> bool:
        """Whether what was sent can be read and so be judged."""
        return self.sent is None or self.forms.is_valid()

    @cached_property
    def content(self) -> PlanContent:
        """The draft, with what was sent laid over it where it can be read."""
        return self.forms.write(self.view.content) if self.sent and self.is_readable else self.view.content

    @cached_property
    def found(self) -> tuple[Verdict, ...]:
        """Every verdict on the content."""
        return judge_content(self.content, self.view.school, self.view.term, on=business_now().date())

    @cached_property
    def _open(self) -> list[WordedVerdict]:
        wanted = about(self.home.slug, self.found)
        return say_all(verdict for verdict in wanted if not verdict.met)

    @cached_property
    def judged_forms(self) -> tuple[PartForm | RowForm, ...]:
        """Every form and row, each with the verdicts about it."""
        forms = tuple(self.forms.forms_inside())
        for form in forms:
            form.beside = _beside(form, self._open)  # type: ignore[union-attr]  # for the templates
        return forms

    @cached_property
    def rest(self) -> list[WordedVerdict]:
        """The section's verdicts that stand beside no form."""
        placed = {id(verdict) for form in self.judged_forms for verdict in form.beside.verdicts}  # type: ignore[union-attr]
        return [verdict for verdict in self._open if id(verdict) not in placed]

    @property
    def shown_rest(self) -> list[WordedVerdict]:
        """As many of the rest as one reads at a time."""
        return self.rest[:SHOWN_AT_ONCE]

    @property
    def hidden_count(self) -> int:
        """How many of the rest are not shown yet."""
        return max(0, len(self.rest) - SHOWN_AT_ONCE)

    @cached_property
    def names(self) -> dict[str, str]:
        """People by key."""
        return dict(self.choices.staff)

    @cached_property
    def course(self) -> CourseFacts | None:
        """The course at hand."""
        return self.view.content.course(self.choices.entry)

    @cached_property
    def course_rows(self) -> list[CourseLine]:
        """The draft's courses."""
        return course_lines(self.view.plan.id, self.view.content, self.found)

    @cached_property
    def slot_rows(self) -> list[SlotLine]:
        """The draft's slots; on a course's page its own."""
        course = self.choices.entry if self.section.slug == "course" else ""
        return slot_lines(self.view.plan.id, self.view.content, self.found, self.names, course)

    @cached_property
    def week(self) -> Timetable:
        """The week of the draft, each slot a way to its page."""
        plan = self.view.plan.id
        return by_band(self.view.content, lambda slot: reverse("plan-entry", args=[plan, "slot", slot.key]))

    @property
    def lists_people(self) -> bool:
        """Whether rows of this page pick people from a list of names."""
        return self.section.slug in ("people", "rooms")

    @property
    def days(self) -> list[Link]:
        """The days on which something is held, each with its page."""
        now = weekday_of(self.choices)
        held = sorted({slot.weekday for slot in self.view.content.slots})
        return [Link(WEEKDAYS[day], f"?day={day}", current=day == now) for day in held]

    def context(self) -> dict[str, object]:
        """What templates read; the verdicts are put in place first."""
        assert self.judged_forms is not None
        return {"desk": self, "view": self.view}

    @cached_property
    def counts(self) -> tuple[int, int, int]:
        """Stops and warnings of this section, and stops elsewhere."""
        here = about(self.home.slug, self.found)
        stopping = sum(verdict.stops for verdict in self.found)
        stops_here = sum(verdict.stops for verdict in here)
        return stops_here, sum(verdict.warns for verdict in here), stopping - stops_here

    @cached_property
    def tabs(self) -> list[Link]:
        """The way to the other sections, with how much stops there."""
        stopping, _ = tally(self.found)
        return [
            Link(
                section.title,
                reverse("plan-section", args=[self.view.plan.id, section.slug]),
                current=section is self.home,
                count=stopping[section.slug] or None,
            )
            for section in SECTIONS
        ]

    @cached_property
    def sums(self) -> list[Fact]:
        """What the fee scheme comes to; only on its own page."""
        return money_facts(self.content, self.choices.tariffs) if self.section.slug == "fees" else []

    def meets_another_change(self) -> bool:
        """Whether somebody else changed this section after the page was opened; shows both if so."""
        assert self.sent is not None
        since = int(self.sent.get("revision") or -1)
        if since == self.view.version.revision:
            return False
        entry = self.choices.entry
        if not was_changed_by_others(
            self.view.version, self.section, entry, since=since, now=self.view.content
        ):
            return False
        mine = self.forms.write(self.view.content)
        sayer = Sayer(self.view.content, mine, dict(self.choices.staff))
        self.conflict = tuple(sayer.say(differences(self.view.content, mine)))
        return bool(self.conflict)


def open_desk(view: PlanView, section: Section, entry: str, sent: QueryDict | None) -> Desk:
    """The page of a section, or of one of its entries. Raises Http404 for an entry that is not there."""
    is_part = section.slug != "rooms" and entry
    if is_part and not (view.content.course(entry) or slot_of(view.content, entry)):
        raise Http404
    if section.slug == "slot" and not entry:
        raise Http404
    entry = entry or (sent.get("entry", "") if sent else "")
    choices = choices_for(view.school, view.term, on=business_now().date(), entry=entry)
    if sent and "more" in sent:
        prefix = str(sent["more"])
        kinds = (kind for kind in section.parts if issubclass(kind, Rows) and kind.name == prefix)
        sent = with_more_rows(sent, prefix, next((kind.more_rows for kind in kinds), 0))
    return Desk(view, section, choices, SectionForms(section, view.content, choices, sent), sent)


def _beside(form: PartForm | RowForm, said: list[WordedVerdict]) -> Beside:
    judged = form.judged()
    about_it = (row for row in said if any(_is_about(row.subject, part) for part in judged))
    return Beside(tuple(about_it))


def _is_about(subject: str, part: str) -> bool:
    return subject == part or (part.endswith("/") and subject.startswith(part))
