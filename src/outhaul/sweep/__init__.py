"""A plan for every business file of a folder: on all cores, on a cluster, and on from where it stopped.

A file becomes a `Task`, a worker makes an `Outcome` of it, and that becomes a line of `results.jsonl`.
Equal files, options and versions give the equal line, whoever plans them and in whatever order.
"""
