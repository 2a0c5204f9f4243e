"""Candidates: the list, one of them, telling of one, bringing many, erasing."""
