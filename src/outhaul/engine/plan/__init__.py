"""The plan: its problem, presolve, model, solution, and what else could be done."""
