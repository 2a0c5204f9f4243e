"""Candidates as a table: read whatever a business has, write what is read back without loss."""

from outhaul.documents.candidates_file.headings import guessed
from outhaul.documents.candidates_file.rows import CandidateRow, read_rows
from outhaul.documents.candidates_file.table import Table, read_table
from outhaul.documents.candidates_file.values import Told, check
from outhaul.documents.candidates_file.writing import write_csv, write_xlsx

__all__ = [
    "CandidateRow",
    "Table",
    "Told",
    "check",
    "guessed",
    "read_rows",
    "read_table",
    "write_csv",
    "write_xlsx",
]
