"""What is wrong and what would be right, in the language spoken."""

from outhaul.faults import Fault
from outhaul.wording.tongue import tell


def fault_in_words(fault: Fault) -> str:
    """Return problem and remedy as they stand behind the place of a fault.

    >>> fault_in_words(Fault("country", '"ZZ" is not known', 'Did you mean "ZA"?'))
    '"ZZ" is not known. Did you mean "ZA"?'
    """
    return f"{ended(tell(fault.problem))} {ended(tell(fault.remedy))}"


def ended(text: str) -> str:
    """Return `text` with a full stop, unless it ends as a sentence does."""
    return text if text.endswith((".", "?", "!")) else f"{text}."
