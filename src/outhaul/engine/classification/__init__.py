"""Whether an engagement looks like employment: questions by the tests of the countries involved.

A warning aid and no advice (§MANAGE-10 to §MANAGE-14): it never says that something complies.
"""
