"""How roles and relations look: borders, badges, dashes and heads that read without colour, and two palettes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from argmap.model import RelationKind, Role

BODY, SMALL, TITLE = 9.0, 8.0, 13.0
"""Sizes of text in pt; nothing is smaller than SMALL."""
INK, PAPER = "#000000", "#ffffff"
DASHED, DOTTED, DASH_DOT = (4.0, 2.5), (1.0, 2.2), (7.0, 2.5, 1.5, 2.5)


@dataclass(frozen=True, slots=True)
class BoxLook:
    """A box: width of its border in pt, dash (empty is solid), corner radius in pt, colours.

    `doubled` draws a second line within; `bar` a broad left edge; `filled` a dark badge with light figures.
    """

    border: float
    dash: tuple[float, ...] = ()
    radius: float = 0.0
    doubled: bool = False
    bar: bool = False
    filled: bool = True
    ink: str = INK
    fill: str = PAPER


@dataclass(frozen=True, slots=True)
class LineLook:
    """A line: width in pt, dash (empty is solid), head (a key of `heads.HEADS`), colour."""

    width: float
    dash: tuple[float, ...]
    head: str
    ink: str = INK


@dataclass(frozen=True, slots=True)
class Theme:
    """A palette: the look of each role and of each way that a line may read."""

    boxes: Mapping[Role, BoxLook]
    lines: Mapping[str, LineLook]


ROLE_WORDS: Mapping[Role, str] = MappingProxyType(
    {
        Role.THESIS: "Thesis",
        Role.CLAIM: "Claim",
        Role.EVIDENCE: "Evidence",
        Role.WARRANT: "Warrant",
        Role.COUNTERPOINT: "Counterpoint",
        Role.REBUTTAL: "Rebuttal",
        Role.WAY_FORWARD: "Way forward",
    }
)
LINE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        RelationKind.SUPPORT.value: "supports",
        RelationKind.ATTACK.value: "attacks",
        RelationKind.UNDERCUT.value: "undercuts the step",
        "warrant": "licenses the step",
        "back": "leads back: a circle",
    }
)


def _boxes(colours: Mapping[Role, tuple[str, str]]) -> Mapping[Role, BoxLook]:
    shapes: dict[Role, tuple[float, tuple[float, ...], float, bool, bool, bool]] = {
        Role.THESIS: (1.6, (), 0, True, False, True),
        Role.CLAIM: (1.8, (), 0, False, False, True),
        Role.EVIDENCE: (0.8, (), 0, False, False, True),
        Role.WARRANT: (0.8, (), 7, False, False, True),
        Role.COUNTERPOINT: (1.0, (4, 2), 0, False, False, False),
        Role.REBUTTAL: (0.8, (), 0, False, True, True),
        Role.WAY_FORWARD: (1.4, (), 7, True, False, True),
    }
    return MappingProxyType({role: BoxLook(*shape, *colours[role]) for role, shape in shapes.items()})


def _lines(colours: Mapping[str, str]) -> Mapping[str, LineLook]:
    shapes: dict[str, tuple[float, tuple[float, ...], str]] = {
        "support": (1.1, (), "normal"),
        "attack": (1.4, DASHED, "tee"),
        "undercut": (1.4, DASHED, "obox"),
        "warrant": (1.4, DOTTED, "odot"),
        "back": (1.2, DASH_DOT, "normal"),
    }
    return MappingProxyType({name: LineLook(*shape, colours[name]) for name, shape in shapes.items()})


_GREY, _LIGHT = "#555555", "#ededed"
THEMES: Mapping[str, Theme] = MappingProxyType(
    {
        # Hues after Okabe and Ito (2008), darkened until each keeps 4.5:1 against its tint (WCAG 2.2, 1.4.3).
        "colour": Theme(
            _boxes(
                {
                    Role.THESIS: ("#1a1a1a", "#fdf6dc"),
                    Role.CLAIM: ("#005a8c", "#e6f1f8"),
                    Role.EVIDENCE: ("#2f5d73", "#ffffff"),
                    Role.WARRANT: ("#7a3a6a", "#f8edf4"),
                    Role.COUNTERPOINT: ("#a33c00", "#fdeee4"),
                    Role.REBUTTAL: ("#00604a", "#e4f4ee"),
                    Role.WAY_FORWARD: ("#4d5300", "#f4f6dc"),
                }
            ),
            _lines(
                {
                    "support": "#005a8c",
                    "attack": "#a33c00",
                    "undercut": "#a33c00",
                    "warrant": "#7a3a6a",
                    "back": "#555555",
                }
            ),
        ),
        "mono": Theme(
            _boxes({role: (INK, _LIGHT if role in {Role.THESIS, Role.CLAIM} else PAPER) for role in Role}),
            _lines(dict.fromkeys(("support", "attack", "undercut", "warrant"), INK) | {"back": _GREY}),
        ),
    }
)
