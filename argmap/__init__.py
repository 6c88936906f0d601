"""argmap: write an argument down once, as YAML; check it, draw it, print outlines and essay skeletons from it."""

__version__ = "0.1.0"
