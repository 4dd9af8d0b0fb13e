"""The sample entries of the decision record on the ledger: one small term in its order."""

from __future__ import annotations

from kehou.kernel.fen import Fen
from kehou.ledger import recipes as r
from kehou.ledger.accounts import CHART, Bearer, Spending
from kehou.ledger.lines import Draft, Fund
from kehou.ledger.recipes import Item, Purse

BANK, TREASURY = Purse("B1"), Purse("T1", is_treasury=True)
ALL = [Item("甲", "yx", Fen(60000)), Item("乙", "yx", Fen(60000))]
WAIVED, PAYS = ALL[:1], ALL[1:]
REFUND = [Item("乙", "yx", Fen(2000))]
TEACHER, MANAGER = [Item("师", "yx", Fen(50000))], [Item("管", "yx", Fen(20000))]
COACH, TAX = [Item("教练", "yx", Fen(5000))], [Item("教练", "yx", Fen(840))]

SAMPLES: tuple[tuple[str, Draft], ...] = (
    ("two families are billed 600.00 each", r.bill_issued(ALL)),
    ("one of them is waived in full", r.waiver_granted(WAIVED, bearer=Bearer.SUBSIDY)),
    ("the other pays into the school's account", r.receipt_recorded(PAYS, purse=BANK)),
    ("the fee goes to the treasury", r.remitted({"yx": Fen(60000)}, bank=BANK, treasury=TREASURY)),
    ("and comes back in full", r.allotted({"yx": Fen(60000)}, treasury=TREASURY, bank=BANK)),
    ("the county pays its subsidy", r.subsidy_received({"yx": Fen(60000)}, purse=BANK)),
    ("five periods were missed through illness", r.refund_decided(REFUND)),
    ("the refund is paid", r.refund_paid(REFUND, purse=BANK)),
    ("a month's allowances are approved", r.allowance_approved(teachers=TEACHER, managers=MANAGER)),
    ("and paid", r.allowance_paid([*TEACHER, *MANAGER], purse=BANK)),
    ("a coach's fee is approved, the tax withheld", r.labour_approved(COACH, withheld=TAX)),
    ("clay for the pottery course", r.expense_approved(Spending.CONSUMABLES, {"yx": Fen(1000)}, payee="店")),
    (
        "the term closes: the subsidy bears costs first",
        r.subsidy_applied(
            {("5001", "yx"): Fen(50000), ("5002", "yx"): Fen(10000)}, {(BANK, "yx"): Fen(60000)}
        ),
    ),
    ("what is left is owed to the family that paid", r.surplus_fixed([Item("乙", "yx", Fen(42000))])),
    ("and returned", r.surplus_returned([Item("乙", "yx", Fen(42000))], purse=BANK)),
)

KEPT = [Item("乙", "yx", Fen(42000))]
NEXT_BILL, LEFT = [Item("乙", "yx", Fen(40000))], [Item("乙", "yx", Fen(2000))]

# The same share where the family chose that it stand against the next bill: the first entry takes the place
# of "and returned" above, the others stand in the next term's book.
SET_OFF_SAMPLES: tuple[tuple[str, Draft], ...] = (
    ("this term's book: the share leaves it", r.surplus_set_off(KEPT, purse=BANK)),
    ("the next term's: it lies there for the family", r.set_off_received(KEPT, purse=BANK)),
    ("the child is billed 400.00", r.bill_issued(NEXT_BILL)),
    ("the share pays the bill", r.set_off_applied(NEXT_BILL)),
    ("what the bill did not take is owed in money", r.set_off_released(LEFT)),
    ("and paid", r.refund_paid(LEFT, purse=BANK)),
)

# That choice was another family's, and was entered for this child by mistake: the share goes back whole.
TAKEN_BACK_SAMPLES: tuple[tuple[str, Draft], ...] = (
    (
        "the next term's book: the bill is owed again, no refund is due, the money leaves",
        r.set_off_sent_back(r.Carried("乙", "yx", Fen(40000), Fen(2000), Fen(0)), purse=BANK),
    ),
    ("this term's: the share is owed again", r.set_off_taken_back(KEPT[0], purse=BANK, is_returned=False)),
    ("and returned in money", r.surplus_returned(KEPT, purse=BANK)),
)


def rows(says: str, draft: Draft) -> list[list[str]]:
    """The lines of a sample as the record's table shows them: text, account, debit, credit."""
    found = []
    for place, line in enumerate(draft.lines):
        who = line.pupil_key or line.person_key
        fund = "（补助资金）" if line.fund is Fund.SUBSIDY else ""
        account = f"{line.account} {CHART[line.account].name}{fund}" + (f" · {who}" if who else "")
        amount = (line.amount if line.amount.amount > 0 else -line.amount).in_yuan()
        sides = [amount, ""] if line.amount.amount > 0 else ["", amount]
        found.append([says if place == 0 else "", account, *sides])
    return found
