"""The edition of the invented province, in force until the nation's notice of 2023 took hold."""

from __future__ import annotations

from datetime import date

from kehou.rulebook.engine.edition import Edition, Pack
from kehou.rulebook.engine.loading import joined, parameter_file
from kehou.rulebook.engine.packaged import packaged_toml
from kehou.rulebook.engine.wording import Wording
from toy_province import fees, scope
from toy_province.register import REGISTER

_NATION = parameter_file("nation/parameters.toml", packaged_toml("kehou.rulebook.nation", "parameters.toml"))
_PROVINCE = parameter_file("toy_province/parameters.toml", packaged_toml("toy_province", "parameters.toml"))

EDITION = Edition(
    id="TOY-2022-1",
    title="示例省课后服务办法",
    register=REGISTER,
    wording=Wording.from_package("kehou.rulebook.nation", "toy_province"),
    definitions=joined(_NATION, _PROVINCE),
    base=(_NATION.layer, _PROVINCE.layer),
    overlays=(),
    modules=(scope, fees),
    first_date=date(2022, 9, 1),
    last_date=date(2024, 1, 31),
    run_off=True,
    validity_clause="A6.1",
    package="toy_province",
)
TOY = Pack("99", "示例省", (EDITION,))
