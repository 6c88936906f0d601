"""Ask pip-audit for known faults, with its own arguments; say plainly what was audited, and fail on a finding alone.

pip-audit ends well where its service knows no package at all, and badly where it is out of reach: neither tells anything
about a fault.
"""

import json
import subprocess
import sys

COMMAND = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off", *sys.argv[1:]]
done = subprocess.run(COMMAND, capture_output=True, text=True, check=False)  # noqa: S603
try:
    packages = json.loads(done.stdout)["dependencies"]
except ValueError:
    packages = []
audited = [package for package in packages if "vulns" in package]
for package in audited:
    for fault in package["vulns"]:
        known = f"{package['name']} {package['version']}: {fault['id']}"
        sys.stdout.write(f"{known}, mended in {', '.join(fault['fix_versions']) or 'no version'}\n")
if audited:
    sys.stdout.write(f"{len(audited)} of {len(packages)} packages audited\n")
else:
    reasons = (
        [package["skip_reason"] for package in packages] or done.stderr.strip().splitlines() or ["no reason"]
    )
    sys.stdout.write(f"NOTHING WAS AUDITED: {reasons[-1]}\n")
sys.exit(any(package["vulns"] for package in audited))
