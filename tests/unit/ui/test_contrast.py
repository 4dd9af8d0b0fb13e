"""Every pair of colours that carries text or an edge reaches AA, in both schemes."""

from __future__ import annotations

import pytest

from kehou.platform.ui.style.swatches import GROUPS, schemes

SURFACES = ("paper", "paper-raised", "paper-sunk")
TEXT = ("ink", "ink-soft", "ink-faint", "accent", "accent-strong", "done", "attention", "stop", "info")
PAIRS = [
    *((text, surface) for text in TEXT for surface in SURFACES),
    *((tone, f"{tone}-wash") for tone in ("done", "attention", "stop", "info")),
    *(("ink", f"{tone}-wash") for tone in ("done", "attention", "stop", "info", "accent")),
    *(("ink-soft", f"{tone}-wash") for tone in ("done", "attention", "stop", "info", "accent")),
    ("accent-strong", "accent-wash"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
]
EDGES = [("edge", surface) for surface in SURFACES]


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio by WCAG 2.2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "surface"), PAIRS)
def test_text_reaches_aa(scheme: str, text: str, surface: str) -> None:
    colours = dict(zip(("light", "dark"), schemes(), strict=True))[scheme]
    assert contrast(colours[text], colours[surface]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "surface"), EDGES)
def test_edges_of_controls_are_visible(scheme: str, edge: str, surface: str) -> None:
    colours = dict(zip(("light", "dark"), schemes(), strict=True))[scheme]
    assert contrast(colours[edge], colours[surface]) >= 3


def test_both_schemes_define_every_colour() -> None:
    light, dark = schemes()
    assert set(light) == set(dark) == {name for names in GROUPS.values() for name in names}
