"""Whether the months are compiled already, and compiling them."""

from outhaul.engine.engagement.terms import EngagementTerms
from outhaul.engine.risk.compiled import kernel
from outhaul.engine.risk.compiled.plan import CompiledPlan
from outhaul.engine.risk.draws import CERTAIN
from outhaul.engine.risk.large import LargeDraws
from outhaul.engine.risk.portfolio import Commitment, Portfolio


def is_warm() -> bool:
    """Tell whether numba keeps the compiled months: then they are loaded in a second, not compiled in twenty.

    Numba says so in its index alone, which is of this version of it, of Python and of the source.
    """
    return bool(kernel.live_block.overloads or kernel.live_block._cache._cache_file._load_index())  # noqa: SLF001


def compile_months() -> str:
    """Compile the months unless that is done, and return where they are kept."""
    terms = EngagementTerms(hours=1.0, home_rate=1.0, rate=1.0)
    plan = Portfolio(commitments=(Commitment(process="one", terms=terms, country="DE", currency="EUR"),))
    draws = LargeDraws(processes=("one",), currencies=("EUR",), spreads=CERTAIN, scenarios=256, replicates=1)
    CompiledPlan.of(plan, draws).live(slice(0, 256))
    return str(kernel.live_block.stats.cache_path)
