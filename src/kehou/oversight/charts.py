"""Laying charts out on a grid of whole units, for templates that write them as SVG. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

WIDTH, HEIGHT = 720, 220
LEFT, RIGHT, TOP, FOOT = 44, 12, 16, 28
BAR = 420
MOST_LABELS = 10


@dataclass(frozen=True, slots=True)
class Value:
    """One number to draw: its label, the value between nothing and one, how it is written, where it leads."""

    label: str
    value: Fraction
    text: str
    is_missing: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A value at its place in a line."""

    x: int
    y: int
    value: Value
    is_labelled: bool


@dataclass(frozen=True, slots=True)
class LineChart:
    """A line over time, with the target as a dashed line; grid lines at every quarter."""

    title: str
    dots: tuple[Dot, ...]
    grid: tuple[tuple[int, str], ...]
    target_y: int | None
    target_text: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    foot: int = HEIGHT - FOOT + 18

    @property
    def path(self) -> str:
        """The corners of the line."""
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)


@dataclass(frozen=True, slots=True)
class BarRow:
    """A value as a bar of so many units."""

    width: int
    value: Value


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars below one another, with the target as a dashed line."""

    title: str
    rows: tuple[BarRow, ...]
    target_x: int | None
    target_text: str
    track: int = BAR


def line_chart(
    title: str, values: Sequence[Value], *, target: Fraction | None, target_text: str
) -> LineChart:
    """A line of values in order; values beyond the frame are drawn at its edge."""
    across = WIDTH - LEFT - RIGHT
    step = -(-len(values) // MOST_LABELS) or 1
    dots = tuple(
        Dot(
            LEFT + across * place // max(len(values) - 1, 1) if len(values) > 1 else LEFT + across // 2,
            _height(value.value),
            value,
            place % step == 0,
        )
        for place, value in enumerate(values)
    )
    grid = tuple((_height(Fraction(quarter, 4)), f"{quarter * 25}%") for quarter in range(5))
    return LineChart(title, dots, grid, None if target is None else _height(target), target_text)


def bar_chart(title: str, values: Iterable[Value], *, target: Fraction | None, target_text: str) -> BarChart:
    """A bar for each value, in the order given."""
    rows = tuple(BarRow(_across(value.value), value) for value in values)
    return BarChart(title, rows, None if target is None else _across(target), target_text)


def _height(value: Fraction) -> int:
    inside = min(max(value, Fraction(0)), Fraction(1))
    return TOP + int((1 - inside) * (HEIGHT - TOP - FOOT))


def _across(value: Fraction) -> int:
    inside = min(max(value, Fraction(0)), Fraction(1))
    return int(inside * BAR)
