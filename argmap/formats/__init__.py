"""The formats that maps are read from and written to: one file a format, one row here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from argmap.diagnostics import Outcome
from argmap.formats import json_map, native, native_writer
from argmap.formats.native import OpenBeside, read_essays
from argmap.model import ArgumentMap

__all__ = ["FORMATS", "Format", "OpenBeside", "format_of", "read", "read_essays", "write"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of maps.

    Attributes:
        suffixes: of its files, the usual one first.
        read: `(data, path, open_beside) -> Outcome[ArgumentMap]`.
        write: `(argument) -> Outcome[bytes]`; what a lossy writer drops is a warning that counts it.
    """

    suffixes: tuple[str, ...]
    read: Callable[[bytes, str, OpenBeside], Outcome[ArgumentMap]]
    write: Callable[[ArgumentMap], Outcome[bytes]]


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "yaml": Format((".yaml", ".yml"), native.read, native_writer.write),
        "json": Format((".json",), json_map.read, json_map.write),
    }
)


def format_of(path: str) -> str | None:
    """The format that a file's suffix names, if one does."""
    suffix = path[path.rfind(".") :].lower() if "." in path else ""
    return next((name for name, row in FORMATS.items() if suffix in row.suffixes), None)


def read(data: bytes, path: str, open_beside: OpenBeside, fmt: str | None = None) -> Outcome[ArgumentMap]:
    """Read a map.

    Args:
        data: the file's bytes.
        path: its name, for the places told and, by its suffix, for the format.
        open_beside: gives the bytes of a file that the map names, relative to it; raises OSError.
        fmt: a key of FORMATS, where the suffix does not tell; YAML where neither does.

    Returns:
        The map in canonical order, and every finding; no map only where none can be made.
    """
    return FORMATS[fmt or format_of(path) or "yaml"].read(data, path, open_beside)


def write(argument: ArgumentMap, fmt: str) -> Outcome[bytes]:
    """Write a map in a format, a key of FORMATS."""
    return FORMATS[fmt].write(argument)
