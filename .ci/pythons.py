"""Print version and path of a Python for each version from 3.11 on that this machine has, the oldest first."""

import os
import re
import subprocess
import sys
from pathlib import Path

ASK = "import ctypes, ensurepip, ssl, sys, venv; print(sys.version_info[1], sys.executable)"
folders = [*map(Path, os.get_exec_path()), *Path("~/.pyenv/versions").expanduser().glob("*/bin")]
programs = [
    file
    for folder in folders
    for file in folder.glob("python3*")
    if re.fullmatch(r"python3(\.\d+)?", file.name)
]
found: dict[int, str] = {}
for program in [sys.executable, *programs]:
    # One that lacks a module which environments need, or that is but a name, says nothing.
    try:
        done = subprocess.run([program, "-c", ASK], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        continue
    minor, _, path = done.stdout.strip().partition(" ")
    if path and int(minor) >= 11:
        found.setdefault(int(minor), path)
sys.stdout.writelines(f"3.{minor} {found[minor]}\n" for minor in sorted(found))
