"""Calendars as other programmes read them: iCalendar, RFC 5545."""
