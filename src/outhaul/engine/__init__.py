"""The planning engine: a pure library, numbers in and decisions out.

It knows no web framework, no clock, no file and no environment. The five guards are its five
sibling modules: `scope`, `match`, `pay`, `cost`, `manage`.
"""
