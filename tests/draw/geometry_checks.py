"""What a Scene must hold whatever the map: no two boxes meet, no arrow runs through a box, no text leaves its box."""

from __future__ import annotations

from itertools import pairwise

from argmap.drawing.scene import Arrow, Box, Curve, Point, Rectangle, Scene

SLACK = 0.6
"""Half a line's width: what may touch."""


def faults(scene: Scene) -> list[str]:
    """Name all that is wrong on a page."""
    return [*_meetings(scene), *_crossings(scene), *_escapes(scene), *_small(scene)]


def _meetings(scene: Scene) -> list[str]:
    boxes = sorted(scene.boxes, key=lambda box: box.frame[1])
    found = []
    for index, box in enumerate(boxes):
        for other in boxes[index + 1 :]:
            if other.frame[1] >= box.frame[1] + box.frame[3]:
                break
            if _overlap(box.frame, other.frame):
                found.append(f"{box.id} meets {other.id}")
    return found


def _overlap(one: Rectangle, two: Rectangle) -> bool:
    return (
        one[0] < two[0] + two[2]
        and two[0] < one[0] + one[2]
        and one[1] < two[1] + two[3]
        and two[1] < one[1] + one[3]
    )


def _crossings(scene: Scene) -> list[str]:
    rows: dict[int, list[Box]] = {}
    for box in scene.boxes:
        for row in range(int(box.frame[1] // 50), int((box.frame[1] + box.frame[3]) // 50) + 1):
            rows.setdefault(row, []).append(box)
    found = []
    for arrow in scene.arrows:
        for point in _along(arrow):
            found += [
                f"{arrow.id} runs through {box.id}"
                for box in rows.get(int(point[1] // 50), [])
                if _within(point, box.frame)
            ]
    return sorted(set(found))


def _within(point: Point, frame: Rectangle) -> bool:
    x, y, width, height = frame
    return x + SLACK < point[0] < x + width - SLACK and y + SLACK < point[1] < y + height - SLACK


def _along(arrow: Arrow) -> list[Point]:
    points = _sampled(arrow.curve)
    return [*points, arrow.tip] if arrow.tip else points


def _sampled(curve: Curve) -> list[Point]:
    if len(curve) == 2:
        return [_mix(curve[0], curve[1], step / 40) for step in range(41)]
    points: list[Point] = []
    for start in range(0, len(curve) - 3, 3):
        a, b, c, d = curve[start : start + 4]
        points += [_bezier(a, b, c, d, step / 12) for step in range(13)]
    return [_mix(one, two, share / 4) for one, two in pairwise(points) for share in range(4)] + points[-1:]


def _bezier(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    ab, bc, cd = _mix(a, b, t), _mix(b, c, t), _mix(c, d, t)
    return _mix(_mix(ab, bc, t), _mix(bc, cd, t), t)


def _mix(a: Point, b: Point, t: float) -> Point:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def _escapes(scene: Scene) -> list[str]:
    found = []
    for box in scene.boxes:
        texts = [*box.texts, *([box.badge[1]] if box.badge else [])]
        found += [
            f"text leaves {box.id}: {text.lines[0].text}"
            for text in texts
            if not _holds(box.frame, text.rectangle)
        ]
        found += [
            f"texts meet in {box.id}: {one.lines[0].text} / {two.lines[0].text}"
            for one, two in pairwise(texts[: len(box.texts)])
            if _overlap(_thinner(one.rectangle), _thinner(two.rectangle))
        ]
    sheet = (0.0, 0.0, scene.width, scene.height)
    found += [
        f"{box.id} leaves the page"
        for box in scene.boxes
        if not scene.window and not _holds(sheet, box.frame)
    ]
    found += [
        f"text leaves the page: {text.lines}" for text in scene.texts if not _holds(sheet, text.rectangle)
    ]
    return found


def _thinner(frame: Rectangle) -> Rectangle:
    return frame[0], frame[1] + 0.5, frame[2], frame[3] - 1.0


def _holds(outer: Rectangle, inner: Rectangle) -> bool:
    return (
        outer[0] - 0.01 <= inner[0]
        and outer[1] - 0.01 <= inner[1]
        and inner[0] + inner[2] <= outer[0] + outer[2] + 0.01
        and inner[1] + inner[3] <= outer[1] + outer[3] + 0.01
    )


def _small(scene: Scene) -> list[str]:
    texts = [*scene.texts, *(text for box in scene.boxes for text in box.texts)]
    return [f"text of {text.size} pt" for text in texts if text.size < 8]
