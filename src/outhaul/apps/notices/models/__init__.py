"""Notices, how a person wants to hear of them, and the calendar feed."""

from outhaul.apps.notices.models.notices import Kind, Notice
from outhaul.apps.notices.models.readers import Choice, Reader, Way

__all__ = ["Choice", "Kind", "Notice", "Reader", "Way"]
