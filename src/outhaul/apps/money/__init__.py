"""What is owed and paid: invoices from what was accepted, approvals, pay runs, bank lines, the ledger."""
