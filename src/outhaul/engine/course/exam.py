"""The test of the course: ten questions, two for each guard; every wrong answer is explained."""

from collections.abc import Mapping
from dataclasses import dataclass

from outhaul.engine.verdict import Guard

PASS_SHARE = 0.8
"""Share of right answers from which the test is passed; by judgement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question with its answers; exactly one is right."""

    id: str
    guard: Guard
    text: str
    answers: tuple[str, ...]
    right: int
    """Place of the right answer, from 0."""
    because: str


QUESTIONS: tuple[Question, ...] = (
    Question(
        id="scope-criterion",
        guard=Guard.SCOPE,
        text="Which of these is an acceptance criterion?",
        answers=(
            "The texts are of high quality.",
            "Each product page has a price, a weight and two pictures of at least 1,200 pixels.",
            "The work takes no more than eight hours a week.",
        ),
        right=1,
        because="Two people who read it alone give the same answer. Quality without a measure is a matter of taste, and hours are not a result.",
    ),
    Question(
        id="scope-core",
        guard=Guard.SCOPE,
        text="A baker is asked to hand out recipe development, which is why customers come. What is right?",
        answers=(
            "Keep it, and perhaps hand out the typing of recipe cards.",
            "Hand it out if the rate is low enough.",
            "Hand it out to two contractors, so that neither knows everything.",
        ),
        right=0,
        because="What customers come for stays inside at any rate. Parts that are not core can be split off.",
    ),
    Question(
        id="match-evidence",
        guard=Guard.MATCH,
        text="Which of these tells most about how somebody will do?",
        answers=(
            "The country where they live.",
            "How much they ask an hour.",
            "What they have delivered before, and whether it was accepted.",
        ),
        right=2,
        because="A country is a first guess. Verified deliveries, best of all to you, say more than anything else.",
    ),
    Question(
        id="match-hours",
        guard=Guard.MATCH,
        text="Work needs two shared hours a day. Which figure do you look at?",
        answers=(
            "The mean over the year.",
            "The worst weeks of the year, when clocks have changed on one side only.",
            "The difference of the time zones today.",
        ),
        right=1,
        because="Clocks change at different dates, so a pair that shares two hours today may share one in March.",
    ),
    Question(
        id="pay-low",
        guard=Guard.PAY,
        text="A skilled contractor offers to work a quarter below the market. What do you do?",
        answers=(
            "Take it: it was their own offer.",
            "Take half of the difference.",
            "Offer a rate within the fair band.",
        ),
        right=2,
        because="Low bids fail more often at equal skill, and who is paid below the market leaves. The band protects you both.",
    ),
    Question(
        id="pay-cut",
        guard=Guard.PAY,
        text="The business has a lean month. What may happen to a contractor's rate?",
        answers=(
            "Nothing: a rate never falls. Less volume can be agreed on by a change order.",
            "It may fall if both sides know that it is for a short time.",
            "It may fall by the rate of inflation.",
        ),
        right=0,
        because="Cuts cost more than they save. Volume can be changed by agreement; the rate stays.",
    ),
    Question(
        id="cost-start",
        guard=Guard.COST,
        text="How many of your hours does an engagement take in its first three months?",
        answers=(
            "Fewer than later, because there is little to review.",
            "About twice as many as later.",
            "As many as later.",
        ),
        right=1,
        because="Questions, first reviews and misunderstandings come at the start. Plan for them, and do not start several at once.",
    ),
    Question(
        id="cost-true",
        guard=Guard.COST,
        text="An hour at home costs 40; a contractor asks 12. What is saved?",
        answers=(
            "28 an hour.",
            "Nothing can be said before all costs are counted: your hours, rework, tools, fees, the slow start.",
            "About two thirds.",
        ),
        right=1,
        because="Savings found in practice are 15 to 30 per cent, although offers look far better than that.",
    ),
    Question(
        id="manage-control",
        guard=Guard.MANAGE,
        text="A deliverable comes late for the second time. Which answer is right?",
        answers=(
            "Ask the contractor to work from nine to five, so that you can reach them.",
            "Ask for a daily report of hours.",
            "Talk about the due dates and what stands in the way; agree on a smaller next deliverable.",
        ),
        right=2,
        because="Hours and reports of hours are control of the method, which speaks of employment and does not help. Dates and sizes of results are yours to agree on.",
    ),
    Question(
        id="manage-away",
        guard=Guard.MANAGE,
        text="You are away for two weeks, and a submission is due. Who answers it?",
        answers=(
            "Nobody; silence counts as acceptance.",
            "The deputy, whom you told what is open.",
            "The contractor decides alone whether it is good.",
        ),
        right=1,
        because="Each engagement has a deputy for that. Silence accepts only where the agreement says so, and is never a way of reviewing.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A test that was handed in."""

    share: float
    """Of right answers, 0..1."""
    wrong: tuple[Question, ...]
    """What was answered wrongly or not at all."""

    @property
    def is_passed(self) -> bool:
        """Whether enough answers are right."""
        return self.share >= PASS_SHARE


def mark(answers: Mapping[str, int]) -> Marked:
    """Mark a test: question -> place of the answer that was chosen; what is missing is wrong."""
    wrong = tuple(question for question in QUESTIONS if answers.get(question.id) != question.right)
    return Marked(share=1 - len(wrong) / len(QUESTIONS), wrong=wrong)
