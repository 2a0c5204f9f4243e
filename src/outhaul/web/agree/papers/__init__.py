"""Papers for payment: the page of the contractor, and what the business sees of them."""
