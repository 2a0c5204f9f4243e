"""What the lists are measured beside: the same pages as Django's manuals teach to write them."""
