"""How the work goes: small numbers read honestly, both ways, and what they teach (docs/rules/perform.md)."""
