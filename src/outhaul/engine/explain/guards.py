"""The five guards' answers to a plan: what they say of each process and of the whole."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from outhaul.engine import cost, manage, pay
from outhaul.engine.explain.places import exclusions, exclusions_in_words
from outhaul.engine.plan.choices import Choices
from outhaul.engine.plan.groundwork import Groundwork
from outhaul.engine.plan.portfolio import Decided
from outhaul.engine.plan.solution import Figures
from outhaul.engine.saying import say
from outhaul.engine.verdict import Answer, Guard, Verdict

MENDS: Mapping[str, str] = {
    "data must stay": say("Keep it, or split off the part that needs no such data."),
    "too few shared": say("Ask for fewer shared hours, write down what now needs contact, or keep it."),
    "too little of the language": say("Name the language that this work really needs, or keep it."),
    "fair pay": say("Narrow the role, bundle it with other work, enter quotes that you have, or keep it."),
    "minimum wage": say("Narrow the role, bundle it with other work, or keep it."),
    "": say("Change what excludes most places, or keep it."),
}
"""How what stands against most places begins -> what would mend it."""


def guard_answers(
    work: Groundwork,
    plan: tuple[Decided, ...],
    figures: Figures,
    savings: Mapping[str, tuple[float, float]],
) -> tuple[Verdict, ...]:
    """Return every guard's answers, process by process in the order of the file.

    `savings` are headline and true saving of each handed-out process, shares of today's cost.
    """
    duties = {one.candidate: _duties(work, plan, one.candidate) for one in plan}
    answers: list[Verdict] = []
    for one in plan:
        choices = work.choices[one.process]
        answers.append(choices.scope)
        answers += _placed(work, one, choices) if one.handed_out else _not_placed(choices)
        if one.handed_out:
            answers += _cost(work, one, choices, figures, savings[choices.process.id])
        answers.append(_manage(work, one, choices, duties[one.candidate], figures))
    return tuple(answers)


def _placed(work: Groundwork, one: Decided, choices: Choices) -> Iterable[Verdict]:
    """What match and pay say of the chosen place and rate."""
    place = one.option.place
    if place is None or place.market is None or place.band is None:
        return ()
    verdict = pay.guard(
        place.market, place.band, one.option.rate, work.outlook.assumptions, process=choices.process.id
    )
    return (*place.fit.verdicts, verdict)


def _not_placed(choices: Choices) -> Iterable[Verdict]:
    """What stands against every place of work that might go out."""
    if choices.share == 0 or choices.open_places:
        return ()
    counted = exclusions(choices)
    guard, words = counted.most_common(1)[0][0] if counted else (Guard.MATCH, "")
    return (
        Verdict(
            guard=guard,
            answer=Answer.BLOCK,
            rule="PLAN-2",
            reason=say("No place is left for it: {why}.", why=exclusions_in_words(choices)),
            fix=next((fix for start, fix in MENDS.items() if words.startswith(start)), MENDS[""]),
            figures={str(words): float(count) for (_, words), count in counted.items()},
            process=choices.process.id,
        ),
    )


def _cost(
    work: Groundwork, one: Decided, choices: Choices, figures: Figures, saving: tuple[float, float]
) -> Iterable[Verdict]:
    headline, true = saving
    return cost.guard(
        headline_saving=headline,
        true_saving=true,
        owner_hours_freed=one.option.owner_hours_freed,
        capital=figures.capital,
        budget=work.outlook.business.home.capital_budget,
        currency=work.outlook.business.home.currency,
        process=choices.process.id,
    )


def _duties(work: Groundwork, plan: tuple[Decided, ...], candidate: int) -> manage.Duties:
    own = [one for one in plan if one.candidate == candidate]
    outside = [one for one in own if one.handed_out]
    return manage.Duties(
        hours=sum(one.option.load for one in own),
        peak_hours=sum(one.option.peak_load for one in own),
        engagements=len(outside),
        standardised=bool(outside)
        and all(
            manage.is_standardised(
                {k: float(v) for k, v in work.choices[one.process].process.answers.items()}
            )
            for one in outside
        ),
    )


def _manage(
    work: Groundwork, one: Decided, choices: Choices, duties: manage.Duties, figures: Figures
) -> Verdict:
    trained = one.manager.trained or bool(figures.trained[one.candidate])
    manager = replace(one.manager, trained=trained)
    return manage.guard(
        choices.process.id, manager, duties, work.outlook.assumptions, handed_out=one.handed_out
    )
