"""From a solved plan to what is told of it: reports, reasons, guards, limits, flips."""
