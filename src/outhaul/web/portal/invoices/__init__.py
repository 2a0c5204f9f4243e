"""Invoices as the contractor makes, sends and follows them."""
