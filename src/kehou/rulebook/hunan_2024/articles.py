"""The modules of the edition's rules, in the order of the articles."""

from __future__ import annotations

from types import ModuleType

from kehou.rulebook.hunan_2024 import (
    art02_choice,
    art02_consultation,
    art02_publicity,
    art03_enrolment,
    art04_care,
    art04_periods,
    art04_rest,
    art04_scope,
    art04_time,
    art05_content,
    art05_model,
    art05_sessions,
    art05_share,
    art07_agreement,
    art07_consultation,
    art07_grouping,
    art07_petition,
    art07_publicity,
    art09_terms,
)

ARTICLES: tuple[ModuleType, ...] = (
    art02_choice,
    art02_consultation,
    art02_publicity,
    art03_enrolment,
    art04_scope,
    art04_time,
    art04_rest,
    art04_periods,
    art04_care,
    art05_content,
    art05_model,
    art05_share,
    art05_sessions,
    art07_agreement,
    art07_consultation,
    art07_grouping,
    art07_petition,
    art07_publicity,
    art09_terms,
)
