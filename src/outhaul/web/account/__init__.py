"""Accounts, members, the audit trail: who may do what, and who did what."""
