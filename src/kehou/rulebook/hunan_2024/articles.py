"""The modules of the edition's rules, in the order of the articles."""

from __future__ import annotations

from types import ModuleType

from kehou.rulebook.hunan_2024 import (
    art02_choice,
    art02_consultation,
    art02_publicity,
    art03_enrolment,
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
    art07_agreement,
    art07_consultation,
    art07_grouping,
    art07_petition,
    art07_publicity,
    art09_terms,
)
