"""Which fonts a drawing is set in, and which characters none of them has.

Fonts come from typst itself, from a font package if one is installed, and from the folders that a user names; never
from the system, so that the same map gives the same picture on every machine.
"""

from __future__ import annotations

import importlib.util
import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from argmap.diagnostics import Diagnostic, Severity, Span

if TYPE_CHECKING:
    import typst

TEXT_FAMILY = "Libertinus Serif"
SIGN_FAMILIES = ("New Computer Modern Math", "DejaVu Sans Mono")
SCRIPT_PACKAGES = ("manimgx_fonts",)
"""Packages that hold openly licensed fonts for further scripts; the extra `scripts` installs them."""
SHAPED = re.compile(
    "[\u0600-\u109f\u1700-\u1cff\ua800-\uabff\ufb50-\ufdff\ufe70-\ufeff\U00010a00-\U00011fff]"
)
"""Scripts whose letters join or reorder: the signs' families have some of their letters, but not the shaping."""
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
STAND_IN = "¿"
_FURTHER = re.compile("[^\x00-\u05ff\u1e00-\u2bff\ufb1d-\ufb4f]")
"""What the text family and the signs' families surely have not."""
_NOWHERE_DEFINED = "\U0010fffd"


@dataclass(frozen=True)
class Fonts:
    """The fonts of one drawing.

    Attributes:
        source: what typst is handed.
        families: in the order in which a character looks for its glyph.
        shaping: the same for text in scripts that need shaping.
        missing: characters that none of them has.
    """

    source: typst.Fonts
    families: tuple[str, ...]
    shaping: tuple[str, ...]
    missing: frozenset[str] = frozenset()

    def printable(self, text: str) -> str:
        """The text with a question mark turned over for each character that no font has: PDF/UA-1 takes no empty box."""
        return "".join(STAND_IN if char in self.missing else char for char in text) if self.missing else text


def load_for(texts: Iterable[str], font_paths: Sequence[str]) -> Fonts:
    """Gather the fonts for some texts, and find what these lack.

    Args:
        texts: all that is set.
        font_paths: folders of the user's fonts.

    Returns:
        The fonts; those of a package only where a text has need of them.
    """
    characters: set[str] = set().union(*texts)
    fonts = load(tuple(font_paths), any(map(_FURTHER.match, characters)))
    return replace(fonts, missing=frozenset(missing(fonts, characters)))


@lru_cache(maxsize=4)
def load(font_paths: tuple[str, ...] = (), packages: bool = False) -> Fonts:
    """Gather the fonts: typst's own, those of the user's folders, those of an installed font package.

    Args:
        font_paths: folders, searched with all their sub-folders.
        packages: whether to take in font packages.

    Returns:
        The fonts; the user's go before a package's.
    """
    import typst  # noqa: PLC0415 -- loaded only when something is drawn

    own = set(typst.Fonts(include_system_fonts=False).families())
    users = typst.Fonts(False, False, list(font_paths)).families() if font_paths else []
    folders = [*font_paths, *(_packages() if packages else ())]
    source = typst.Fonts(include_system_fonts=False, font_paths=folders)
    others = [name for name in source.families() if name not in own and name not in users]
    shaping = (TEXT_FAMILY, *sorted(set(users)), *others)
    return Fonts(source, (*shaping, *SIGN_FAMILIES), shaping)


def _packages() -> list[str]:
    specs = [importlib.util.find_spec(name) for name in SCRIPT_PACKAGES]
    return [folder for spec in specs if spec for folder in spec.submodule_search_locations or ()]


def clean(text: str) -> str:
    """Make text fit for XML, typst and PDF: control characters become blanks, broken ones the replacement sign.

    Args:
        text: any.

    Returns:
        The text, white space folded.
    """
    if _UNPRINTABLE.search(text):
        text = _UNPRINTABLE.sub(lambda found: " " if found[0] < "\ud800" else "\ufffd", text)
    return " ".join(text.split())


def quote(text: str) -> str:
    """Write text as a typst string.

    Args:
        text: cleaned text.
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def family_list(families: Iterable[str]) -> str:
    """Write families as a typst array.

    Args:
        families: names.
    """
    return "(" + "".join(f"{quote(name)}, " for name in families) + ")"


def query(fonts: Fonts, source: str) -> Any:  # noqa: ANN401 -- whatever JSON holds
    """Ask typst for the value of the metadata labelled `m`.

    Args:
        fonts: what it may set text in.
        source: typst source.

    Returns:
        The value, as JSON gives it.
    """
    import typst  # noqa: PLC0415

    data = source.encode()
    answer = typst.query(data, "<m>", "value", one=True, font_paths=fonts.source, ignore_system_fonts=True)
    return json.loads(answer)


def missing(fonts: Fonts, characters: Iterable[str]) -> list[str]:
    """Find the characters that no font has: typst sets its empty box for them, and says nothing.

    Args:
        fonts: what the drawing is set in.
        characters: single characters.

    Returns:
        Those without a glyph, sorted.
    """
    asked = sorted({char for char in characters if char > "\x7f" and not char.isspace()})
    if not asked:
        return []
    plain = [char for char in asked if not SHAPED.match(char)]
    shaped = [char for char in asked if SHAPED.match(char)]
    return sorted(_without_glyph(fonts, fonts.families, plain) + _without_glyph(fonts, fonts.shaping, shaped))


def _without_glyph(fonts: Fonts, families: tuple[str, ...], characters: list[str]) -> list[str]:
    """Those that are as wide and as tall as a character that no font can have."""
    if not characters:
        return []
    texts = ", ".join(quote(char) for char in [_NOWHERE_DEFINED, *characters])
    source = (
        f'#set text(font: {family_list(families)}, size: 100pt, fallback: false, top-edge: "bounds", '
        'bottom-edge: "bounds")\n'
        f"#context [#metadata(({texts},).map(s => {{ let m = measure(text(s)); "
        "(m.width.pt(), m.height.pt()) })) <m>]"
    )
    empty, *sizes = query(fonts, source)
    return [char for char, size in zip(characters, sizes, strict=True) if size == empty]


def missing_warnings(span: Span, characters: Collection[str]) -> tuple[Diagnostic, ...]:
    """Tell which characters have no glyph and what to do.

    Args:
        span: where the map stands.
        characters: those without a glyph.

    Returns:
        One warning, or none.
    """
    if not characters:
        return ()
    characters = sorted(characters)
    names = [f"{char} (U+{ord(char):04X} {unicodedata.name(char, 'unnamed')})" for char in characters[:8]]
    more = f" and {len(characters) - 8} more" if len(characters) > 8 else ""
    message = f"no font has {', '.join(names)}{more}; ¿ stands in the print"
    hint = "pip install 'argmap[scripts]' brings fonts for Urdu, Arabic, Hindi and 15 more scripts, or name a folder of fonts with --font-path"
    return (Diagnostic(span, Severity.WARNING, "missing-glyph", message, hint),)
