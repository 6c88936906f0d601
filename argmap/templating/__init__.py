"""Templates: a planned outline becomes a document by one text file that a teacher can change.

In order: `home` where they lie, `levels` numbering families, `environment` Jinja, `runs` and `parse` Markdown to blocks,
`head` a template's first lines, `fill` what a template may use, `stranger` the process in which users' templates run,
`render` the whole way. What needs Jinja is not loaded from here.
"""

from argmap.templating.home import SHEETS, STYLES, Template, about, built_in

__all__ = ["SHEETS", "STYLES", "Template", "about", "built_in"]
