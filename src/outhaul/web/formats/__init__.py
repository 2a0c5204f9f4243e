"""Forms of dates, a module a language."""
