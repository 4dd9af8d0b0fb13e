"""Who holds which seat while a draw runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kehou.allocation.model import Section

Held = Mapping[str, Section]  # slot to section


class Places:
    """The seats of every pupil by slot. A bundle is held in each of its slots."""

    def __init__(self) -> None:
        self._held: dict[str, dict[str, Section]] = {}

    def of(self, pupil: str) -> Held:
        """What one pupil holds, by slot."""
        return self._held.get(pupil, {})

    def seat(self, pupil: str, section: Section) -> None:
        """Give a seat; whatever the pupil held in those slots is given up first."""
        held = self._held.setdefault(pupil, {})
        for slot in section.slots:
            if slot in held:
                self.vacate(pupil, held[slot])
            held[slot] = section

    def vacate(self, pupil: str, section: Section) -> None:
        """Take a seat back in all of the section's slots."""
        for slot in section.slots:
            del self._held[pupil][slot]

    def __iter__(self) -> Iterator[tuple[str, Held]]:
        return iter(sorted(self._held.items()))
