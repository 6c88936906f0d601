"""Lists as trees: writers whose lists nest take the flat items of a document as branches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from argmap.blocks import Block, Item


@dataclass(slots=True)
class Branch:
    """An item, the lines that continue it, and the items beneath it."""

    item: Item
    more: list[Item] = field(default_factory=list)
    branches: list[Branch] = field(default_factory=list)


def nested(blocks: Iterable[Block]) -> Iterator[Block | list[Branch]]:
    """Gather each run of items into one list.

    Args:
        blocks: of a document.

    Yields:
        Each block that is no item as it is, and each list as its outermost branches.
    """
    roots: list[Branch] = []
    trail: list[Branch] = []
    for block in blocks:
        if not isinstance(block, Item):
            if roots:
                yield roots
                roots, trail = [], []
            yield block
            continue
        if not block.numbered and trail:
            trail[-1].more.append(block)
            continue
        while trail and trail[-1].item.level >= block.level:
            trail.pop()
        branch = Branch(block)
        (trail[-1].branches if trail else roots).append(branch)
        trail.append(branch)
    if roots:
        yield roots
