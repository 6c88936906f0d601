"""Sources: how a map says where something is taken from, and how that is read, matched and printed.

By topic:

- `locators`: `parse_cite`, `is_locator`, `is_date`.
- `variables`: `normalise_variables` brings the dates of a source's CSL variables to date-parts.
"""

from argmap.sources.locators import is_date, is_locator, parse_cite
from argmap.sources.variables import DATE_VARIABLES, normalise_date, normalise_variables

__all__ = [
    "DATE_VARIABLES",
    "is_date",
    "is_locator",
    "normalise_date",
    "normalise_variables",
    "parse_cite",
]
