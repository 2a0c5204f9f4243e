"""Every field of the business file in the browser: shown, read, saved, and told when two people change it.

A page asks `view_of` or `views_of` for what to show, `templates/fields.html` shows it, and `address.save`
answers what a browser sends. Nothing here knows a page.
"""
