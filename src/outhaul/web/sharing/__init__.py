"""A plan for others: by link, on paper, as a workbook."""
