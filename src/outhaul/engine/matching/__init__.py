"""What guard match reckons with when it weighs a person: parts, history, skills, clocks, questions."""
