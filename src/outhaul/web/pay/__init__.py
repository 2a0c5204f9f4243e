"""Pay: invoices, pay runs, payments, what the bank says, and the ledger."""
