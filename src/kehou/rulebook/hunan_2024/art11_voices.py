"""Indicators of what families say: complaints, signing, surveys, and their sum (A2.2, A11.4 to A11.15)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kehou.rulebook.engine import computes
from kehou.rulebook.facts.cases import CaseKind
from kehou.rulebook.facts.indicators import CaseRow, ClassSigning, EvidenceRow, Reading, SurveyCount, read

PER_THOUSAND = 1_000


@computes("A11.15")
def timely_cases(cases: Iterable[CaseRow]) -> Reading:
    """Of the cases, how many are within their days so far (A11.15)."""
    return read(EvidenceRow(row.key, int(row.is_in_time), 1, not row.is_in_time) for row in cases)


@computes("A11.15")
def complaint_rate(cases: Iterable[CaseRow], *, pupils: int) -> Reading:
    """Cases for each thousand pupils (A11.15)."""
    rows = tuple(EvidenceRow(row.key, PER_THOUSAND, 0) for row in cases)
    return Reading(len(rows) * PER_THOUSAND, pupils, rows=rows)


@computes("A11.15")
def upheld_cases(cases: Iterable[CaseRow]) -> Reading:
    """Of the decided cases, how many were upheld, wholly or partly (A11.15)."""
    return read(
        EvidenceRow(row.key, int(row.is_upheld), 1, row.is_upheld)
        for row in cases
        if row.is_upheld is not None
    )


@computes("A11.9", "A11.10", "A11.12")
def cases_about(cases: Iterable[CaseRow], kind: CaseKind) -> Reading:
    """How many cases are about one kind, collective teaching say; a sign, never a finding (A11.9)."""
    return read(
        EvidenceRow(row.key, int(row.kind is kind), 1, row.kind is kind)
        for row in cases
        if row.is_upheld is not False
    )


@computes("A2.2")
def hurried_classes(classes: Iterable[ClassSigning]) -> Reading:
    """Of the classes, those in which all joined within minutes (A2.2). It asks and never accuses."""
    return read(
        EvidenceRow(f"class/{row.class_code}", int(row.is_hurried), 1, row.is_hurried) for row in classes
    )


@computes("A12.2")
def answered_families(classes: Iterable[ClassSigning]) -> Reading:
    """Of the families, how many answered the offer, whichever way: they know of it (A12.2)."""
    return read(
        EvidenceRow(f"class/{row.class_code}", row.answered, row.size, row.answered < row.size)
        for row in classes
    )


@computes("A11.6")
def satisfaction(count: SurveyCount, *, min_cell: int) -> Reading:
    """Of those who answered, how many are content; nothing below the smallest cell (A11.6)."""
    return Reading(count.content, count.answered) if count.answered >= min_cell else Reading(0, 0)


@computes("A11.6")
def response(count: SurveyCount) -> Reading:
    """Of those who were asked, how many answered (A11.6)."""
    return Reading(count.answered, count.invited)


@dataclass(frozen=True, slots=True)
class QualityIndex:
    """The mean of the components that could be measured, and each of them."""

    value: Fraction | None
    components: Mapping[str, Fraction | None]


@computes("A11.5")
def quality_index(components: Mapping[str, Fraction | None]) -> QualityIndex:
    """The plain mean of coverage, X share, content families and what was in order (A11.5).

    The formula is ours, not the Measures'; each component counts at most as one and is always shown.
    """
    known = [min(value, Fraction(1)) for value in components.values() if value is not None]
    return QualityIndex(sum(known, Fraction(0)) / len(known) if known else None, components)


@computes("A11.4")
def inspection_lines(readings: Mapping[str, Iterable[Reading]]) -> tuple[tuple[str, str, int, int], ...]:
    """The term's indicators as the inspection body takes them: name, subject, part, whole (A11.4)."""
    return tuple(
        (name, reading.subject, reading.part, reading.whole)
        for name, measured in sorted(readings.items())
        for reading in measured
    )
