"""Run: what waits for the client's people, answers to what was handed in, checkpoints, checklists."""
