"""The figures of two plans beside each other, with their differences."""

from dataclasses import dataclass
from typing import Protocol

from outhaul.engine.report import Headline
from outhaul.wording.numbers import Numbers, listed, months, months_long, plain_hours, rounded_hours, share
from outhaul.wording.tongue import later, said, several, word

SAME = later("the same")


class Told(Protocol):
    """A plan, or as much of its report as its figures need."""

    @property
    def country(self) -> str: ...  # noqa: D102 -- as of a report

    @property
    def currency(self) -> str: ...  # noqa: D102 -- likewise

    @property
    def horizon_months(self) -> int: ...  # noqa: D102 -- likewise

    @property
    def headline(self) -> Headline | None: ...  # noqa: D102 -- likewise


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure in two plans."""

    name: str
    """Which figure: hours, saving, cost, worth, loss, payback or capital."""
    label: str
    before: str
    after: str
    difference: str
    """In words, "the same" where they print alike, empty where they cannot be subtracted."""
    better: bool | None
    """Whether the owner is better off; None where there is no difference, or none that can be told."""

    @property
    def differs(self) -> bool:
        """True if the two print differently."""
        return self.before != self.after


def figure_changes(before: Told, after: Told) -> tuple[FigureChange, ...]:
    """Return the figures that an owner asks for first; none where one of the plans does not exist."""
    if before.headline is None or after.headline is None:
        return ()
    pair = _Pair(before, after, before.headline, after.headline)
    return (
        pair.hours(),
        pair.saving(),
        pair.cost(),
        pair.worth(),
        pair.loss(),
        pair.payback(),
        pair.capital(),
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two plans that exist."""

    before: Told
    after: Told
    was: Headline
    now: Headline

    @property
    def numbers(self) -> tuple[Numbers, Numbers]:
        first, second = self.before, self.after
        return Numbers(first.country, first.currency), Numbers(second.country, second.currency)

    def hours(self) -> FigureChange:
        was, now = self.was.owner_hours_freed_per_month, self.now.owner_hours_freed_per_month
        told = (_hours(was), _hours(now))
        gap = rounded_hours(now) - rounded_hours(was)
        apart = plain_hours(abs(gap))
        words = (
            said("{hours} h a month more", hours=apart)
            if gap > 0
            else said("{hours} h a month fewer", hours=apart)
        )
        return _made("hours", said("Your hours freed"), told, words, gap)

    def saving(self) -> FigureChange:
        was, now = self.was.true_saving, self.now.true_saving
        gap = round(100 * now) - round(100 * was)
        return _made("saving", said("True saving"), (share(was), share(now)), _points(gap), gap)

    def cost(self) -> FigureChange:
        pair = (self.was.monthly_cost_planned, self.now.monthly_cost_planned)
        return self._money("cost", said("True cost a month"), pair, sign=-1)

    def worth(self) -> FigureChange:
        pair = (self.was.npv.mean, self.now.npv.mean)
        if self.before.horizon_months != self.after.horizon_months:
            return self._apart("worth", said("Worth over the horizon"), pair)
        label = said("Worth over {months}", months=months_long(self.after.horizon_months))
        return self._money("worth", label, pair, sign=1, se=max(self.was.npv.se, self.now.npv.se))

    def loss(self) -> FigureChange:
        was, now = share(self.was.p_loss, self.was.p_loss_se), share(self.now.p_loss, self.now.p_loss_se)
        gap = round(100 * self.now.p_loss) - round(100 * self.was.p_loss)
        words = _points_apart(gap) if gap else said("about the same")
        return _made("loss", said("Chance of losing money"), (was, now), words, -gap)

    def payback(self) -> FigureChange:
        was, now = self.was.payback_months, self.now.payback_months
        told = (
            months(was.p50, was.p90, self.before.horizon_months),
            months(now.p50, now.p90, self.after.horizon_months),
        )
        if was.p50 is None or now.p50 is None:
            gap = float(now.p50 is None) - float(was.p50 is None)
            same = "" if gap else word(SAME)
            return FigureChange("payback", said("Pays for itself in"), *told, same, _sign(-gap))
        gap = round(now.p50) - round(was.p50)
        words = _later(gap) if gap else said("about the same")
        return _made("payback", said("Pays for itself in"), told, words, -gap)

    def capital(self) -> FigureChange:
        pair = (self.was.capital_needed, self.now.capital_needed)
        return self._money("capital", said("Money needed up front"), pair, sign=-1)

    def _money(
        self, name: str, label: str, pair: tuple[float, float], *, sign: int, se: float = 0.0
    ) -> FigureChange:
        if self.before.currency != self.after.currency:
            return self._apart(name, label, pair)
        numbers, (was, now) = self.numbers[1], pair
        told = (numbers.money(was, se=se), numbers.money(now, se=se))
        apart = numbers.money(abs(now - was), se=se)
        words = said("{amount} more", amount=apart) if now > was else said("{amount} less", amount=apart)
        return _made(name, label, told, words, sign * (now - was))

    def _apart(self, name: str, label: str, pair: tuple[float, float]) -> FigureChange:
        first, second = self.numbers
        return FigureChange(name, label, first.money(pair[0]), second.money(pair[1]), "", None)


def _made(name: str, label: str, told: tuple[str, str], words: str, gain: float) -> FigureChange:
    if told[0] == told[1]:
        return FigureChange(name, label, *told, word(SAME), None)
    return FigureChange(name, label, *told, words, _sign(gain))


def _sign(gain: float) -> bool | None:
    return gain > 0 if gain else None


def _hours(value: float) -> str:
    return said("{hours} h a month", hours=plain_hours(value))


def _points(gap: int) -> str:
    if gap > 0:
        return several(gap, "{count} point more", "{count} points more")
    return several(-gap, "{count} point less", "{count} points less")


def _points_apart(gap: int) -> str:
    if gap > 0:
        return several(gap, "{count} point higher", "{count} points higher")
    return several(-gap, "{count} point lower", "{count} points lower")


def _later(gap: int) -> str:
    if gap > 0:
        return several(gap, "{count} month later", "{count} months later")
    return several(-gap, "{count} month sooner", "{count} months sooner")


def in_sentence(figures: tuple[FigureChange, ...]) -> str:
    """Return hours, worth and chance of loss of a change as the rest of a sentence.

    >>> figures = (FigureChange("hours", "", "31 h a month", "24 h a month", "7 h a month fewer", False),)
    >>> in_sentence(figures)
    '7 h a month fewer come back to you'
    """
    by_name = {figure.name: figure for figure in figures}
    parts = tuple(
        told
        for name, words in (
            ("hours", later("{figure} come back to you")),
            ("worth", later("the plan is worth {figure}")),
            ("loss", later("the chance of losing money is {figure}")),
        )
        if (told := _part(by_name.get(name), words))
    )
    return listed(parts) or said("hours freed, worth and chance of losing money stay as they are")


def _part(figure: FigureChange | None, words: str) -> str:
    if figure is None or not figure.differs or not figure.difference:
        return ""
    difference = figure.difference
    if figure.name == "loss":
        difference = said("{after} instead of {before}", after=figure.after, before=figure.before)
    return said(words, figure=difference)
