"""Document writers: a document of blocks becomes a file. Each is loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

WRITERS: Mapping[str, str] = MappingProxyType(
    {
        "docx": "argmap.writers.docx:write_docx",
        "pdf": "argmap.writers.pdf:write_pdf",
        "html": "argmap.writers.html:write_html",
        "md": "argmap.writers.markdown:write_markdown",
        "txt": "argmap.writers.text:write_text",
    }
)
"""Where the writer of each format is: `function(document, figures, **options) -> Outcome[bytes]`."""
BINARY = frozenset({"docx", "pdf"})
"""Formats that are no text, and so do not go to a terminal."""


def writer(to: str) -> Any:  # noqa: ANN401 - each writer has options of its own
    """Load the writer of a format.

    Args:
        to: a key of WRITERS.

    Returns:
        Its function.
    """
    module, _, function = WRITERS[to].partition(":")
    return getattr(import_module(module), function)
