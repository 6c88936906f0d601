"""Where compiled code is kept between runs: in a folder that nobody else can write to, or nowhere."""

from __future__ import annotations

import json
import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import wasmtime


def keep_compiled(config: wasmtime.Config) -> None:
    """Let wasmtime keep what it compiles, and take what it kept.

    What lies there is run as it is. So it is taken only from a folder of the user's own, and wasmtime's settings, which
    may name any other folder, are not read.

    Args:
        config: of the engine; left as it is where there is no folder that can be trusted.

    Raises:
        OSError: the folder cannot be made.
    """
    from platformdirs import user_cache_dir  # noqa: PLC0415 - only who draws needs it

    place = user_cache_dir("argmap", appauthor=False)
    if not os.path.isabs(place):  # noqa: PTH117 - else the current folder, which may have come from a stranger, would hold it
        return
    folder = Path(os.path.realpath(Path(place, "compiled")))
    if not _is_made(folder) or not is_private(folder):
        return
    with tempfile.TemporaryDirectory() as made:
        settings = Path(made) / "wasmtime.toml"
        text = f"[cache]\ndirectory = {json.dumps(str(folder), ensure_ascii=False)}\n"
        settings.write_text(text, encoding="utf-8")
        config.cache = str(settings)


def _is_made(folder: Path) -> bool:
    """Make a folder, and those above it that are missing; none in a place that is somebody else's, such as under sudo."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    nearest = missing[-1].parent if missing else folder
    if hasattr(os, "geteuid") and nearest.stat().st_uid not in {0, os.geteuid()}:
        return False
    for place in reversed(missing):
        # One by one: with `parents`, those above would be as open as umask leaves them.
        place.mkdir(mode=0o700, exist_ok=True)
    return True


def is_private(folder: Path) -> bool:
    """Tell whether this user and root alone can put anything into a folder, or another one in its place.

    Args:
        folder: its real path.

    Returns:
        True as well on Windows, where the folder lies in the user's profile.
    """
    if not hasattr(os, "geteuid"):
        return True
    owners = {0, os.geteuid()}
    found = [place.stat() for place in (folder, *folder.parents)]
    # In a sticky folder such as /tmp everyone makes entries, and changes none of others: safe above ours, not as ours.
    open_to_all = [it.st_mode & 0o022 and not it.st_mode & stat.S_ISVTX for it in found[1:]]
    return all(it.st_uid in owners for it in found) and not (found[0].st_mode & 0o022 or any(open_to_all))
