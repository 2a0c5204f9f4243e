"""A picture of seconds against processes, both on logarithmic axes, as SVG."""

from html import escape
from math import log10

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 420, 70, 170, 44, 52
INKS = ("#0b5c6b", "#b3541e", "#6b4a9e", "#3f7d3a", "#8a6d1b")


def drawn(title: str, lines: dict[str, list[tuple[float, float, bool]]]) -> str:
    """The picture of points (processes, seconds, reached): an open circle did not reach what was asked."""
    points = [point for line in lines.values() for point in line]
    right, high = max(x for x, _, _ in points) * 1.15, max(y for _, y, _ in points) * 1.6
    left, low = min(x for x, _, _ in points) / 1.15, min(y for _, y, _ in points) / 1.6

    def across(x: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * log10(x / left) / log10(right / left)

    def up(y: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * log10(y / low) / log10(high / low)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"',
        '  font-family="system-ui, sans-serif" font-size="12" fill="#222">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fbf8f1"/>',
        f'<text x="{LEFT}" y="24" font-size="15">{escape(title)}</text>',
    ]
    base = HEIGHT - BOTTOM
    for x in sorted({x for x, _, _ in points}):
        at = f"{across(x):.1f}"
        parts.append(f'<line x1="{at}" x2="{at}" y1="{TOP}" y2="{base}" stroke="#ddd5c3"/>')
        parts.append(f'<text x="{at}" y="{base + 18}" text-anchor="middle">{x:,.0f}</text>')
    for power in range(-3, 5):
        if low <= 10**power <= high:
            y = up(10**power)
            parts.append(
                f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd5c3"/>'
            )
            parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 12}" text-anchor="middle">processes</text>')
    taken: list[float] = []
    for ink, (name, line) in zip(INKS, lines.items(), strict=False):
        path = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y, _ in line)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{ink}" stroke-width="2"/>')
        for x, y, reached in line:
            ring = f'fill="{ink if reached else "#fbf8f1"}" stroke="{ink}" stroke-width="2"'
            parts.append(f'<circle cx="{across(x):.1f}" cy="{up(y):.1f}" r="4" {ring}/>')
        x, y, _ = line[-1]
        height = up(y) + 4
        while any(abs(height - other) < 15 for other in taken):  # noqa: PLR2004 -- a line of text
            height += 3
        taken.append(height)
        parts.append(f'<text x="{across(x) + 10:.1f}" y="{height:.1f}" fill="{ink}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>", ""])
