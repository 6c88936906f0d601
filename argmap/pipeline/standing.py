"""Weigh a map."""

from __future__ import annotations

import json
from typing import Literal

from argmap.model import ArgumentMap
from argmap.standing import weigh
from argmap.standing.telling import as_data, as_text


def weighed(argument: ArgumentMap, form: Literal["text", "json"]) -> str:
    """Say which claims of a map stand, which fall, and by what.

    Args:
        argument: the map.
        form: for people or for programs.

    Returns:
        Text that ends in a line feed.
    """
    standing = weigh(argument)
    if form == "json":
        return json.dumps(as_data(argument, standing), ensure_ascii=False, indent=2) + "\n"
    return as_text(argument, standing)
