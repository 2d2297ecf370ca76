"""Results as Markdown between the markers of docs/benchmarks.md, and growth as a picture with logarithmic axes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from benchmarks.speed.measure import Ratio, Spent, Spread

BEGIN = "<!-- written by `make bench` -->"
END = "<!-- the end of what `make bench` writes -->"

HEADER = ("what", "takes", "beside", "takes", "ratio (from–to)", "in processor time", "target", "met")


@dataclass(frozen=True)
class Row:
    """One claim: what was measured beside what, how many times as long it takes, and how long it may.

    `told` stands in place of a ratio. Without `limit` or `met` a row is for information.
    """

    what: str
    ours: Spent | None = None
    beside: str = ""
    theirs: Spent | None = None
    ratio: Ratio | None = None
    limit: float | None = None
    target: str = ""
    told: str = ""
    met: bool | None = None

    @property
    def cells(self) -> list[str]:
        """What stands in the table, as `HEADER` names it."""
        return [
            self.what,
            seconds(self.ours),
            self.beside,
            seconds(self.theirs),
            self.told or (spread(self.ratio.wall) if self.ratio else ""),
            spread(self.ratio.cpu) if self.ratio else "",
            self.target or (f"≤ {self.limit:g} ×" if self.limit is not None else ""),
            self._verdict(),
        ]

    def _verdict(self) -> str:
        """Whether the target is met: on a busy machine wall and processor time may not agree."""
        if self.met is not None:
            return "yes" if self.met else "**no**"
        if self.ratio is None or self.limit is None:
            return ""
        wall, cpu = (spread.median <= self.limit for spread in (self.ratio.wall, self.ratio.cpu))
        return {(True, True): "yes", (False, False): "**no**", (True, False): "in wall time alone"}.get(
            (wall, cpu), "in processor time alone"
        )


def seconds(spent: Spent | None) -> str:
    """Wall time, and processor time where it differs."""
    if spent is None:
        return ""
    digits = 3 if spent.wall < 1 else 2 if spent.wall < 100 else 0
    wall, cpu = f"{spent.wall:.{digits}f}", f"{spent.cpu:.{digits}f}"
    return f"{wall} s" if wall == cpu else f"{wall} s ({cpu} s)"


def spread(numbers: Spread) -> str:
    """The median, and from where to where the numbers go."""
    return f"{numbers.median:.2f} × ({numbers.low:.2f}–{numbers.high:.2f})"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; a stroke within a cell does not end it."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def put_between(text: str, made: str) -> str:
    """`text` with `made` between the markers, in place of what stood there.

    Raises:
        ValueError: the markers are not both there, once and in order.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end or BEGIN in rest or END in before + after:
        raise ValueError(f"the page needs one line {BEGIN} and below it one {END}")
    return f"{before}{BEGIN}\n\n{made.strip()}\n\n{END}{after}"


def write(page: Path, made: str) -> None:
    """Put `made` into `page`, between its markers.

    Raises:
        ValueError: as above.
    """
    page.write_text(put_between(page.read_text(encoding="utf-8"), made), encoding="utf-8", newline="\n")


# Pictures -------------------------------------------------------------------------------------

_WIDTH, _HEIGHT = 360, 300
_LEFT, _TOP, _RIGHT, _BOTTOM = 58, 34, 14, 46
_COLOURS = ("#0b5cad", "#c2410c", "#15803d", "#7e22ce")

Points = Sequence[tuple[float, float]]


def picture(title: str, along: str, panels: Mapping[str, Mapping[str, Points]]) -> str:
    """An SVG of panels beside each other, both axes logarithmic: each panel by its unit, each of its lines by name.

    `along` says what is counted along the horizontal axis. A dashed line shows linear growth from a line's last point.
    """
    parts = [
        f'<g transform="translate({at * _WIDTH} 0)">{_panel(unit, along, lines)}</g>'
        for at, (unit, lines) in enumerate(panels.items())
    ]
    size = f"{len(panels) * _WIDTH} {_HEIGHT}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" role="img" font-family="sans-serif"'
        f' font-size="11">\n<title>{escape(title)}</title>\n<rect width="100%" height="100%" fill="#fff"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _panel(unit: str, along: str, lines: Mapping[str, Points]) -> str:
    points = [point for line in lines.values() for point in line]
    across, up = Axis.over(x for x, _ in points), Axis.over(y for _, y in points)
    right, floor = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM

    def x(value: float) -> float:
        return round(_LEFT + across.share(value) * (right - _LEFT), 1)

    def y(value: float) -> float:
        return round(floor - up.share(value) * (floor - _TOP), 1)

    drawn = [f'<text x="{_LEFT}" y="{_TOP - 18}" font-weight="bold">{escape(unit)}</text>']
    drawn.append(f'<text x="{(_LEFT + right) / 2}" y="{_HEIGHT - 10}" text-anchor="middle">{escape(along)}</text>')
    for tick in across.ticks:
        drawn.append(f'<path d="M{x(tick)} {_TOP}V{floor}" stroke="#ddd"/>')
        drawn.append(f'<text x="{x(tick)}" y="{floor + 15}" text-anchor="middle">{tick:g}</text>')
    for tick in up.ticks:
        drawn.append(f'<path d="M{_LEFT} {y(tick)}H{right}" stroke="#ddd"/>')
        drawn.append(f'<text x="{_LEFT - 6}" y="{y(tick) + 4}" text-anchor="end">{tick:g}</text>')
    for at, (name, line) in enumerate(lines.items()):
        colour, last = _COLOURS[at % len(_COLOURS)], line[-1]
        start = max(line[0][0], up.low * last[0] / last[1])
        linear = f"M{x(start)} {y(last[1] * start / last[0])}L{x(last[0])} {y(last[1])}"
        drawn.append(f'<path d="{linear}" stroke="{colour}" stroke-dasharray="2 4" opacity=".6"/>')
        path = "L".join(f"{x(size)} {y(value)}" for size, value in line)
        drawn.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        drawn += [f'<circle cx="{x(size)}" cy="{y(value)}" r="3" fill="{colour}"/>' for size, value in line]
        drawn.append(f'<text x="{_LEFT + 8 + 100 * at}" y="{_TOP - 4}" fill="{colour}">{escape(name)}</text>')
    return "".join(drawn)


@dataclass(frozen=True)
class Axis:
    """A logarithmic axis over whole powers of ten."""

    low: float
    high: float

    @classmethod
    def over(cls, values: Iterable[float]) -> Axis:
        """The shortest one that holds all `values`, which are above 0."""
        whole = list(values)
        low, high = math.floor(math.log10(min(whole))), math.ceil(math.log10(max(whole)))
        return cls(10.0**low, 10.0 ** max(high, low + 1))

    def share(self, value: float) -> float:
        """How far along `value` lies: 0 at the low end, 1 at the high one."""
        return math.log10(value / self.low) / math.log10(self.high / self.low)

    @property
    def ticks(self) -> list[float]:
        """The powers of ten."""
        number = round(math.log10(self.high / self.low))
        return [self.low * 10**at for at in range(number + 1)]
