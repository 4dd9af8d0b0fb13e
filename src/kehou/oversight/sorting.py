"""Which statement a sort of report is measured by. A person may find another when the case is decided."""

from __future__ import annotations

from kehou.rulebook.facts.cases import CaseKind

_CLAUSES = {
    CaseKind.FORCED: "A2.2",
    CaseKind.CHARGE: "A11.12",
    CaseKind.TEACHING: "A11.9",
    CaseKind.MAKEUP: "A11.10",
    CaseKind.PAID_TUTORING: "A11.11",
    CaseKind.THIRD_PARTY: "A6.10",
    CaseKind.SAFETY: "A10.1",
    CaseKind.DATA: "A11.16",
    CaseKind.OTHER: "A11.16",
}


def clause_of(kind: CaseKind) -> str:
    """The statement of a sort of report."""
    return _CLAUSES[kind]
