"""What the authorities of the small county laid down: policy, waiver rule, tariff."""

from __future__ import annotations

from datetime import date

from factories.world import COUNTY, NOW
from kehou.authority.models import CountyPolicy, ParameterSetting, Tariff, TariffLine, WaiverRule
from kehou.platform.database.rows import new_id
from kehou.platform.database.scope import Scope, scoped


def lay_down_the_law(*, ceiling_fen: int = 400) -> None:
    """A policy, a waiver rule and a published tariff with its consent, in force since last autumn."""
    with scoped(Scope(areas=frozenset({"43"}))):
        CountyPolicy.objects.create(
            county_code=COUNTY.code,
            school_year=2025,
            title="演习县课后服务实施细则",
            document_number="演教发〔2025〕1号",
            issued_date=date(2025, 8, 1),
            valid_until_date=date(2026, 8, 31),
            officer_id=new_id(),
            complaint_phone="0731-0000000",
            entered_by=new_id(),
            entered_at=NOW,
        )
        WaiverRule.objects.create(
            county_code=COUNTY.code,
            title="减免办法",
            document_number="演教发〔2025〕2号",
            ratios={"orphan": "1"},
            funding="subsidy",
            issued_date=date(2025, 8, 1),
            entered_by=new_id(),
            entered_at=NOW,
        )
        tariff = Tariff.objects.create(
            city_code=COUNTY.code[:4],
            title="课后服务收费标准",
            document_number="演发改〔2025〕3号",
            set_by=["price", "education", "finance"],
            consent_date=date(2025, 7, 20),
            effective_from_date=date(2025, 9, 1),
            receipt_kind="财政电子票据",
            entered_by=new_id(),
            entered_at=NOW,
            published_by=new_id(),
            published_at=NOW,
        )
        for area in ("urban", "township"):
            for stage in ("primary", "junior"):
                TariffLine.objects.create(
                    city_code=tariff.city_code,
                    tariff=tariff,
                    item="after_school_service",
                    stage=stage,
                    area_class=area,
                    unit="period",
                    ceiling_fen=ceiling_fen,
                )


def the_city_sets(name: str, value: object) -> None:
    """A parameter that the small county's city laid down before the school year."""
    with scoped(Scope(areas=frozenset({"43"}))):
        ParameterSetting.objects.create(
            place_code=COUNTY.code[:4],
            name=name,
            value=value,
            source="演发改〔2025〕9号",
            from_date=date(2025, 8, 1),
            entered_by=new_id(),
            approved_by=new_id(),
            entered_at=NOW,
        )


def the_tariff_lists_care(*, ceiling_fen: int = 200, term_cap_fen: int | None = None) -> None:
    """The tariff has a line of its own for extended care, set and consented to as the rest of it."""
    with scoped(Scope(areas=frozenset({"43"}))):
        tariff = Tariff.objects.get()
        for area in ("urban", "township"):
            TariffLine.objects.create(
                city_code=tariff.city_code,
                tariff=tariff,
                item="extended_care",
                stage="primary",
                area_class=area,
                unit="period",
                ceiling_fen=ceiling_fen,
                term_cap_fen=term_cap_fen,
            )
