"""The planning engine: a pure library, numbers in and decisions out.

It knows no web framework, no clock, no file and no environment. The five guards are its five
sibling modules: `scope`, `match`, `pay`, `cost`, `manage`. What a guard reckons with and is a subject
of its own lies in a package beside them: `questionnaire` and `answers` for scope, `geography` for
match, `wages` for pay, `engagement` for cost. `plan` chooses, `risk` lives the choice through,
`explain` says why.
"""
