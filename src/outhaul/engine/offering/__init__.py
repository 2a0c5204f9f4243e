"""One offer to one contractor: whether it is fair, what reaches them, what it truly costs the business.

Amounts of an offer are in its own currency; whatever the business reckons with is in the business's.
"""
