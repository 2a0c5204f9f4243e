"""The lists of embargoes and of wide countries agree with the other tables."""

from babel import Locale

from outhaul.reference.tables import load


def test_every_measure_is_against_a_territory_and_says_its_source_and_year() -> None:
    known = Locale("en").territories
    faulty = [
        one
        for one in load().embargoes.measures
        if one.country not in known or not one.source or one.year < 2025
    ]
    assert faulty == []


def test_every_lawgiver_is_the_united_nations_a_union_or_a_country() -> None:
    lawgivers = {measure.by for measure in load().embargoes.measures}
    assert lawgivers - {"UN"} - set(load().embargoes.unions) <= set(load().countries)


def test_united_nations_law_binds_everybody_and_other_law_its_own() -> None:
    by = {measure.by: measure for measure in load().embargoes.against("KP")}
    bound = {
        (lawgiver, home)
        for lawgiver in by
        for home in ("US", "FR", "KE")
        if load().embargoes.binds(by[lawgiver], home)
    }
    assert bound == {("UN", "US"), ("UN", "FR"), ("UN", "KE"), ("US", "US"), ("EU", "FR")}


def test_zones_of_wide_countries_are_zones_of_these_countries() -> None:
    countries = load().countries
    assert {
        code: set(zones) - set(countries[code].zones) for code, zones in load().wide_countries.zones.items()
    } == {code: set() for code in load().wide_countries.zones}
