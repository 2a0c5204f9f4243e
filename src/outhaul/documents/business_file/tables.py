"""The tables of a business file: the one declaration behind TOML, workbook, template and documentation."""

from dataclasses import MISSING, dataclass, fields
from typing import Any

from outhaul.documents.business_file.compounds import Answers, Countries, Hours, Ids, Language, Levels
from outhaul.documents.business_file.kinds import Identifier, Kind, Number, Text, YesNo
from outhaul.documents.business_file.names import CountryCode, CurrencyCode, Occupation, Pin, Zone
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Home, Manager, Policy, Process, Quote, Tool

HOURS_OF_A_MONTH = 744
MOST_PEOPLE = 10_000
MONTH = Number(high=HOURS_OF_A_MONTH, cell_format="0.0", hint="no month has more hours")
MONEY = Number(high=1e12, cell_format="#,##0")
PRICE = Number(high=1e9, cell_format="#,##0.00")
HOURS = Number(
    high=HOURS_OF_A_MONTH * MOST_PEOPLE,
    above=True,
    cell_format="0.0",
    told="a number above 0 and at most 744 for each of your people",
)
SHARE = Number(high=1, cell_format="0%", hint="0.5 is one half")
YES_NO = YesNo()


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a table, which is one column or one line of a sheet."""

    name: str
    kind: Kind
    meaning: str
    otherwise: str = ""
    """What counts when the key is left out, where that is not a plain default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of the file, which is one sheet of the workbook."""

    name: str
    made: type
    """The dataclass that a row becomes."""
    meaning: str
    fields: tuple[Field, ...]
    many: bool
    """True for `[[name]]`, a sheet with a row for each; False for `[name]`, a sheet with a line a key."""
    a_key: str = "a key of this table"
    worded: bool = True
    """True if the keys are words, which a sheet shows as such."""

    @property
    def sheet(self) -> str:
        """Name of the sheet."""
        return self.name.capitalize()

    def defaults(self) -> dict[str, Any]:
        """Return field -> value for all that may be left out; None stands for `otherwise`."""
        found = {}
        for item in fields(self.made):
            if item.default is not MISSING:
                found[item.name] = item.default
            elif item.default_factory is not MISSING:
                found[item.name] = item.default_factory()
        return found

    def required(self) -> tuple[str, ...]:
        """Names of the fields that every row must have."""
        defaults = self.defaults()
        return tuple(item.name for item in self.fields if item.name not in defaults and not item.otherwise)


BUSINESS = Table(
    name="business",
    made=Home,
    many=False,
    meaning="The business itself.",
    fields=(
        Field("name", Text(), "Name of the business"),
        Field("country", CountryCode(), "Where the business is (ISO 3166-1 alpha-2)"),
        Field("currency", CurrencyCode(), "Currency of every amount in this file (ISO 4217)"),
        Field("time_zone", Zone(), "Time zone of the people at home (IANA)"),
        Field("working_hours", Hours(), "From when to when people at home can be reached, local time"),
        Field(
            "languages",
            Levels(at_least_one=True),
            "Languages in which the business can work, with their CEFR levels; the main one first",
        ),
        Field("capital_budget", MONEY, "Money that hardware, software, training and hiring may tie up"),
        Field(
            "owner_hour_value",
            PRICE,
            "What an hour of the owner is worth for something better",
            "hours freed count as hours, not as money",
        ),
        Field("horizon_months", Number(low=6, high=120, whole=True), "How many months the plan looks ahead"),
        Field("discount_rate", SHARE, "Yearly interest by which later money counts less"),
        Field(
            "people",
            Number(low=1, high=MOST_PEOPLE, whole=True),
            "How many people work in the business; picks the typical hours of catalogue processes",
            "2 to 9 people",
        ),
    ),
)

MANAGERS = Table(
    name="managers",
    made=Manager,
    many=True,
    meaning="Your own people who can be accountable for work: at least one, and the owner may be it.",
    fields=(
        Field("id", Identifier(), "Short name, each only once"),
        Field("name", Text(), "Name to print", "the id"),
        Field("free_hours_per_month", MONTH, "Hours a month that are free for managing"),
        Field("cost_per_hour", PRICE, "What an hour of this person costs the business"),
        Field("trained", YES_NO, "Trained to steer contractors by deliverables"),
        Field("is_owner", YES_NO, "Is the owner"),
        Field("full_time", YES_NO, "Manages full time and can keep more people in view"),
        Field("languages", Levels(), "Languages with their CEFR levels", "the languages of the business"),
    ),
)

PROCESSES = Table(
    name="processes",
    made=Process,
    many=True,
    meaning="The work that recurs every month, handed out or not: at least one.",
    fields=(
        Field("id", Identifier(), 'Short name, each only once and not "all"'),
        Field("name", Text(), "Name to print", "the name in the catalogue, else the id"),
        Field(
            "occupation", Occupation(), "Who does such work: an O*NET-SOC code, or a process of the catalogue"
        ),
        Field(
            "hours_per_month",
            HOURS,
            "Hours a month",
            "typical hours of a catalogue process; required with an O*NET-SOC code",
        ),
        Field(
            "home_cost_per_hour",
            Number(high=1e9, above=True, cell_format="#,##0.00"),
            "What an hour of this work costs today, charges included",
            "from reference data of the home country",
        ),
        Field(
            "owner_share", SHARE, "Share of these hours that the owner works", "from the catalogue, else 0"
        ),
        Field(
            "answers",
            Answers(),
            "Answers to the scope questionnaire",
            'from the catalogue, else "don\'t know"; "?" keeps a question open',
        ),
        Field(
            "second_answers",
            Answers(),
            "The answers of a second person, who was asked alone",
            "nobody was asked",
        ),
        Field(
            "min_overlap_hours",
            Number(high=12, cell_format="0.0", hint="hours of one day"),
            "Least shared working hours a day",
            "from answer M5",
        ),
        Field("language", Language(), "Language of the work", "the first of the business"),
        Field("hours_are_estimated", YES_NO, "Nobody has measured the hours yet"),
        Field("accept_prepare", YES_NO, "May be handed out once a missing procedure has been written"),
        Field("pin", Pin(), "Your wish, which the plan obeys", "the plan decides"),
    ),
)

TOOLS = Table(
    name="tools",
    made=Tool,
    many=True,
    meaning="What handed-out work needs and several processes can share.",
    fields=(
        Field("id", Identifier(), "Short name, each only once"),
        Field("name", Text(), "Name to print", "the id"),
        Field("fixed_cost_per_month", MONEY, "Monthly cost as soon as anybody needs it"),
        Field("cost_per_seat_per_month", PRICE, "Monthly cost of each contractor who uses it"),
        Field("capital_cost", MONEY, "Money to be paid once"),
        Field("needed_by", Ids(), "Processes that need it when they are handed out"),
    ),
)

QUOTES = Table(
    name="quotes",
    made=Quote,
    many=True,
    meaning="Real rates that you have seen; they correct the market estimate.",
    fields=(
        Field("occupation", Occupation(), "An O*NET-SOC code, or a process of the catalogue"),
        Field("country", CountryCode(), "Where the contractor is"),
        Field(
            "rate_per_hour",
            Number(high=1e9, above=True, cell_format="#,##0.00"),
            "Rate asked, in your currency",
        ),
    ),
)

POLICY = Table(
    name="policy",
    made=Policy,
    many=False,
    meaning="What you want; all of it may be left out.",
    fields=(
        Field(
            "risk_weight", SHARE, "0: the best average counts. 1: the worst tenth of what may happen counts"
        ),
        Field("premium_min", SHARE, "Least pay above the market rate"),
        Field("premium_max", SHARE, "Most pay above the market rate"),
        Field("home_discount_min", SHARE, "How far below the cost at home a rate must at least lie"),
        Field("max_country_share", SHARE, "Largest share of the handed-out cost in one country"),
        Field("exclude_countries", Countries(), "Countries that you rule out"),
        Field("owner_hours_goal", MONTH, "Hours of the owner that the plan should free each month"),
    ),
)


def _assumption(name: str, metadata: Any) -> Field:  # noqa: ANN401 -- dataclasses' own mapping
    kind = Number(low=metadata["low"], high=metadata["high"], cell_format="General", hint=metadata["unit"])
    return Field(name, kind, metadata["meaning"])


ASSUMPTIONS = Table(
    name="assumptions",
    made=Assumptions,
    many=False,
    meaning="Named figures of the engine that you know better; all of it may be left out.",
    a_key="a named assumption",
    worded=False,
    fields=tuple(_assumption(item.name, item.metadata) for item in fields(Assumptions)),
)

TABLES = (BUSINESS, MANAGERS, PROCESSES, TOOLS, QUOTES, POLICY, ASSUMPTIONS)
