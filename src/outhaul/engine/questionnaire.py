"""The scope questionnaire as data: questions, anchors, weights (§SCOPE-1).

Answers run from 0 to 4, each step with an anchor; M7 is yes or no. Weights and anchors are
judgement; where a question stands for a published test, its `source` says which.
"""

from dataclasses import dataclass
from typing import Literal

Part = Literal["core", "manageability", "gate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question about a process; `anchors[a]` is the meaning of answer a."""

    id: str
    part: Part
    text: str
    anchors: tuple[str, ...]
    weight: float = 0.0
    opens: bool
    """True if the highest answer speaks for handing the work out, False if the lowest does."""
    source: str = "judgement"

    @property
    def best(self) -> float:
        """The answer that speaks most for handing the work out."""
        return float(len(self.anchors) - 1 if self.opens else 0)

    @property
    def worst(self) -> float:
        """The answer that speaks most for keeping the work."""
        return float(0 if self.opens else len(self.anchors) - 1)


QUESTIONNAIRE: tuple[Question, ...] = (
    Question(
        id="C1",
        part="core",
        text="Would customers notice, or leave, if this were done no better than average?",
        anchors=(
            "nobody would notice",
            "a few would notice",
            "many would notice",
            "some would leave",
            "it is the main reason why they buy",
        ),
        weight=0.25,
        opens=False,
        source="Prahalad & Hamel 1990: contributes to the customer's benefit",
    ),
    Question(
        id="C2",
        part="core",
        text="How long would a competent rival need to do it as we do?",
        anchors=(
            "less than a month",
            "1 to 3 months",
            "3 to 12 months",
            "1 to 3 years",
            "more than 3 years, or never",
        ),
        weight=0.20,
        opens=False,
        source="Prahalad & Hamel 1990: hard to imitate",
    ),
    Question(
        id="C3",
        part="core",
        text="How many of our products, markets or coming offers rest on it?",
        anchors=("none", "one", "some", "most", "nearly all"),
        weight=0.10,
        opens=False,
        source="Prahalad & Hamel 1990: opens several markets",
    ),
    Question(
        id="C4",
        part="core",
        text="How good are we at it beside the best provider whom we could hire?",
        anchors=("clearly worse", "somewhat worse", "about as good", "somewhat better", "clearly the best"),
        weight=0.15,
        opens=False,
        source="McIvor 2000: importance and relative capability",
    ),
    Question(
        id="C5",
        part="core",
        text="How long until an expert who does not know us would be fully productive?",
        anchors=("less than a week", "1 to 4 weeks", "1 to 3 months", "3 to 6 months", "more than 6 months"),
        weight=0.20,
        opens=False,
        source="Williamson 1985; Dibbern, Winkler & Heinzl 2008: specificity drives the client's extra cost",
    ),
    Question(
        id="C6",
        part="core",
        text="If whoever does it vanished tomorrow, how long until it ran again?",
        anchors=(
            "less than a day",
            "less than a week",
            "less than a month",
            "less than 3 months",
            "more than 3 months",
        ),
        weight=0.10,
        opens=False,
        source="Williamson 1985: hold-up",
    ),
    Question(
        id="M1",
        part="manageability",
        text="With written criteria in hand, would two reviewers agree that a result is accepted?",
        anchors=("no", "now and then", "mostly", "nearly always", "a test or a count decides"),
        weight=0.30,
        opens=True,
        source="Ouchi 1979; Eisenhardt 1985: contract for what can be measured",
    ),
    Question(
        id="M2",
        part="manageability",
        text="How long after delivery do we know that it is good?",
        anchors=("more than 6 months", "1 to 6 months", "2 to 4 weeks", "less than 2 weeks", "at once"),
        weight=0.15,
        opens=True,
        source="Aron & Singh 2005: metrics lower operational risk",
    ),
    Question(
        id="M3",
        part="manageability",
        text="Is there a written procedure with examples?",
        anchors=(
            "it is all in one head",
            "a few notes",
            "the usual case is written",
            "most cases, with examples",
            "complete and up to date",
        ),
        weight=0.20,
        opens=True,
        source="Aron & Singh 2005: codifiability",
    ),
    Question(
        id="M4",
        part="manageability",
        text="Can it be cut into deliverables of at most two weeks and a tenth of the value?",
        anchors=(
            "no",
            "a few pieces of months",
            "pieces of about a month",
            "pieces of one or two weeks",
            "something is delivered every day",
        ),
        weight=0.15,
        opens=True,
    ),
    Question(
        id="M5",
        part="manageability",
        text="How often does it need an unplanned live talk with our people?",
        anchors=("every hour", "several times a day", "daily", "a few times a week", "once a week or less"),
        weight=0.10,
        opens=True,
        source="Chauvin, Choudhury & Fang 2021: live contact falls with time-zone distance",
    ),
    Question(
        id="M6",
        part="manageability",
        text="How much of what is asked changes in a month?",
        anchors=("more than half", "25 to 50 %", "10 to 25 %", "3 to 10 %", "less than 3 %"),
        weight=0.10,
        opens=True,
    ),
    Question(
        id="M7",
        part="gate",
        text="Can all of it be done with only a computer and a network?",
        anchors=("no", "yes"),
        opens=True,
        source="Dingel & Neiman 2020: work that can be done from home",
    ),
    Question(
        id="G1",
        part="gate",
        text="Which data does it touch?",
        anchors=(
            "none",
            "internal data",
            "personal data",
            "data that must stay in the home country",
            "data that must stay with own staff",
        ),
        opens=False,
    ),
    Question(
        id="G2",
        part="gate",
        text="Must somebody direct the hours, the place, the method, or forbid work for others?",
        anchors=("no", "rarely", "sometimes", "mostly", "fully"),
        opens=False,
        source="tests of worker classification: US common law, ABC, UK CEST",
    ),
)

CORE = tuple(question for question in QUESTIONNAIRE if question.part == "core")
MANAGEABILITY = tuple(question for question in QUESTIONNAIRE if question.part == "manageability")
BY_ID = {question.id: question for question in QUESTIONNAIRE}
