"""Words and figures for owners, one way on the terminal, the page, the print and the pictures."""
