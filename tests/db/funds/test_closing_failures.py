"""A step that fails is kept with what refused it, is given up after eight tries, and goes on when mended."""

from __future__ import annotations

import pytest

from factories.books import BANK, BookWorld
from factories.closed import OVER, a_term_of_money, ask_and_confirm
from factories.law import lay_down_the_law
from factories.visitors import of_role
from factories.world import COUNTY, a_world
from kehou.funds.closing.failing import RESUME, TRIES, what_refused
from kehou.funds.closing.steps import UnableToClose
from kehou.funds.closing.tasks import close_term
from kehou.funds.models import ClosingFailure, ClosingStep, TermClosing
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.ledger import recipes as r
from kehou.ledger.accounts import Spending
from kehou.platform.clock.business import set_business_now
from kehou.platform.duties.models import Duty

pytestmark = pytest.mark.django_db
MISSING = 7_000  # what the late cost is above what is left of the term


@pytest.fixture
def book() -> BookWorld:
    lay_down_the_law()
    set_business_now(OVER)
    return a_term_of_money(a_world(per_class=1))


def _short_of_money(book: BookWorld) -> TermClosing:
    """A closing that was confirmed, and then a cost that nothing covers."""
    closing = ask_and_confirm(book)
    book.post(r.expense_approved(Spending.CONSUMABLES, {book.point: Fen(43_000 + MISSING)}), now=OVER)
    return closing


def _try(closing: TermClosing) -> None:
    with pytest.raises(UnableToClose):
        close_term(str(closing.id), COUNTY.code)


def _page(book: BookWorld, role: Role = Role.SCHOOL_ACCOUNTANT) -> str:
    return of_role(book.world, role).get(f"/ledgers/{book.ledger.id}/closing/").content.decode()


@pytest.mark.clause("A9.3", "A9.11")
def test_a_step_that_fails_says_why_and_is_given_up_after_eight_tries(book: BookWorld) -> None:
    closing = _short_of_money(book)
    _try(closing)
    with book.world.inside():
        (kept,) = ClosingFailure.objects.all()
        assert [(found.clause, found.reason) for found in what_refused(kept)] == [
            ("A9.3", "costs_not_covered")
        ]
        assert not Duty.objects.filter(kind=RESUME).exists()
    page = _page(book)
    assert 'data-state="failed"' in page
    assert "70.00元" in page
    assert "系统会自动重试" in page
    for _ in range(TRIES - 1):
        _try(closing)
    page = _page(book)
    assert "试了8次没有成功" in page
    assert "系统不再自动重试" in page
    with book.world.inside():
        duty = Duty.objects.get(kind=RESUME)
        assert (duty.owner_role, duty.done_at) == ("school_accountant", None)
        assert not ClosingStep.objects.exists()


@pytest.mark.clause("A9.3", "A9.11")
def test_a_closing_goes_on_once_its_cause_is_mended(book: BookWorld) -> None:
    closing = _short_of_money(book)
    for _ in range(TRIES):
        _try(closing)
    accountant = of_role(book.world, Role.SCHOOL_ACCOUNTANT)
    again = accountant.post(f"/closings/{closing.id}/continuation/")
    assert again.status_code == 409
    assert (
        of_role(book.world, Role.SCHOOL_CASHIER).post(f"/closings/{closing.id}/continuation/").status_code
        == 404
    )
    book.post(r.shortfall_covered({book.point: Fen(MISSING)}, purse=BANK), now=OVER)
    accountant.post(f"/closings/{closing.id}/continuation/")
    page = _page(book)
    assert page.count('data-state="done"') == 4
    assert 'data-state="failed"' not in page
    with book.world.inside():
        assert Duty.objects.get(kind=RESUME).done_at


def test_a_fault_of_the_program_is_kept_without_words(
    book: BookWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    closing = ask_and_confirm(book)

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr("kehou.funds.closing.steps.entries_of", broken)
        with pytest.raises(ZeroDivisionError):
            close_term(str(closing.id), COUNTY.code)
    assert "系统故障" in _page(book)
    close_term(str(closing.id), COUNTY.code)
    assert _page(book).count('data-state="done"') == 4
