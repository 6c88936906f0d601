"""The gate's own programs: an audit that audits nothing says so, and fails on a finding alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CI = Path(__file__).parents[1] / ".ci"
CLEAN = {"name": "a", "version": "1", "vulns": []}
FAULTY = {"name": "b", "version": "2", "vulns": [{"id": "CVE-1", "fix_versions": ["3"], "aliases": []}]}
UNKNOWN = {"name": "c", "skip_reason": "Dependency not found"}


def _audited(folder: Path, body: str) -> tuple[int, str]:
    """The exit code and the last line of the audit, where pip-audit is a program that does so."""
    (folder / "pip_audit.py").write_text(body, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run(
        [sys.executable, str(CI / "audit.py")], env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.strip()


@pytest.mark.skipif(not CI.is_dir(), reason="an sdist holds no .ci")
@pytest.mark.parametrize(
    ("packages", "code", "said"),
    [
        ([CLEAN], 0, "1 of 1 packages audited"),
        ([CLEAN, UNKNOWN], 0, "1 of 2 packages audited"),
        ([CLEAN, FAULTY], 1, "b 2: CVE-1, mended in 3\n2 of 2 packages audited"),
        ([UNKNOWN, UNKNOWN], 0, "NOTHING WAS AUDITED: Dependency not found"),
        ([], 0, "NOTHING WAS AUDITED: no reason"),
    ],
)
def test_an_audit_says_what_it_looked_at(
    tmp_path: Path, packages: list[object], code: int, said: str
) -> None:
    """A finding fails; a package that the service does not know is not taken for one without faults."""
    report = json.dumps({"dependencies": packages})
    assert _audited(tmp_path, f"print({report!r}); raise SystemExit({code})") == (code, said)


@pytest.mark.skipif(not CI.is_dir(), reason="an sdist holds no .ci")
def test_a_service_out_of_reach_is_said(tmp_path: Path) -> None:
    """It fails nothing, and nobody can take it for a clean result."""
    assert _audited(tmp_path, "raise SystemExit('no such host')") == (0, "NOTHING WAS AUDITED: no such host")


@pytest.mark.slow
@pytest.mark.skipif(not CI.is_dir(), reason="an sdist holds no .ci")
def test_the_gates_pythons_are_found_by_version() -> None:
    """Each version once, the oldest first, and none that argmap does not run on."""
    done = subprocess.run(
        [sys.executable, str(CI / "pythons.py")], capture_output=True, text=True, check=True
    )
    found = [line.split(" ", 1) for line in done.stdout.splitlines()]
    minors = [int(version.removeprefix("3.")) for version, _ in found]
    assert sys.version_info[1] in minors
    assert minors == sorted(set(minors))
    assert all(minor >= 11 for minor in minors)
    for version, python in found:
        asked = [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        assert subprocess.check_output(asked, text=True).strip() == version
