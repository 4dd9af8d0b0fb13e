"""Parameters as the public rulebook shows them: value, unit, source, since when, and who may set them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kehou.authority.public import local_layers, parameters_for
from kehou.kernel.places import Place
from kehou.platform.ui.wording import full_day
from kehou.rulebook.dated import changes, values_over_time
from kehou.rulebook.engine import Parameters
from kehou.rulebook.engine.definitions import Definition, Status, Value
from kehou.rulebook.engine.parameters import InForce
from kehou.rulebook.hunan_2024.edition import city_layers
from kehou.web.rulebook.statements import ArticlePage, articles, edition
from kehou.web.rulebook.words import TIERS, TIGHTER

STATUSES = {Status.TEXT: "办法原文", Status.FOUND: "有文件依据", Status.DEFAULT: "默认值，待主管部门确认"}


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """One value in words."""

    clause: str
    title: str
    value: str
    source: str
    is_default: bool
    since: date
    set_by: str
    unread: str = ""
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One parameter that documents of one level give differently."""

    title: str
    rows: tuple[ParameterRow, ...]


@dataclass(frozen=True, slots=True)
class StatementParameters:
    """The parameters of a place under one statement."""

    rows: tuple[ParameterRow, ...]
    unset: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change of a value in words; ``before`` is empty where there was none."""

    on: date
    clause: str
    title: str
    before: str
    after: str
    source: str


@dataclass(frozen=True, slots=True)
class ArticleParameters:
    """The parameters under one article."""

    article: ArticlePage
    rows: tuple[ParameterRow, ...]


@dataclass(frozen=True, slots=True)
class ParametersPage:
    """All parameters in force at a place; ``known`` are public figures that no authority entered yet."""

    count: int
    default_count: int
    groups: tuple[ArticleParameters, ...]
    contradictions: tuple[Contradiction, ...]
    known: tuple[ParameterRow, ...]
    known_contradictions: tuple[Contradiction, ...]


def under(clause: str, place: Place, *, on: date) -> StatementParameters:
    """The parameters of a place under one statement, what they were before, and those that nobody filled.

    Raises NotInForce, and UnableToFold for a value too loose.
    """
    shown, found = edition(), parameters_for(place, on=on)
    own = [definition for definition in shown.definitions.values() if definition.clause == clause]
    filled = {entry.definition.name for entry in found}
    return StatementParameters(
        rows=tuple(
            _row(entry, history=_history(entry.definition, entry.key))
            for entry in found
            if entry.definition in own
        ),
        unset=tuple(
            f"{definition.title}（由{TIERS[definition.set_by]}设定）"
            for definition in own
            if definition.name not in filled
        ),
        contradictions=tuple(
            contradiction
            for (name, _), contradiction in zip(found.contradictions, _contradictions(found), strict=True)
            if shown.definitions[name] in own
        ),
    )


def changes_at(place: Place, *, since: date) -> tuple[ChangeRow, ...]:
    """What changed at a place after a day, the latest first."""
    shown = edition()
    return tuple(
        ChangeRow(
            on=change.on,
            clause=change.definition.clause,
            title=titled(change.definition, change.key),
            before=written_value(change.definition, change.before.value) if change.before else "",
            after=written_value(change.definition, change.after.value),
            source=change.after.source or change.layer.name,
        )
        for change in changes(shown, local_layers(shown, place), since=since)
    )


def parameters_page(place: Place, *, on: date) -> ParametersPage:
    """All parameters in force at a place. Raises NotInForce, and UnableToFold for a value too loose."""
    found = parameters_for(place, on=on)
    known = _known(place, on)
    rows = [_row(entry) for entry in found]
    return ParametersPage(
        count=len(rows),
        default_count=sum(row.is_default for row in rows),
        groups=tuple(_groups(rows)),
        contradictions=tuple(_contradictions(found)),
        known=tuple(_row(entry) for entry in known if entry.layer in {one.name for one in city_layers()}),
        known_contradictions=tuple(_contradictions(known)),
    )


def written_value(definition: Definition, value: Value) -> str:
    """A value with its unit."""
    unit = f"（{definition.unit}）" if definition.unit.startswith("每") else definition.unit
    if definition.unit == "月-日":
        month, _, day = str(value).partition("-")
        return f"{int(month)}月{int(day)}日"
    return f"{edition().wording.written(value)}{unit}"


def titled(definition: Definition, key: str) -> str:
    """A parameter's title with the entry that is meant."""
    return f"{definition.title}（{edition().wording.written(key)}）" if key else definition.title


def _known(place: Place, on: date) -> Parameters:
    layers = [layer for layer in city_layers() if place.code.startswith(layer.place)]
    return edition().parameters_at(layers, on=on)


def _groups(rows: Iterable[ParameterRow]) -> Iterator[ArticleParameters]:
    by_article: dict[int, list[ParameterRow]] = {}
    for row in rows:
        by_article.setdefault(int(row.clause[1:].partition(".")[0]), []).append(row)
    for article in articles():
        if article.number in by_article:
            yield ArticleParameters(article, tuple(by_article[article.number]))


def _contradictions(found: Parameters) -> Iterator[Contradiction]:
    for (_, key), rivals in found.contradictions.items():
        yield Contradiction(titled(rivals[0].definition, key), tuple(_row(rival) for rival in rivals))


def _row(entry: InForce, *, history: tuple[str, ...] = ()) -> ParameterRow:
    definition = entry.definition
    default = entry.status is Status.DEFAULT
    return ParameterRow(
        clause=definition.clause,
        title=titled(definition, entry.key),
        value=written_value(definition, entry.value),
        source=STATUSES[entry.status] if default else f"{STATUSES[entry.status]}：{entry.source}",
        is_default=default,
        since=entry.first_date,
        set_by=f"{TIERS[definition.set_by]}设定，{TIGHTER[definition.tighter]}",
        unread=definition.unread,
        history=history,
    )


def _history(definition: Definition, key: str) -> tuple[str, ...]:
    """The dated values of an entry where there was more than one."""
    found = [
        f"{full_day(setting.first_date)}起：{written_value(definition, setting.value)}"
        f"（{setting.source or layer.name}）"
        for layer, setting in values_over_time(edition(), definition.name)
        if setting.key == key
    ]
    return tuple(found) if len(found) > 1 else ()
