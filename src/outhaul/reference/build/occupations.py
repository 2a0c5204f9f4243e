"""One row an occupation: names, wages in the United States, ISCO group, skills and technologies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec
from rapidfuzz import fuzz

from outhaul.reference.build.figures import figure
from outhaul.reference.build.raw import Raw, Row
from outhaul.reference.model import Figure, Occupation

DATA = Path(__file__).parents[1] / "data"
QUANTILES = ("mean", "p10", "p25", "p50", "p75", "p90")
HOURS_OF_A_YEAR = 2080
OEWS_YEAR = 2025
ACROSS_COUNTRIES = 0.55
"""Slope of British on American pay factors within a major group (§PAY, third layer)."""
CLERKS = "4"
SKILLS, TECHNOLOGIES, TITLES = 8, 10, 14
"""How many a row holds at most."""
USUAL_MAJOR: Mapping[str, str] = {
    **dict.fromkeys(("13", "15", "17", "19", "21", "23", "25", "27", "29"), "2"),
    **dict.fromkeys(("31", "33", "35", "39", "41"), "5"),
    **dict.fromkeys(("47", "49"), "7"),
    **dict.fromkeys(("51", "53"), "8"),
    "11": "1",
    "37": "9",
    "43": "4",
    "45": "6",
    "55": "0",
}
"""SOC major group -> ISCO-08 major group of most of its occupations."""
UNIT_GROUP: Mapping[str, str] = {
    "11-1021": "1120",
    "11-3013": "1219",
    "11-3031": "1211",
    "15-1253": "2519",
    "19-3099": "2633",
    "25-3021": "2359",
    "25-3041": "2359",
}
"""Where neither titles nor votes find the group that the crosswalk means."""


def occupations(raw: Raw) -> list[Occupation]:
    """Return every occupation of O*NET whose pay in the United States is known, by code."""
    tables = Tables(raw)
    found = (
        tables.occupation(row.text("onet_soc"), row.text("title"))
        for row in raw.rows("onet_29_3_occupations.csv")
    )
    return sorted((row for row in found if row), key=lambda row: row.code)


@dataclass(frozen=True)
class Tables:
    """The published files, indexed by occupation."""

    raw: Raw

    def occupation(self, code: str, title: str) -> Occupation | None:
        """Return the row of one O*NET-SOC code, or None where its pay is not known."""
        wages = self.wages(code)
        if not wages:
            return None
        isco = self.isco(code)
        return Occupation(
            code=code,
            title=title,
            other_titles=self.titles(code, title),
            isco=isco,
            us_wages=wages,
            within_group=self.within_group(isco),
            remote=self.remote(code),
            skills=self.skills.get(code) or self.skills.get(f"{code[:7]}.00", {}),
            technologies=self.technologies.get(code) or self.technologies.get(f"{code[:7]}.00", ()),
        )

    @cached_property
    def oews(self) -> Mapping[str, Row]:
        """SOC code -> row of wages."""
        return {row.text("soc"): row for row in self.raw.rows("us_oews_2025_national.csv")}

    def wages(self, code: str) -> dict[str, Figure]:
        """Return the wages of the SOC code, else of the broad group that its wages are published with."""
        for soc in (code[:7], f"{code[:6]}0"):
            if soc in self.oews:
                own = soc == code[:7] and code.endswith(".00")
                return dict(self._quantiles(self.oews[soc], own=own))
        return {}

    @staticmethod
    def _quantiles(row: Row, *, own: bool) -> Iterator[tuple[str, Figure]]:
        error = (row.number("wage_rse") or 0.0) / 100
        for name in QUANTILES:
            yearly, hourly = row.number(f"a_{name}"), row.number(f"h_{name}")
            value = yearly or (hourly and hourly * HOURS_OF_A_YEAR)
            if value:
                yield name, figure(value, OEWS_YEAR, "oews", "A" if own and yearly else "B", error * value)

    @cached_property
    def esco(self) -> Mapping[str, list[Row]]:
        """O*NET-SOC code -> matched ESCO occupations, the surest first."""
        table: dict[str, list[Row]] = {}
        for row in self.raw.rows("esco_occupations_onet_uk.csv"):
            table.setdefault(row.text("onet_code"), []).append(row)
        return {code: sorted(rows, key=lambda row: -row.need("confidence")) for code, rows in table.items()}

    def titles(self, code: str, title: str) -> tuple[str, ...]:
        """Return other names: ESCO's, and those of the specialities that share the SOC code."""
        names = [row.text("esco_occupation") for row in self.esco.get(code, ())]
        if code.endswith(".00"):
            names += [self.onet_titles[other] for other in self.specialities.get(code[:7], ())]
        return tuple(name for name in dict.fromkeys(names) if name.lower() != title.lower())[:TITLES]

    @cached_property
    def onet_titles(self) -> Mapping[str, str]:
        """O*NET-SOC code -> title."""
        return {row.text("onet_soc"): row.text("title") for row in self.raw.rows("onet_29_3_occupations.csv")}

    @cached_property
    def specialities(self) -> Mapping[str, list[str]]:
        """SOC code -> O*NET codes below it, such as 13-1161.01."""
        table: dict[str, list[str]] = {}
        for code in self.onet_titles:
            if not code.endswith(".00"):
                table.setdefault(code[:7], []).append(code)
        return table

    @cached_property
    def crosswalk(self) -> Mapping[str, list[str]]:
        """SOC code -> ISCO-08 unit groups."""
        table: dict[str, list[str]] = {}
        for row in self.raw.rows("soc2018_isco08.csv"):
            table.setdefault(row.text("soc2018"), []).append(row.text("isco08"))
        return table

    @cached_property
    def unit_titles(self) -> Mapping[str, str]:
        """ISCO-08 unit group -> title in lower case."""
        return {row.text("code"): row.text("title").lower() for row in self.raw.rows("isco08.csv")}

    def isco(self, code: str) -> str:
        """Return the ISCO-08 unit group: of those the crosswalk allows, the one that fits best.

        Counted are ESCO's votes, how alike the titles are, and the usual major group; a residual
        group ("not elsewhere classified") comes after its equals.
        """
        if code[:7] in UNIT_GROUP:
            return UNIT_GROUP[code[:7]]
        allowed = self.crosswalk.get(code[:7]) or self.crosswalk.get(f"{code[:6]}1", [])
        return min(
            allowed, key=lambda group: (-self._fit(code, group), group), default=f"{USUAL_MAJOR[code[:2]]}000"
        )

    def _fit(self, code: str, group: str) -> float:
        rows = self.esco.get(code, self.esco.get(f"{code[:7]}.00", []))
        votes = {row.text("isco_code"): 0.0 for row in rows}
        for row in rows:
            votes[row.text("isco_code")] += row.need("confidence")
        title = self.onet_titles.get(f"{code[:7]}.00", self.onet_titles[code]).lower()
        alike = fuzz.token_set_ratio(title, self.unit_titles.get(group, "")) / 100
        share = votes.get(group, 0.0) / (sum(votes.values()) or 1.0)
        return share + alike + 0.3 * (group[0] == USUAL_MAJOR[code[:2]]) - 0.1 * group.endswith("9")

    @cached_property
    def factors(self) -> Mapping[str, tuple[float | None, float | None]]:
        """ISCO-08 unit group -> American and British ln(pay / mean of the major group)."""
        return {
            row.text("isco08"): (
                row.number("us_within_group_logfactor"),
                row.number("uk_within_group_logfactor"),
            )
            for row in self.raw.rows("within_group_factors_isco4.csv")
        }

    def within_group(self, isco: str) -> Figure:
        """Return the American factor shrunk for other countries; the British, else 0, where it is unknown."""
        american, british = self.factors.get(isco, (None, None))
        sd = 0.09 if isco.startswith(CLERKS) else 0.20
        if american is not None:
            return figure(ACROSS_COUNTRIES * american, OEWS_YEAR, "within_group", "C", sd)
        if british is not None:
            return figure(ACROSS_COUNTRIES * british, 2020, "within_group", "C", 1.25 * sd)
        return figure(0.0, OEWS_YEAR, "within_group", "D", 1.5 * sd)

    @cached_property
    def remote_rules(self) -> Mapping[str, int]:
        """Beginning of an O*NET-SOC code -> 1 or 0, our own reading (`remote.json`)."""
        return msgspec.json.decode((DATA / "remote.json").read_bytes(), type=dict[str, int])

    def remote(self, code: str) -> Figure:
        """Return 1 where the whole job can be done from anywhere, else 0: the longest rule that fits."""
        rule = max((start for start in self.remote_rules if code.startswith(start)), key=len, default="")
        return figure(float(self.remote_rules.get(rule, 0)), 2026, "remote_reading", "D", 0.2)

    @cached_property
    def skills(self) -> Mapping[str, dict[str, float]]:
        """O*NET-SOC code -> the most important skills, importance 1..5."""
        table = {}
        for row in self.raw.rows("onet_29_3_skill_importance.csv"):
            scores = {name: row.need(name) for name in row.cells if name != "onet_soc"}
            top = sorted(scores, key=lambda name: (-scores[name], name))[:SKILLS]
            table[row.text("onet_soc")] = {name.replace("_", " ").capitalize(): scores[name] for name in top}
        return table

    @cached_property
    def technologies(self) -> Mapping[str, tuple[str, ...]]:
        """O*NET-SOC code -> sought-after technologies, those in demand first."""
        table: dict[str, list[tuple[bool, str]]] = {}
        for row in self.raw.rows("onet_29_3_hot_technology_office.csv"):
            entry = (row.text("in_demand") != "Y", row.text("technology"))
            table.setdefault(row.text("onet_soc"), []).append(entry)
        return {code: tuple(name for _, name in sorted(rows)[:TECHNOLOGIES]) for code, rows in table.items()}
