"""Briefs as a table, one row a brief: written so that it reads well, read back without loss."""

from outhaul.documents.briefs_file.headings import HEADINGS, KIND
from outhaul.documents.briefs_file.reading import BriefRow, read_briefs
from outhaul.documents.briefs_file.writing import Told, cells_of

__all__ = ["HEADINGS", "KIND", "BriefRow", "Told", "cells_of", "read_briefs"]
