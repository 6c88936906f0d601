"""Print the set-up commands of a README, each ended by a NUL: its fenced blocks marked `sh setup`."""

import re
import sys
from pathlib import Path

text = Path(sys.argv[1]).read_text(encoding="utf-8")
for block in re.findall(r"^```sh setup\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
    sys.stdout.write(block.strip() + "\0")
