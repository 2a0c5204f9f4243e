"""What policy and law say of a place, whoever lives there; and what every check of a place is told."""

from dataclasses import dataclass

from outhaul.engine import saying
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Home
from outhaul.engine.geography.culture import Distance
from outhaul.engine.geography.languages import LanguageMatch
from outhaul.engine.geography.overlap import Overlap
from outhaul.engine.geography.standing import Score, Supply
from outhaul.engine.saying import Saying, say
from outhaul.engine.verdict import Answer
from outhaul.reference.embargoes import Embargoes, Measure
from outhaul.reference.model import Country


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What a process asks of a place (§MATCH-3); hours a day, scores 0..1."""

    process: str
    kappa: float
    sigma: float
    overlap_useful: float
    overlap_needed: float
    language: str
    written_only: bool
    M1: float
    stays_home: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a country offers to one process of one business."""

    country: Country
    home: Home
    home_name: str
    zone: str
    main_zone: bool
    """False where only another of a wide country's zones shares enough hours."""
    overlap: Overlap
    language: LanguageMatch
    culture: Distance
    governance: Score
    supply: Supply
    excluded: bool
    """By the owner's policy."""
    embargoes: Embargoes

    @property
    def abroad(self) -> bool:
        """Whether it is another country than the business's own."""
        return self.country.code != self.home.country


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that does not simply pass; `brief` says it in a few words, for a list of options."""

    answer: Answer
    rule: str
    reason: str
    fix: str
    brief: str
    figures: dict[str, float]
    legal: bool = False


def policy(place: Place, _needs: Needs, _assumptions: Assumptions) -> Finding | None:
    """Block what the owner has excluded (§MATCH-11)."""
    if not place.excluded:
        return None
    return Finding(
        Answer.BLOCK,
        "MATCH-11",
        say("You have excluded {country}.", country=name_of(place)),
        say("Take {code} out of exclude_countries.", code=place.country.code),
        say("excluded by your policy"),
        {},
    )


def embargo(place: Place, _needs: Needs, _assumptions: Assumptions) -> Finding | None:
    """Block a country under a comprehensive embargo, warn of other sanctions (§MATCH-8)."""
    measures = place.embargoes.against(place.country.code) if place.abroad else ()
    if not measures:
        return None
    binding = tuple(measure for measure in measures if _forbids(place, measure))
    total = tuple(measure for measure in measures if measure.scope == "comprehensive")
    told = binding or total or measures
    texts = "; ".join(f"{measure.by}: {measure.what} ({measure.source}, {measure.year})" for measure in told)
    return Finding(
        Answer.BLOCK if total else Answer.WARN,
        "MATCH-8",
        say("{country} is under sanctions. {texts}.", country=name_of(place), texts=texts),
        _sanctioned(binding=bool(binding), total=bool(total)),
        say("embargo ({by})", by=", ".join(measure.by for measure in told)),
        {"checked": float(max(measure.year for measure in told))},
        legal=bool(binding),
    )


def _sanctioned(*, binding: bool, total: bool) -> str:
    if binding:
        return say("Choose another country.")
    if total:
        return say(
            "Choose another country: the law leaves you free, but banks and platforms will not carry the pay."
        )
    return say("Ask a lawyer and your bank before you sign or pay anything.")


def _forbids(place: Place, measure: Measure) -> bool:
    return measure.scope == "comprehensive" and place.embargoes.binds(measure, place.home.country)


def data(place: Place, needs: Needs, _assumptions: Assumptions) -> Finding | None:
    """Block every place but home for data that must stay there (§MATCH-10)."""
    if not (needs.stays_home and place.abroad):
        return None
    return Finding(
        Answer.BLOCK,
        "MATCH-10",
        say("The data of this work must stay in {country}.", country=_home(place)),
        say("Look for contractors in {country}, or take the data out of the work.", country=_home(place)),
        say("data must stay at home"),
        {},
        legal=True,
    )


def name_of(place: Place) -> Saying:
    """Return the name of the country, to be told in any language."""
    return saying.country(place.country.code, place.country.name)


def _home(place: Place) -> Saying:
    return saying.country(place.home.country, place.home_name)
