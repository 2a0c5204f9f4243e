"""The lessons: what each guard is for, what a manager does about it, and where the facts come from."""

from dataclasses import dataclass

from outhaul.engine.verdict import Guard


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One lesson of about five minutes."""

    guard: Guard
    title: str
    mistake: str
    """The mistake that it is about, in the words of those who make it."""
    text: tuple[str, ...]
    """Paragraphs."""
    practice: tuple[str, ...]
    """What to do, one thing a line."""
    checks: tuple[tuple[str, str], ...]
    """Questions to oneself, each with what is right."""
    sources: tuple[str, ...]


LESSONS: tuple[Lesson, ...] = (
    Lesson(
        guard=Guard.SCOPE,
        title="Hand out results, never the core",
        mistake="“We'll outsource everything.”",
        text=(
            "What customers come for stays in the business. What goes out must be steered by deliverables: something is handed over, and written criteria say whether it is accepted.",
            "A criterion is good when two people who read it alone would give the same answer. “The report looks professional” is none. “Every bank line of the month is assigned to an account, and the balance equals the statement” is one.",
            "This is more than tidiness. You may not direct how or when a contractor works; somebody whose hours and method are directed is an employee. So the result is the only thing by which you can steer. Where a result cannot be measured, the work stays inside.",
            "Cut work into pieces of two weeks or less. A small first piece shows early whether you understand each other, and nothing is paid before it is accepted.",
        ),
        practice=(
            "Write two to five criteria for each deliverable, each answered by yes or no.",
            "Let a second person read them before they are sent.",
            "Plan a look at each deliverable while it is in the making: a checkpoint.",
        ),
        checks=(
            (
                "“The newsletter is engaging.” How would you make a criterion of it?",
                "Name what two people can count: sent by the 5th, at most 300 words, three own pictures, every link works.",
            ),
            (
                "Two reviewers disagree on whether a result is good. What follows for handing the work out?",
                "It stays inside until there are criteria on which they agree; nobody may steer it by directing the method instead.",
            ),
        ),
        sources=(
            "Prahalad & Hamel, Harvard Business Review 68(3), 1990: core competence.",
            "Eisenhardt, Management Science 31(2), 1985: measurable outcomes and control by results.",
            "Aron & Singh, Harvard Business Review 83(12), 2005: written procedures and agreed measures lower the risk.",
        ),
    ),
    Lesson(
        guard=Guard.MATCH,
        title="Look at the track record, not at the map",
        mistake="“We can hire anywhere in the world.”",
        text=(
            "Language, shared working hours and the work itself decide how well somebody fits. A country is only a first guess; what a person has delivered before is data. In the largest studies of small projects, earlier work together and a provider's low failure rate protect best.",
            "Shared hours matter as far as the work needs talk. Work that is written and handed over needs few; work with several questions a day needs four. Clocks change at different dates in the year, so count the worst weeks, not the average.",
            "Nationality says nothing, and is never asked or scored. People in poorer countries are hired less although they show the same skill; a verified history helps them more than others. Look at it.",
            "A short paid task with criteria tells more than an interview. It sorts out who cannot do the work; it does not rank those who can.",
        ),
        practice=(
            "Check the shared hours in the worst week of the year.",
            "Ask for evidence of language: a text, a call, a certificate.",
            "Agree on a small paid task first, with criteria, a fee and a date.",
        ),
        checks=(
            (
                "Somebody shares one hour a day with you, and the work needs two. May you ask them to work evenings?",
                "No: hours that are demanded are control. They may offer it; if they do not, choose work or a person that fits.",
            ),
            (
                "Two candidates, one from a country you know well, one with twelve accepted deliveries elsewhere. Who looks safer?",
                "The one with the deliveries. What was verified outweighs the country.",
            ),
        ),
        sources=(
            "Jørgensen, Journal of Systems and Software, 2014: small software projects, what fails and what protects.",
            "Hong & Pavlou, “Are Global Online Labor Markets Truly Flat?”, 261,060 bids: language and time zones.",
            "Agrawal, Lacetera & Lyons, Journal of International Economics, 2016: verified history helps where little else is known.",
            "Jørgensen, IEEE Software, 2016: trial tasks sort out, and do not rank.",
        ),
    ),
    Lesson(
        guard=Guard.PAY,
        title="Fair pay is slightly above the market",
        mistake="“The lowest price we can negotiate is fair.”",
        text=(
            "Fair pay lies slightly above the market where the contractor works, and below what you would pay at home. An hour five to fifteen per cent above the middle of that market puts you above more than half of all who ask.",
            "Cheap bids cost later. In 785,326 small projects, a bid a quarter below the mean came with nine per cent more failures among equally skilled people. Who is paid better stays longer, and each change costs weeks of pay for search, learning and disruption.",
            "A rate never falls. Plan raises with their dates: a raise that is seen works better than the same money in the first rate. Pay people in the same role and country alike.",
            "Pay on the day of acceptance, if you can. About three in ten invoices of freelancers are paid late; a client who pays at once gives a raise that costs nothing.",
        ),
        practice=(
            "Offer within the band that is shown; do not bargain below it.",
            "Tell the date and the size of the next raise.",
            "Answer a submission within the days agreed on, and pay what you accepted.",
        ),
        checks=(
            (
                "Ana asks for less than the band begins at. What do you offer?",
                "The lower end of the band or more. She stays longer, and others in the role are paid alike.",
            ),
            (
                "You want to reward good work. When?",
                "On a date that you tell her beforehand, as a visible raise, and by accepting and paying without delay.",
            ),
        ),
        sources=(
            "Jørgensen, EASE 2013, 785,326 small projects: low bids and failures.",
            "Emanuel & Harrington 2020; Bassier, Dube & Naidu 2022: how pay keeps people.",
            "Gilchrist, Luca & Malhotra, Management Science 62(9), 2016: raises that were not expected.",
            "Dube, Giuliano & Leonard 2019: people leave when peers are paid more.",
            "Bonsai 2018: 29 per cent of freelance invoices are paid late.",
        ),
    ),
    Lesson(
        guard=Guard.COST,
        title="Count everything, most of all your own hours",
        mistake="“We'll save money on IT.”",
        text=(
            "The rate is the smaller part of the truth. To it come your own hours, search, handing over knowledge, tools, fees, rework, the slow first months, and finding a successor one day. Cases tell of savings of 15 to 30 per cent where offers were as low as a quarter of the price at home, and often of none on the first projects.",
            "Managing takes hours, not a share of the contract. Five per cent of the hours is 7 per cent of a contract at 45 an hour, and 30 per cent of one at 10, when an hour of the manager costs 60.",
            "The first three months take about twice as much of you. A new contractor delivers about half at the start, and needs months to be up to speed. Plan these hours; they are in the calendar of your load.",
            "Tools are not where to save. A shared place for files, a safe way to pass on passwords and good sound in calls cost less than one misunderstanding a month.",
        ),
        practice=(
            "Write down the hours that you really spend, for the first three months.",
            "Give access and tools before the first day.",
            "Compare the true cost with the plan each quarter, not the rate.",
        ),
        checks=(
            (
                "The offer is 70 per cent below the price at home. What do you check before you call that a saving?",
                "Your own hours at what they are worth, rework, tools, fees, the first slow months, and what a successor would cost.",
            ),
            (
                "Two engagements could start in the same month. What does the calendar of your load show?",
                "Both take about twice their hours for three months. Start the second when the first has settled.",
            ),
        ),
        sources=(
            "Overby, CIO Magazine, 1 September 2003: hidden costs; transition takes 3 to 12 months.",
            "Barthélemy, Sloan Management Review 42(3), 2001: search and management cost.",
            "Muehlemann & Strupler Leiser 2018: what a change of person costs.",
        ),
    ),
    Lesson(
        guard=Guard.MANAGE,
        title="Steer by deliverables, and leave the method alone",
        mistake="“With outsourcing we need no managers.”",
        text=(
            "Contractors run their own work. What the business gets from it, somebody of the business's own answers for: you. There is one accountable manager for each engagement, and a deputy who steps in when you are away.",
            "Review at checkpoints, at most one a day and each tied to a deliverable. More than three unplanned “how is it going?” a week to one person is micromanagement. Watching screens or keyboards brings nothing: over 94 samples it raised stress and did not raise performance.",
            "Feedback is about the result and its criteria: which one is not met, and what would meet it. Never about hours, places or ways of working. Do not train contractors in method, set their hours, approve their leave or forbid other clients. Each of these speaks of employment, and three of them block an engagement.",
            "Know your limits. Somebody who also does other work can steer about four engagements, a full-time manager about seven. If the calendar says that you have no hours left, say so before the next one starts.",
        ),
        practice=(
            "Answer within the days agreed on: accept, or name the criterion that is not met.",
            "Tell the deputy what is open before you leave.",
            "Change the work by a change order, never by a remark.",
        ),
        checks=(
            (
                "You wonder on a Tuesday how far the work is; the checkpoint is on Thursday. What do you do?",
                "Wait until Thursday. If you often wonder, agree on an earlier or smaller deliverable.",
            ),
            (
                "Name three things that you never set for a contractor.",
                "Working hours, place and method; also leave, exclusivity and the tools they own.",
            ),
        ),
        sources=(
            "Ravid et al. 2023 (94 samples), and Siegel, König & Lazar 2022: electronic monitoring.",
            "McKinsey 2017: spans of control from player-coach to coordinator.",
            "Lacerenza et al., Journal of Applied Psychology 102(12), 2017: training works best spaced, practised and with feedback.",
        ),
    ),
)
BY_SLUG = {lesson.guard.value: lesson for lesson in LESSONS}
