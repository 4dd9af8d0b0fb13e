"""Finding every page of a grown county: by the links that each person can follow, then by known objects.

An address is what the resolver calls a route (``plans/<uuid:plan_id>/``). Whoever adds one need not name
it here: it is found by the way that leads to it, or its parameters are taken from pages that were found.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import product
from typing import Any
from urllib.parse import unquote

from django.http import HttpResponseBase
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from browser.demo_county import PUBLIC, Person
from browser.unseen import why_unseen

OF_ONE_KIND = 2  # how many objects of one kind a person looks at
OF_THE_PUBLICS = 5  # and the public, for everyone else
MOST_GUESSES = 12
WORDS = ("slug", "step", "kind")
_LINKS = re.compile(r'<a[^>]* href="(/[^"#?]*)')


class Kind(Enum):
    """What an address answers with."""

    PAGE = auto()
    FILE = auto()
    WAY_ON = auto()


@dataclass(frozen=True, slots=True)
class Found:
    """One page of one person, with the length of what came back."""

    person: Person
    path: str
    address: str
    kind: Kind
    length: int


@dataclass
class Finder:
    """Looks through the site as several people. ``missing`` says which addresses nobody came to."""

    people: Sequence[Person]
    found: list[Found] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    acts: set[str] = field(default_factory=set)
    publicly: set[str] = field(default_factory=set)
    known: dict[str, list[Mapping[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def look(self) -> Finder:
        """Follow everyone's links, then try what no link led to."""
        for person in self.people:
            self._follow(person)
        for address in sorted(self.missing()):
            if not why_unseen(address):
                self._try(address)
        for person in self.people:
            person.client.get("/", follow=True)  # so that no message of a trial is left to be read
        return self

    def missing(self) -> set[str]:
        """The addresses that can be read and that nobody came to."""
        return set(addresses()) - {one.address for one in self.found} - self.acts

    def pages(self) -> list[Found]:
        """Every page, in order of people and of finding."""
        return [one for one in self.found if one.kind is Kind.PAGE]

    def _follow(self, person: Person) -> None:
        """What is open to anyone is looked at as the public, unless the public was led nowhere near it."""
        waiting, seen = ["/"], set[str]()
        most = OF_THE_PUBLICS if person.key == PUBLIC else OF_ONE_KIND
        often: dict[object, int] = defaultdict(int)
        while waiting:
            path = waiting.pop(0)
            address = route_of(path)
            if path in seen or address is None or often[sort_of(path)] == most:
                continue
            if address in self.publicly and person.key != PUBLIC:
                continue
            seen.add(path)
            often[sort_of(path)] += 1
            answer = person.client.get(path)
            kind = self._note(person, path, address, answer)
            if kind is Kind.WAY_ON:
                waiting.insert(0, answer.headers["Location"].split("?")[0])
            if kind is Kind.PAGE:
                waiting += links_of(answer)

    def _note(self, person: Person, path: str, address: str, answer: Any) -> Kind | None:
        """What an address answered; a link into nothing is a fault."""
        if answer.status_code == 405:
            self.acts.add(address)
            return None
        if answer.status_code not in (200, 302):
            self.faults.append(f"{person.key}: {path} answers {answer.status_code}")
            return None
        kind = kind_of(answer)
        if person.key == PUBLIC and kind is not Kind.WAY_ON and address:
            self.publicly.add(address)
        length = len(answer.content) if kind is Kind.PAGE else 0
        self.found.append(Found(person, path, address, kind, length))
        self.known[address].append(resolve(path).kwargs)
        return kind

    def _try(self, address: str) -> None:
        """Fill an address with what is known, for someone who may open it."""
        for path in paths_of(address, self.known):
            action = resolve(path).func.action
            for person in (each for each in self.people if action.open_to(each.actor)):
                answer = person.client.get(path)
                if answer.status_code == 405:
                    self.acts.add(address)
                    return
                if answer.status_code == 200:
                    self._note(person, path, address, answer)
                    return


def kind_of(answer: HttpResponseBase) -> Kind:
    """What came back."""
    if answer.status_code == 302:
        return Kind.WAY_ON
    return Kind.PAGE if answer.headers["Content-Type"].startswith("text/html") else Kind.FILE


def links_of(answer: Any) -> list[str]:
    """Where a page leads within the site."""
    return [unquote(link) for link in _LINKS.findall(answer.content.decode())]


def route_of(path: str) -> str | None:
    """The address of a path; None for one that the site does not serve."""
    try:
        return resolve(path).route
    except Resolver404:
        return None


def sort_of(path: str) -> tuple[str, ...]:
    """What tells pages apart beside their objects: the address, and what is named in it by a word."""
    match = resolve(path)
    return match.route, *(str(value) for name, value in match.kwargs.items() if name in WORDS)


def addresses() -> list[str]:
    """Every address of the site."""
    return [address for address, _ in _below(get_resolver().url_patterns)]


def paths_of(address: str, known: Mapping[str, list[Mapping[str, Any]]]) -> list[str]:
    """Paths of an address whose parameters are those of pages that were found."""
    names = re.findall(r"<(?:(\w+):)?(\w+)>", address)
    if not names:
        return [f"/{address}"]
    whole = [row for rows in known.values() for row in rows if all(name in row for _, name in names)]
    values = [_values(kind, name, known) for kind, name in names]
    guesses = [dict(zip((name for _, name in names), row, strict=True)) for row in product(*values)]
    rows = [*whole, *guesses][:MOST_GUESSES]
    return list(dict.fromkeys(_filled(address, row) for row in rows))


def _filled(address: str, values: Mapping[str, Any]) -> str:
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found.group(1)]), address)


def _values(kind: str, name: str, known: Mapping[str, list[Mapping[str, Any]]]) -> Iterable[Any]:
    """What stood in a parameter of this name; a word for one that was never seen."""
    seen = dict.fromkeys(row[name] for rows in known.values() for row in rows if name in row)
    never = {"uuid": "00000000-0000-4000-8000-000000000000", "int": 1}
    return list(seen)[:8] or [never.get(kind, "x")]


def _below(
    patterns: Iterable[URLPattern | URLResolver], prefix: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    for entry in patterns:
        address = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from _below(entry.url_patterns, address)
        else:
            yield address, entry
