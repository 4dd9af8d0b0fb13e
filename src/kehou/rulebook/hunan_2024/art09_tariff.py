"""Article 9: how a city's fee standard comes about, and what it may not price (A9.6 to A9.18)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.authority import TariffFacts, TariffLine
from kehou.rulebook.facts.fees import EXTENDED_CARE_ITEM, SERVICE_ITEM, Department
from kehou.rulebook.hunan_2024.register import verdict

SETTERS = frozenset({Department.PRICE, Department.EDUCATION, Department.FINANCE})


@cites("A9.6", "A9.7")
def tariff_is_set_and_agreed(tariff: TariffFacts, _: Parameters) -> Iterator[Verdict]:
    """Three departments set a tariff, and the city government agrees before it takes effect (A9.6, A9.7)."""
    missing = frozenset(f"department_{each}" for each in SETTERS - tariff.set_by)
    yield verdict("A9.6", "tariff_not_set_by_three", not missing, missing=missing)
    consent = tariff.government_consent_date
    agreed = consent is not None and consent <= tariff.effective_from
    yield verdict("A9.7", "tariff_without_consent", agreed, found=consent, required=tariff.effective_from)


@cites("A9.8")
def tariff_has_a_review(tariff: TariffFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A tariff names the day by which it is looked at again (A9.8)."""
    due, months = tariff.review_due_date, parameters.count("tariff_review_months")
    start = tariff.effective_from
    met = due is not None and (due.year - start.year) * 12 + due.month - start.month <= months
    yield verdict("A9.8", "tariff_review_undated", met, effect=Effect.WARN, found=due, required=months)


@cites("A4.1", "A9.13", "A9.18")
def tariff_prices_the_service_only(tariff: TariffFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A tariff prices after-school service of grades 1 to 9 and nothing else (A4.1, A9.13, A9.18).

    Extended care has a line of its own only where the city lets it be charged for (A4.17).
    """
    grades = parameters.numbers("stage_table", "primary") | parameters.numbers("stage_table", "junior")
    care = {EXTENDED_CARE_ITEM} if parameters.flag("extended_chargeable") else set()
    items = {SERVICE_ITEM} | care | parameters.codes("agency_lines")
    excluded = parameters.codes("extra_excluded")
    for line in tariff.lines:
        at = f"tariff/{line.key}"
        yield verdict("A4.1", "tariff_grade_outside", line.grades <= grades, subject=at, found=line.grades)
        yield verdict("A9.13", "tariff_item_not_listed", line.item in items, subject=at, found=line.item)
        kept_out = line.category in excluded
        yield verdict("A9.18", "tariff_prices_excluded", not kept_out, subject=at, found=line.category)


@cites("A9.10")
def tariff_spares_the_running_term(tariff: TariffFacts, _: Parameters) -> Iterator[Verdict]:
    """A dearer price does not take effect within a term that is running (A9.10)."""
    before = {line.key: line for line in tariff.replaced}
    within = any(term.first_day < tariff.effective_from <= term.last_day for term in tariff.running_terms)
    for line in tariff.lines:
        dearer = line.key in before and _is_dearer(line, before[line.key])
        yield verdict(
            "A9.10",
            "tariff_dearer_within_term",
            not (within and dearer),
            subject=f"tariff/{line.key}",
            found=line.ceiling,
            required=before[line.key].ceiling if line.key in before else line.ceiling,
        )


def _is_dearer(line: TariffLine, before: TariffLine) -> bool:
    if line.unit is not before.unit or line.ceiling > before.ceiling:
        return True
    caps = ((line.day_cap, before.day_cap), (line.term_cap, before.term_cap))
    return any(old is not None and (new is None or new > old) for new, old in caps)
