"""The questions of the classification check as data (§MANAGE-11).

They follow the structure of published tests in our own words. `employs` is the answer that speaks of
employment; `change` is what would make the other answer true.
"""

from dataclasses import dataclass
from enum import StrEnum

from outhaul.engine.manage import FLAGS


class Yardstick(StrEnum):
    """A set of questions that some countries ask by."""

    GLOBAL = "global"
    COMMON_LAW = "common law"
    ABC = "abc"
    CEST = "cest"


TITLES = {
    Yardstick.GLOBAL: "Everywhere",
    Yardstick.COMMON_LAW: "United States: common law",
    Yardstick.ABC: "Parts of the United States: the ABC test",
    Yardstick.CEST: "United Kingdom: employment status",
}
SOURCES = {
    Yardstick.GLOBAL: "The questions behind most tests; EU directive 2024/2831. Three flags: our judgement.",
    Yardstick.COMMON_LAW: "Structure of the test of the US Internal Revenue Service: behavioural, financial, relationship.",
    Yardstick.ABC: "Structure of California Labor Code section 2775; several other states ask alike. All three must hold.",
    Yardstick.CEST: "Structure of HM Revenue & Customs' Check Employment Status for Tax.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, answered by yes, no or "don't know"."""

    id: str
    test: Yardstick
    part: str
    """The factor of the test that it belongs to."""
    text: str
    why: str
    employs: bool
    change: str


def _of(test: Yardstick, part: str, *rows: tuple[str, str, bool, str, str]) -> tuple[Question, ...]:
    return tuple(
        Question(id=key, test=test, part=part, text=text, employs=employs, why=why, change=change)
        for key, text, employs, why, change in rows
    )


_WHY_FLAG = {
    "fixed_hours": ("Who sets the hours directs the person, not the result.", "Agree on due dates and leave the hours free."),
    "place": ("Who sets the place directs the person, not the result.", "Leave the place to them."),
    "exclusivity": ("Somebody who may serve only one client has no business of their own.", "Let them work for others; confidentiality protects you enough."),
    "company_tools": ("Independent people bring what their trade needs.", "Let them use their own equipment; give access only to what the work itself is in."),
    "approves_leave": ("Employees ask for leave; contractors tell when they deliver.", "Agree on due dates instead of leave."),
    "line_management": ("A place in the chain of command is a job.", "Keep leading people with your own managers."),
    "indefinite_term": ("Work without an end or a result looks like a position.", "Set an end date, and renew by agreement."),
    "income_share": ("Somebody who lives from one client depends like an employee.", "Ask; where it is so, a smaller volume or employment is safer."),
}  # fmt: skip

# fmt: off
QUESTIONS: tuple[Question, ...] = (
    *_of(Yardstick.GLOBAL, "", *((key, text, True, *_WHY_FLAG[key]) for key, text in FLAGS.items())),
    *_of(
        Yardstick.COMMON_LAW, "Behavioural control",
        ("cl_instructions", "Do we tell them how to do the work: in which steps, with which tools?", True, "Instructions on the method are control, even if they are seldom used.", "Describe results and criteria, and leave the method to them."),
        ("cl_training", "Do we train them in our way of doing the work?", True, "Training in method says that the method matters to us.", "Explain what is needed and why; train your own managers instead."),
        ("cl_evaluation", "Do we judge how they work, and not only what they deliver?", True, "Judging the way of working is control.", "Judge deliverables by their criteria alone."),
    ),
    *_of(
        Yardstick.COMMON_LAW, "Financial control",
        ("cl_expenses", "Do we pay their running costs beside the fee?", True, "Independent people carry the costs of their trade.", "Let the fee cover their costs."),
        ("cl_market", "Do they offer their services to others?", False, "Being on the market is the mark of a business.", "Choose somebody with other clients, and never hinder them."),
        ("cl_loss", "Can they gain or lose money by how well they do the work?", False, "A chance of profit and loss is the mark of a business.", "Pay a fixed price for each accepted milestone."),
        ("cl_paid_by_time", "Are they paid for time, whatever is delivered?", True, "A wage is paid for time.", "Pay for accepted milestones, or cap the hours and pay on acceptance."),
    ),
    *_of(
        Yardstick.COMMON_LAW, "Relationship",
        ("cl_contract", "Does a written contract say that they are independent?", False, "Words do not decide, but their absence counts.", "Keep the clause on independence."),
        ("cl_benefits", "Do they get paid leave, insurance or a pension from us?", True, "Such benefits belong to employees.", "Put their value into the rate instead."),
        ("cl_permanent", "Is it meant to go on without an end?", True, "Permanence is the mark of a position.", "Set an end date, and renew by agreement."),
        ("cl_key", "Is the work a key part of what the business sells?", True, "We are likely to direct what we live from.", "Keep core work inside; hand out what supports it."),
    ),
    *_of(
        Yardstick.ABC, "A: free from control",
        ("abc_control", "Are they free from our control in doing the work, by contract and in fact?", False, "All three parts must hold, or the law there presumes employment.", "Leave hours, place and method to them, and do so in fact."),
    ),
    *_of(
        Yardstick.ABC, "B: outside the usual course",
        ("abc_course", "Is the work outside the usual course of our business?", False, "A bakery that hands out bookkeeping passes; one that hands out baking does not.", "Hand out only what is not your trade."),
    ),
    *_of(
        Yardstick.ABC, "C: a trade of their own",
        ("abc_trade", "Do they run a trade of their own in just this kind of work?", False, "It must exist already, not only be possible.", "Choose somebody with a business and clients of their own."),
    ),
    *_of(
        Yardstick.CEST, "Substitution",
        ("cest_substitute", "May they send somebody else to do the work, and would we accept that?", False, "Employees serve in person.", "Keep the clause that lets them send a substitute with the same skill."),
        ("cest_substitute_pays", "Would they choose and pay that person themselves?", False, "A substitute whom we pay is only another worker of ours.", "Let them choose and pay the substitute."),
    ),
    *_of(
        Yardstick.CEST, "Control",
        ("cest_how", "Do we decide how the work is done?", True, "Control over how is the heart of employment.", "Describe results and criteria only."),
        ("cest_when", "Do we decide at which hours it is done?", True, "Due dates are no control; working hours are.", "Agree on due dates and leave the hours free."),
        ("cest_where", "Do we decide where it is done?", True, "The place is theirs to choose.", "Leave the place to them."),
        ("cest_moved", "Can we move them to other tasks without a new agreement?", True, "Employees are moved; contractors agree on a change.", "Change the work by change orders alone."),
    ),
    *_of(
        Yardstick.CEST, "Financial risk",
        ("cest_correct", "Must they put right at their own cost what was not good enough?", False, "Risk of loss is the mark of a business.", "Keep the clause that corrections are theirs."),
        ("cest_costs", "Do they carry costs of their own, such as equipment, before they are paid?", False, "Risk of loss is the mark of a business.", "Let them bring their equipment."),
        ("cest_fixed", "Are they paid a fixed price for a result?", False, "A price for a result can bring profit or loss.", "Pay a fixed price for each accepted milestone."),
    ),
    *_of(
        Yardstick.CEST, "Part and parcel",
        ("cest_line", "Do they lead or assess our people?", True, "Leading our people is a role in the business.", "Keep leading people with your own managers."),
        ("cest_present", "Do they appear to customers as one of ours: title, card, signature?", True, "Who stands for the business belongs to it.", "Let them appear under their own name or firm."),
        ("cest_benefits", "Are they entitled to benefits of staff?", True, "Benefits of staff belong to staff.", "Put their value into the rate instead."),
    ),
)
# fmt: on
BY_ID = {question.id: question for question in QUESTIONS}


def yardsticks(client: str, contractor: str) -> tuple[Yardstick, ...]:
    """Return the tests for the countries of both sides, ISO 3166-1 alpha-2 (§MANAGE-11).

    The strictest with a link to the work governs, so each side's own tests are asked. The ABC test
    protects those who work there, so it is asked where the contractor does.
    """
    either = {client, contractor}
    tests = [Yardstick.GLOBAL]
    if "US" in either:
        tests.append(Yardstick.COMMON_LAW)
    if contractor == "US":
        tests.append(Yardstick.ABC)
    if "GB" in either:
        tests.append(Yardstick.CEST)
    return tuple(tests)


def asked(tests: tuple[Yardstick, ...]) -> tuple[Question, ...]:
    """Return the questions of `tests`, in their order."""
    return tuple(question for question in QUESTIONS if question.test in tests)
