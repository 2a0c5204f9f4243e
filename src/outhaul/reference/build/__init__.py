"""Make the reference tables from the published files: figures that we derive, never the files."""

from outhaul.reference.build.tables import build

__all__ = ["build"]
