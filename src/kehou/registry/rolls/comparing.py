"""What an accepted file would change on the roll that is known; pure, and nothing is removed by absence."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from kehou.registry.rolls.pupils import Circumstances, PupilContent, RollRow, Schooling


@dataclass(frozen=True, slots=True)
class KnownPupil:
    """A pupil on the school's roll, with the tokens under which files may name them.

    ``enrolled`` is False for one who has left. ``content`` is what the roll holds now.
    """

    pupil_id: UUID
    tokens: frozenset[str]
    content: PupilContent
    enrolled: bool = True


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """An accepted row with the tokens of its ``match_keys()``, hashed by the caller."""

    row: RollRow
    tokens: frozenset[str]


@dataclass(frozen=True, slots=True)
class Change:
    """A known pupil of whom the file says something else; ``fields`` are dotted, as ``schooling.grade``."""

    pupil_id: UUID
    incoming: IncomingRow
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RollProposal:
    """What a file would do, for a person to confirm.

    ``elsewhere`` are rows whose pupil is on another school's roll: where is neither known nor told.
    ``unclear`` are rows whose numbers belong to different pupils. ``leavers_proposed`` are enrolled pupils
    whom a whole roll does not name; they stay until someone confirms.
    """

    new: tuple[IncomingRow, ...]
    changed: tuple[Change, ...]
    same: tuple[Change, ...]
    returned: tuple[Change, ...]
    elsewhere: tuple[IncomingRow, ...]
    unclear: tuple[IncomingRow, ...]
    leavers_proposed: tuple[UUID, ...]


def propose_changes(
    current: Sequence[KnownPupil],
    incoming: Sequence[IncomingRow],
    *,
    elsewhere: frozenset[str],
    also_named: frozenset[str],
    whole_roll: bool,
) -> RollProposal:
    """Compare accepted rows with the roll that is known, by tokens.

    ``elsewhere`` holds tokens of pupils on other schools' rolls; ``also_named`` tokens of the file's refused
    rows, whose pupils are not leavers. ``whole_roll`` is False for a list of new pupils or a part: then
    nobody is proposed as a leaver. A file uploaded twice proposes nothing.
    """
    by_token = {token: known for known in current for token in known.tokens}
    found: dict[str, list[IncomingRow]] = defaultdict(list)
    changes: dict[str, list[Change]] = defaultdict(list)
    seen = {by_token[token].pupil_id for token in also_named if token in by_token}
    for arrival in incoming:
        matches = {known.pupil_id: known for token in arrival.tokens if (known := by_token.get(token))}
        seen.update(matches)
        fate = _fate(arrival, tuple(matches.values()), elsewhere)
        if isinstance(fate, str):
            found[fate].append(arrival)
        else:
            changes[_kind(fate, matches)].append(fate)
    leavers = (known.pupil_id for known in current if known.enrolled and known.pupil_id not in seen)
    return RollProposal(
        new=tuple(found["new"]),
        changed=tuple(changes["changed"]),
        same=tuple(changes["same"]),
        returned=tuple(changes["returned"]),
        elsewhere=tuple(found["elsewhere"]),
        unclear=tuple(found["unclear"]),
        leavers_proposed=tuple(leavers) if whole_roll else (),
    )


def _fate(arrival: IncomingRow, matches: tuple[KnownPupil, ...], elsewhere: frozenset[str]) -> Change | str:
    """The change to the one known pupil that a row names, or which other list the row goes to."""
    if len(matches) > 1:
        return "unclear"
    if arrival.tokens & elsewhere and not any(known.enrolled for known in matches):
        return "elsewhere"
    if not matches:
        return "new"
    (known,) = matches
    return Change(known.pupil_id, arrival, tuple(_differences(known.content, arrival.row.pupil)))


def _kind(change: Change, matches: Mapping[UUID, KnownPupil]) -> str:
    if not matches[change.pupil_id].enrolled:
        return "returned"
    return "changed" if change.fields else "same"


def _differences(known: Any, said: Any, path: str = "") -> Iterator[str]:
    """Dotted names of the fields that the file states otherwise; what it leaves out is no difference."""
    for field in dataclasses.fields(said):
        before, after = getattr(known, field.name), getattr(said, field.name)
        if dataclasses.is_dataclass(after):
            yield from _differences(before, after, f"{path}{field.name}.")
        elif _stated(after) and _unordered(before) != _unordered(after):
            yield f"{path}{field.name}"


def _unordered(value: object) -> object:
    return frozenset(value) if isinstance(value, tuple) else value


def _stated(value: object) -> bool:
    return value is not None and value != "" and value != ()


def taken_over(known: PupilContent, said: PupilContent) -> PupilContent:
    """The content after a change: what the file states, and what is known for the rest."""
    return PupilContent(
        name=said.name,
        sex=said.sex,
        birth_date=said.birth_date,
        schooling=_filled(known.schooling, said.schooling),
        circumstances=_filled(known.circumstances, said.circumstances),
        guardians=said.guardians or known.guardians,
    )


_Part = TypeVar("_Part", Schooling, Circumstances)


def _filled(known: _Part, said: _Part) -> _Part:
    values = {field.name: getattr(said, field.name) for field in dataclasses.fields(said)}
    return dataclasses.replace(known, **{name: value for name, value in values.items() if _stated(value)})
