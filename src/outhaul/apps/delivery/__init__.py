"""The work as it is delivered: submissions and their reviews, checkpoints, hours, checklists, talk."""
