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
from kehou.plans.forms.parts import Choices, PartForm, RowForm, with_more_rows
from kehou.plans.forms.sections import BY_SLUG, SECTIONS, Section, SectionForms
from kehou.plans.forms.slots import slot_of
from kehou.plans.judging import judge_content
from kehou.plans.placing import about, tally
from kehou.plans.queries import PlanView
from kehou.plans.saying import Sayer
from kehou.plans.views.sums import money_facts
from kehou.platform.clock.business import business_now
from kehou.platform.ui.books import say_all
from kehou.platform.ui.pieces import Change, Fact, Link, Tone
from kehou.platform.ui.verdicts import WordedVerdict


@dataclass(frozen=True, slots=True)
class Beside:
    """The verdicts that stand beside one form or row."""

    id: str
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
        place = SECTIONS.index(self.home) + 1
        return SECTIONS[place] if place < len(SECTIONS) else None

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
        return [verdict for verdict in say_all(v for v in wanted if not v.met)]

    @cached_property
    def beside(self) -> tuple[Beside, ...]:
        """For each form the verdicts about it."""
        return tuple(_beside(form, self._open) for form in self.forms.forms_inside() if form.prefix)

    @cached_property
    def rest(self) -> list[WordedVerdict]:
        """The section's verdicts that stand beside no form."""
        placed = {id(verdict) for row in self.beside for verdict in row.verdicts}
        return [verdict for verdict in self._open if id(verdict) not in placed]

    @cached_property
    def counts(self) -> tuple[int, int, int]:
        """Stops and warnings of this section, and stops elsewhere."""
        stopping, warning = tally(self.found)
        here = self.home.slug
        return stopping[here], warning[here], stopping.total() - stopping[here]

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
    if entry and not (view.content.course(entry) or slot_of(view.content, entry)):
        raise Http404
    if section.slug == "slot" and not entry:
        raise Http404
    entry = entry or (sent.get("entry", "") if sent else "")
    choices = choices_for(view.school, view.term, on=business_now().date(), entry=entry)
    if sent and sent.get("more"):
        sent = with_more_rows(sent, sent["more"], 5)  # type: ignore[assignment]
    return Desk(view, section, choices, SectionForms(section, view.content, choices, sent), sent)


def _beside(form: PartForm | RowForm, said: list[WordedVerdict]) -> Beside:
    judged = form.judged()
    mine = tuple(
        verdict
        for verdict in said
        if verdict.tone is not Tone.DONE and any(_is_about(verdict.subject, part) for part in judged)
    )
    form.beside = Beside(f"on-{form.prefix}", mine)  # type: ignore[union-attr]
    return form.beside  # type: ignore[union-attr,no-any-return]


def _is_about(subject: str, part: str) -> bool:
    return subject == part or (part.endswith("/") and subject.startswith(part))
