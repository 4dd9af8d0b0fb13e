"""The standing articles of the agreement, the same on screen and on paper (A7.6, A9.12, A2.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kehou.kernel.fen import Fen
from kehou.platform.paper.documents.parts import Article, Channel
from kehou.platform.ui.wording import plain_day, yuan


@dataclass(frozen=True, slots=True)
class AgreementTerms:
    """The approved and publicised facts that the articles state; rules come as sentences."""

    first_day: date
    last_day: date
    times: tuple[str, ...]
    price: Fen
    period_minutes: str
    term_ceiling: Fen
    billing_basis: str
    payment: str
    waiver_rules: tuple[str, ...]
    refund_rules: tuple[str, ...]
    surplus_rules: tuple[str, ...]
    free_change_days: int
    refund_working_days: int
    safety: tuple[str, ...]
    pick_up: tuple[str, ...]
    channels: tuple[Channel, ...]


def standard_articles(terms: AgreementTerms) -> tuple[Article, ...]:
    """The articles in their fixed order. None of them waives a refund, binds items or bars leaving."""
    return (
        Article("服务时间和内容", _service(terms)),
        Article("选课", _choosing(terms)),
        Article("收费", _charging(terms)),
        Article("减免", terms.waiver_rules),
        Article("退费和结余", (*terms.refund_rules, *terms.surplus_rules)),
        Article("接送和安全", (*terms.pick_up, *terms.safety)),
        Article("退出", _leaving(terms)),
        Article("变更和期限", _changing()),
        Article("监督和投诉", tuple(f"{channel.name}：{channel.detail}" for channel in terms.channels)),
    )


def _service(terms: AgreementTerms) -> tuple[str, ...]:
    span = f"{plain_day(terms.first_day)}至{plain_day(terms.last_day)}的上课日"
    return (
        f"甲方在{span}提供课后服务。{''.join(terms.times)}",
        "服务包括作业辅导和素质拓展课程。甲方不在课后服务时间讲授新课、集体补课或者组织刷题备考。",
    )


def _choosing(terms: AgreementTerms) -> tuple[str, ...]:
    return (
        "乙方按天选择是否参加，自主选择课程，选课单为本协议附件。报名超过名额的课程由电脑随机派位；"
        "未派到的课程不收费，学生可以改选其他课程或者作业辅导。",
        f"开课后{terms.free_change_days}个上学日内可以改选，不因此多收费用。",
    )


def _charging(terms: AgreementTerms) -> tuple[str, ...]:
    return (
        f"收费标准为每课时{yuan(terms.price)}（{terms.period_minutes}），每学期最高{yuan(terms.term_ceiling)}。"
        f"{terms.billing_basis}。本学期内不提高收费标准，不另收材料、保险、软件等费用。",
        terms.payment,
    )


def _leaving(terms: AgreementTerms) -> tuple[str, ...]:
    return (
        "乙方可以随时退出，不必说明理由，自次一上学日起生效；退出不影响学生在校的学习和评价。"
        f"退出后的课时全部退费，甲方在{terms.refund_working_days}个工作日内办结。",
    )


def _changing() -> tuple[str, ...]:
    return (
        "收费标准、服务时间改变的，甲方须重新报批、公示并与乙方重新签订协议；乙方未重新签订的，"
        "改变的部分对乙方不生效。",
        "本协议自双方签署之日起生效，学期结束、费用结清后终止。",
    )
