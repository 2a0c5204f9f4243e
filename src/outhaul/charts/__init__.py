"""Pictures: plain Vega-Lite dictionaries in, SVG out.

Each picture is a module of pure functions that make a `Picture`: title, description, specification
and the table behind it. `draw` turns it into SVG.
"""
