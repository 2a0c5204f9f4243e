"""Briefs, candidates, what was learned of them, and offers."""

from outhaul.apps.sourcing.models.briefs import Brief
from outhaul.apps.sourcing.models.candidacies import Candidacy, Interview, Note, Trial
from outhaul.apps.sourcing.models.candidates import Candidate, TrackRecord
from outhaul.apps.sourcing.models.keeping import CandidateImport, CandidateMerge, Keeping
from outhaul.apps.sourcing.models.offers import Offer, Override

__all__ = [
    "Brief",
    "Candidacy",
    "Candidate",
    "CandidateImport",
    "CandidateMerge",
    "Interview",
    "Keeping",
    "Note",
    "Offer",
    "Override",
    "TrackRecord",
    "Trial",
]
