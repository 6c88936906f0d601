"""Files: read whole, written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from argmap.diagnostics import WorldError

STANDARD = "-"
MOST_BYTES = 64 * 1024 * 1024
"""What is read of any file; each reader has its own, lower limit and says so."""
_MAP_SUFFIXES = (".yaml", ".yml")
_SNIFFED = 65536


def read_bytes(path: str) -> bytes:
    """Read a file, or standard input for `-`.

    Args:
        path: the file as the user named it.

    Returns:
        Its bytes.

    Raises:
        WorldError: it is missing, a folder, too large or unreadable.
    """
    if path == STANDARD:
        return sys.stdin.buffer.read(MOST_BYTES)
    try:
        with Path(path).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except IsADirectoryError:
        raise WorldError(f"{path} is a folder; name a file in it") from None
    except OSError as failure:
        raise WorldError(f"{path} cannot be read: {_reason(failure)}") from None
    except ValueError:
        raise WorldError(f"{path!r} is no name of a file") from None
    if len(data) > MOST_BYTES:
        raise WorldError(f"{path} is larger than {MOST_BYTES >> 20} MB")
    return data


def beside(path: str) -> Callable[[str], bytes]:
    """Give the reader of files that a file names: relative to it, never absolute.

    Args:
        path: the file that names others; `-` stands for the current folder.

    Returns:
        A function from a name to bytes; it raises OSError.
    """

    def open_beside(name: str) -> bytes:
        with named_by(path, name).open("rb") as file:
            return file.read(MOST_BYTES)

    return open_beside


def named_by(path: str, name: str) -> Path:
    """Find where a file lies that another file names.

    Args:
        path: the file that names it; `-` stands for the current folder.
        name: relative to that file's folder.

    Returns:
        Its place.

    Raises:
        OSError: the name starts at a root, a drive or a server, or leads to a device or a pipe, or nowhere.
    """
    if Path(name).anchor:
        raise PermissionError(0, "name it relative to the folder of the file that names it")
    place = (Path() if path == STANDARD else Path(path).parent) / name
    if not place.is_file():
        raise FileNotFoundError(errno.ENOENT, "there is no such file")
    return place


def write_atomic(path: str, data: bytes, *, replace: bool = True, follow: bool = True) -> None:
    """Write a file whole or not at all: beside its place, then moved into it.

    Args:
        path: where to; missing folders are not made.
        data: all of it.
        replace: whether an existing file may be replaced.
        follow: whether a link is followed, as the user who names it means; else the file takes its place.

    Raises:
        WorldError: the file exists and may not be replaced, or the disk or its permissions refuse.
    """
    import tempfile  # noqa: PLC0415 -- 2 ms, and `check` writes nothing

    place = Path(os.path.realpath(path)) if follow else Path(path)
    temporary = ""
    try:
        if not replace and place.exists():
            raise WorldError(f"{path} exists; it is left as it is")
        if place.is_dir():
            raise WorldError(f"{path} is a folder; name a file in it")
        handle, temporary = tempfile.mkstemp(prefix=".argmap-", dir=place.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_mode(place))
        Path(temporary).replace(place)
    except OSError as failure:
        with contextlib.suppress(OSError):
            Path(temporary).unlink(missing_ok=True)
        raise WorldError(f"{path} cannot be written: {_reason(failure)}") from None


def make_folder(path: str) -> None:
    """Make a folder and those above it, where they are missing.

    Raises:
        WorldError: it cannot be made.
    """
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        raise WorldError(f"the folder {path} cannot be made: {_reason(failure)}") from None


def map_files(paths: Iterable[str]) -> list[str]:
    """Find the maps that paths name: a file is itself, a folder all maps in it, in the order of their names.

    Args:
        paths: files, folders or `-`.

    Returns:
        Files, each once.

    Raises:
        WorldError: a folder holds no map.
    """
    found: dict[str, None] = {}
    for path in paths:
        if path == STANDARD or not Path(path).is_dir():
            found[path] = None
            continue
        within = [str(file) for file in sorted(Path(path).rglob("*")) if _is_map(file)]
        if not within:
            raise WorldError(f"there is no map in the folder {path}")
        found.update(dict.fromkeys(within))
    return list(found)


def _is_map(file: Path) -> bool:
    """Whether a file in a folder is a map: YAML with the key `argmap`, and not only essays."""
    if file.suffix.lower() not in _MAP_SUFFIXES or not file.is_file():
        return False
    try:
        with file.open("rb") as opened:
            head = opened.read(_SNIFFED).decode("utf-8", "replace")
    except OSError:
        return True
    keys = set(re.findall(r"^\ufeff?([a-z-]+)[ \t]*:", head, re.MULTILINE))
    return "argmap" in keys and not ({"essays", "maps"} <= keys and not keys & {"title", "thesis", "claims"})


def _mode(place: Path) -> int:
    if place.is_file() and not place.is_symlink():
        return place.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _reason(failure: OSError) -> str:
    return failure.strerror or str(failure)
