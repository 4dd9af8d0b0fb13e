"""The chart of accounts. It is closed: what has no account here cannot be booked (A9.20, A9.32 to A9.34).

There is no account for a management fee, for a reserve or for carrying a surplus into another term. What a
family chose to have stand against its child's next bill is its own, under its name (2003).
Amounts are signed: a debit is positive, a credit negative.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an account tells of; its name as accountants say it."""

    ASSET = "资产"
    LIABILITY = "负债"
    INCOME = "收入"
    EXPENSE = "支出"
    RESULT = "结转"


class Key(StrEnum):
    """What a line on an account names beside the amount, always by an opaque key."""

    PUPIL = "pupil"
    PERSON = "person"  # whoever is paid: staff, an outside person, a provider
    BANK = "bank"  # which registered account the money lies in (A9.17)


@dataclass(frozen=True, slots=True)
class Account:
    """One account. A line on it names every key in ``keys``, and no other unless ``may`` allows it."""

    code: str
    name: str
    kind: Kind
    keys: frozenset[Key] = frozenset()
    may: frozenset[Key] = frozenset()

    def takes(self, named: frozenset[Key]) -> bool:
        """Whether a line may name exactly these keys on this account."""
        return self.keys <= named <= self.keys | self.may


_PUPIL, _PERSON, _BANK = frozenset({Key.PUPIL}), frozenset({Key.PERSON}), frozenset({Key.BANK})

BANK = Account("1001", "银行存款", Kind.ASSET, _BANK)
TREASURY = Account("1002", "缴库待返还", Kind.ASSET, _BANK)
RECEIVABLE = Account("1101", "应收课后服务费", Kind.ASSET, _PUPIL)

REFUNDS_DUE = Account("2001", "应退课后服务费", Kind.LIABILITY, _PUPIL)
OVERPAID = Account("2002", "多收待清退款", Kind.LIABILITY, may=_PUPIL)
SET_ASIDE = Account("2003", "待抵缴的上学期结余", Kind.LIABILITY, _PUPIL)
ALLOWANCES_DUE = Account("2101", "应付教职工补助", Kind.LIABILITY, _PERSON)
LABOUR_DUE = Account("2102", "应付校外人员劳务费", Kind.LIABILITY, _PERSON)
TAX_DUE = Account("2103", "应交代扣个人所得税", Kind.LIABILITY, may=_PERSON)
PROVIDERS_DUE = Account("2104", "应付第三方机构服务费", Kind.LIABILITY, _PERSON)
EXPENSES_DUE = Account("2105", "应付其他服务支出", Kind.LIABILITY, may=_PERSON)
SURPLUS_DUE = Account("2201", "应返还家长结余", Kind.LIABILITY, _PUPIL)
SURPLUS_PARKED = Account("2202", "家长未领取结余", Kind.LIABILITY, _PUPIL)
SUBSIDY_DUE_BACK = Account("2203", "应缴回财政补助结余", Kind.LIABILITY)

FEES = Account("4001", "课后服务费收入", Kind.INCOME, _PUPIL)
WAIVED_BY_SUBSIDY = Account("4002", "减免（财政补助承担）", Kind.INCOME, _PUPIL)
WAIVED_BY_SCHOOL = Account("4003", "减免（学校承担）", Kind.INCOME, _PUPIL)
REFUNDED = Account("4004", "退费", Kind.INCOME, _PUPIL)
ARREARS = Account("4005", "期末未收服务费", Kind.INCOME, _PUPIL)
SUBSIDY = Account("4101", "财政补助收入", Kind.INCOME)
INTEREST = Account("4102", "利息收入", Kind.INCOME)
SHORTFALL = Account("4103", "学校补足收入", Kind.INCOME)

TEACHERS = Account("5001", "参与教师补助", Kind.EXPENSE, may=_PERSON)
MANAGERS = Account("5002", "行政管理（后勤）人员补助", Kind.EXPENSE, may=_PERSON)
LABOUR = Account("5003", "校外人员劳务费", Kind.EXPENSE, may=_PERSON)
PROVIDERS = Account("5004", "第三方机构服务费", Kind.EXPENSE, may=_PERSON)
EQUIPMENT = Account("5101", "设备维护", Kind.EXPENSE)
ACTIVITIES = Account("5102", "学生活动", Kind.EXPENSE)
CONSUMABLES = Account("5103", "耗材", Kind.EXPENSE)
UTILITIES = Account("5104", "水电", Kind.EXPENSE)

SURPLUS = Account("6001", "结余返还家长", Kind.RESULT)
SUBSIDY_BACK = Account("6002", "财政补助结余缴回", Kind.RESULT)

CHART: Mapping[str, Account] = {
    account.code: account
    for account in (
        *(BANK, TREASURY, RECEIVABLE),
        *(REFUNDS_DUE, OVERPAID, SET_ASIDE),
        *(ALLOWANCES_DUE, LABOUR_DUE, TAX_DUE, PROVIDERS_DUE, EXPENSES_DUE),
        *(SURPLUS_DUE, SURPLUS_PARKED, SUBSIDY_DUE_BACK),
        *(FEES, WAIVED_BY_SUBSIDY, WAIVED_BY_SCHOOL, REFUNDED, ARREARS, SUBSIDY, INTEREST, SHORTFALL),
        *(TEACHERS, MANAGERS, LABOUR, PROVIDERS, EQUIPMENT, ACTIVITIES, CONSUMABLES, UTILITIES),
        *(SURPLUS, SUBSIDY_BACK),
    )
}

MONEY = frozenset({BANK.code, TREASURY.code})
FAMILY_INCOME = frozenset(
    account.code for account in (FEES, WAIVED_BY_SUBSIDY, WAIVED_BY_SCHOOL, REFUNDED, ARREARS)
)
EXPENSE_CODES = tuple(account.code for account in CHART.values() if account.kind is Kind.EXPENSE)
PAYABLES = tuple(account.code for account in CHART.values() if account.kind is Kind.LIABILITY)


class Spending(StrEnum):
    """What may be bought once allowances are secured (A9.28); each has its own account."""

    EQUIPMENT = EQUIPMENT.code
    ACTIVITIES = ACTIVITIES.code
    CONSUMABLES = CONSUMABLES.code
    UTILITIES = UTILITIES.code


class Bearer(StrEnum):
    """Who bears a waiver; never other pupils' price (A9.39)."""

    SUBSIDY = WAIVED_BY_SUBSIDY.code
    SCHOOL = WAIVED_BY_SCHOOL.code
