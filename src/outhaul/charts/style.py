"""Colours and settings that every picture shares.

Each colour has one meaning and one hex value; the stylesheet knows them by that value and gives the
night's counterpart, so a drawing is the same file by day, by night and in print.
"""

from typing import Any

PAPER = "#fbf8f1"
INK = "#1c2b33"
MUTED = "#5a6670"
RULE = "#d8d1c0"
FAINT = "#e9e4d8"
SIGNAL = "#a8480f"
LOSS = "#a3161f"

SCOPE = "#2d5b8c"
MATCH = "#1d7468"
PAY = "#86640f"
COST = "#75467f"
MANAGE = "#4c6a24"

STEPS = ("#0f5c63", "#3b8783", "#7fb2a6", "#c3d6c4", "#e3c98f")
"""From far cheaper than here to dearer than here."""

SANS = "Libertinus Serif"
"""In print; the stylesheet sets the interface's own font on a page."""

CONFIG: dict[str, Any] = {
    "background": None,
    "font": SANS,
    "padding": {"left": 2, "right": 2, "top": 4, "bottom": 4},
    "view": {"stroke": None},
    "aria": False,
    "axis": {
        "labelColor": MUTED,
        "labelFontSize": 12,
        "titleColor": MUTED,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "domain": False,
        "ticks": False,
        "gridColor": FAINT,
        "labelPadding": 6,
    },
    "text": {"color": INK, "fontSize": 12},
    "rule": {"color": INK},
}
