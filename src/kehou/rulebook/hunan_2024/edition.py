"""The edition of the Measures in force from 2024-03-18 through 2029-03-17 (A13.1, A13.2)."""

from __future__ import annotations

from datetime import date
from functools import cache

from kehou.rulebook.engine.edition import Edition
from kehou.rulebook.engine.layers import Layer
from kehou.rulebook.engine.loading import joined, layer_from, parameter_file
from kehou.rulebook.engine.packaged import packaged_toml
from kehou.rulebook.engine.wording import Wording
from kehou.rulebook.hunan_2024.articles import ARTICLES
from kehou.rulebook.hunan_2024.files import FILES
from kehou.rulebook.hunan_2024.register import REGISTER

PACKAGE = "kehou.rulebook.hunan_2024"
OVERLAYS = ("2024_fee_publicity", "2025_breaks", "2025_daily_pe")
CITIES = ("4312_2025_order", "4312_2026_note")

_NATION = parameter_file("nation/parameters.toml", packaged_toml("kehou.rulebook.nation", "parameters.toml"))
_PROVINCE = parameter_file("hunan_2024/parameters.toml", packaged_toml(PACKAGE, "parameters.toml"))
DEFINITIONS = joined(_NATION, _PROVINCE)


def _layer(folder: str, name: str) -> Layer:
    path = f"{folder}/{name}.toml"
    return layer_from(f"hunan_2024/{path}", packaged_toml(PACKAGE, path), DEFINITIONS)


EDITION = Edition(
    id="HN-2024-12",
    title="湖南省义务教育课后服务工作实施办法",
    register=REGISTER,
    wording=Wording.from_package("kehou.rulebook.nation", PACKAGE),
    definitions=DEFINITIONS,
    base=(_NATION.layer, _PROVINCE.layer),
    overlays=tuple(_layer("overlays", name) for name in OVERLAYS),
    modules=ARTICLES,
    first_date=date(2024, 3, 18),
    last_date=date(2029, 3, 17),
    run_off=True,
    validity_clause="A13.2",
    package=PACKAGE,
    files=FILES,
)


@cache
def city_layers() -> tuple[Layer, ...]:
    """City fee standards known from public pages; an authority's own rows replace them."""
    return tuple(_layer("cities", name) for name in CITIES)
