"""Which place a name means: namesakes, regions that several countries have, and what tells between them."""

from __future__ import annotations

import pytest

from extractors.gazetteer_places import capital_of, choose_place, country_of_adjective, fold_place, regions

# name, named beside it, hinted countries; then name, country and US state of the place, None where it stays open
NAMES = [
    ("Georgia", None, "", None),
    ("Georgia", None, "GEO RUS", ("Georgia", "GEO", None)),
    ("Georgia", None, "USA", ("Georgia", "USA", "GA")),
    ("Georgia", None, "GEO USA", None),
    ("Paris", None, "", ("Paris", "FRA", None)),
    ("Paris", None, "USA MAR", ("Paris", "FRA", None)),
    ("Paris", "Texas", "", ("Paris", "USA", "TX")),
    ("Paris", "Lebanon", "", None),
    ("Tripoli", None, "", ("Tripoli", "LBY", None)),
    ("Tripoli", None, "LBN", ("Tripoli", "LBN", None)),
    ("Tripoli", "Lebanon", "LBY", ("Tripoli", "LBN", None)),
    ("Santiago", None, "", ("Santiago", "CHL", None)),
    ("Santiago", None, "DOM", ("Santiago de los Caballeros", "DOM", None)),
    ("San Jose", None, "", None),
    ("San Jose", None, "CRI", ("San José", "CRI", None)),
    ("San Jose", "Calif.", "", ("San Jose", "USA", "CA")),
    ("Cordoba", None, "", None),
    ("Córdoba", None, "ESP", ("Córdoba", "ESP", None)),
    ("Hyderabad", None, "", None),
    ("Hyderabad", "Pakistan", "IND", ("Hyderabad", "PAK", None)),
    ("Valencia", None, "", None),
    ("Birmingham", None, "USA", None),
    ("Birmingham", None, "GBR", ("Birmingham", "GBR", None)),
    ("Moscow", "Idaho", "RUS", ("Moscow", "USA", "ID")),
    ("Athens", "Ga.", "", ("Athens", "USA", "GA")),
    ("Athens", None, "USA TUR", ("Athens", "GRC", None)),
    ("Victoria", None, "", None),
    ("Cambridge", None, "", None),
    ("London", None, "CAN", ("London", "GBR", None)),
    ("Rome", None, "TGO", ("Rome", "ITA", None)),
    ("Bethlehem", None, "", None),
    ("Bethlehem", None, "PSE ISR", ("Bethlehem", "PSE", None)),
    ("Rafah", None, "EGY PSE", None),
    ("Rafah", None, "EGY", ("Rafaḩ", "EGY", None)),
    ("Kiev", None, "", ("Kyiv", "UKR", None)),
    ("Bombay", None, "", ("Mumbai", "IND", None)),
    ("Odessa", None, "UKR", ("Odesa", "UKR", None)),
    ("Washington", None, "", ("Washington", "USA", "DC")),
    ("New York", None, "", ("New York City", "USA", "NY")),
    ("Sana'a", None, "", ("Sanaa", "YEM", None)),
    ("the Gaza Strip", None, "", ("Gaza Strip", "PSE", None)),
    ("Gaza", None, "", ("Gaza", "PSE", None)),
    ("Springfield", None, "USA", None),
    ("Nowhereville", None, "", None),
    ("Santiago", None, "CUB", ("Santiago de Cuba", "CUB", None)),
    ("Santiago", None, "ESP", None),
    ("Barcelona", None, "", None),
    ("Barcelona", None, "VEN", ("Barcelona", "VEN", None)),
    ("Guadalajara", None, "", ("Guadalajara", "MEX", None)),
    ("Guadalajara", None, "ESP", ("Guadalajara", "ESP", None)),
    ("Cairo", None, "USA EGY", ("Cairo", "EGY", None)),
    ("Lima", None, "USA PER", ("Lima", "PER", None)),
    ("Lima", "Ohio", "PER", ("Lima", "USA", "OH")),
    ("Panama City", None, "PAN", ("Panama City", "PAN", None)),
    ("Panama City", "Fla.", "PAN", ("Panama City", "USA", "FL")),
    ("Kingston", None, "JAM", ("Kingston", "JAM", None)),
    ("Hamilton", None, "", None),
    ("Hamilton", None, "BMU", ("Hamilton", "BMU", None)),
    ("Perth", None, "AUS", ("Perth", "AUS", None)),
    ("Newcastle", None, "GBR", ("Newcastle upon Tyne", "GBR", None)),
    ("Newcastle", None, "AUS", ("Newcastle", "AUS", None)),
    ("Manchester", None, "", ("Manchester", "GBR", None)),
    ("Dublin", None, "USA IRL", ("Dublin", "IRL", None)),
    ("Naples", None, "ITA", ("Naples", "ITA", None)),
    ("Memphis", None, "USA", ("Memphis", "USA", "TN")),
    ("Punjab", None, "", None),
    ("Kashmir", None, "IND PAK", None),
    ("Helmand", None, "", ("Helmand", "AFG", None)),
    ("Dubai", None, "", ("Dubai", "ARE", None)),
    ("Quebec", None, "", ("Quebec", "CAN", None)),
    ("Niger", None, "NGA", ("Niger", "NER", None)),
    ("Guinea", None, "", ("Guinea", "GIN", None)),
    ("Congo", None, "", None),
    ("the Democratic Republic of Congo", None, "", ("Democratic Republic of the Congo", "COD", None)),
    ("Kabul", None, "PAK", ("Kabul", "AFG", None)),
    ("Alexandria", None, "", ("Alexandria", "EGY", None)),
    ("Alexandria", "Va.", "EGY", ("Alexandria", "USA", "VA")),
    ("St. Petersburg", None, "USA", ("Saint Petersburg", "RUS", None)),
    ("St. Petersburg", None, "RUS", ("Saint Petersburg", "RUS", None)),
    ("St. Petersburg", None, "", ("Saint Petersburg", "RUS", None)),
    ("Odessa", None, "USA", ("Odesa", "UKR", None)),
    ("Odessa", "Texas", "UKR", ("Odessa", "USA", "TX")),
    ("Toledo", None, "ESP", ("Toledo", "ESP", None)),
    ("Toledo", None, "", None),
    ("La Paz", None, "", None),
    ("Merida", None, "", None),
    ("Leon", None, "NIC", ("León", "NIC", None)),
    ("Trinidad", None, "", None),
    ("Granada", None, "", None),
    ("Aden", None, "", ("Aden", "YEM", None)),
    ("Basra", None, "", ("Basrah", "IRQ", None)),
    ("Aleppo", None, "", ("Aleppo", "SYR", None)),
    ("Pyongyang", None, "", ("Pyongyang", "PRK", None)),
    ("Mecca", None, "", ("Makkah", "SAU", None)),
    ("Medina", None, "SAU", ("Madinah", "SAU", None)),
    ("Luxembourg", None, "", ("Luxembourg", "LUX", None)),
    ("Singapore", None, "", ("Singapore", "SGP", None)),
    ("Mexico City", None, "", ("Mexico City", "MEX", None)),
    ("Rangoon", None, "", ("Yangon", "MMR", None)),
    ("Peking", None, "", ("Beijing", "CHN", None)),
    ("Saigon", None, "", ("Ho Chi Minh City", "VNM", None)),
    ("Jerusalem", None, "ISR PSE", ("Jerusalem", "ISR", None)),
    ("East Jerusalem", None, "ISR PSE", ("East Jerusalem", "PSE", None)),
    ("La Paz", None, "BOL", ("La Paz", "BOL", None)),
    ("La Paz", None, "MEX", ("La Paz", "MEX", None)),
    ("Congo", None, "COG", ("Republic of the Congo", "COG", None)),
    ("Korea", None, "KOR USA", ("South Korea", "KOR", None)),
    ("Santiago", None, "CUB CHL", ("Santiago", "CHL", None)),
    ("San Salvador", None, "", ("San Salvador", "SLV", None)),
    ("Odessa", None, "USA UKR", ("Odesa", "UKR", None)),
]

# name, hinted countries; then name, country and level of the place, None where it stays open
REGIONS = [
    ("Punjab", "IND", ("Punjab", "IND", "state")),
    ("Punjab", "PAK CHN", ("Punjab", "PAK", "state")),
    ("Punjab", "IND PAK", None),
    ("Punjab", "GBR", None),
    ("Kashmir", "", None),
    ("Kashmir", "PAK", ("Kashmir", "PAK", "state")),
    ("Azad Kashmir", "IND", ("Azad Kashmir", "PAK", "state")),
    ("Bengal", "", None),
    ("Bengal", "BGD", ("Bengal", "BGD", "state")),
    ("West Bengal", "BGD", ("West Bengal", "IND", "state")),
    ("Galicia", "", None),
    ("Galicia", "ESP", ("Galicia", "ESP", "state")),
    ("Galicia", "UKR POL", None),
    ("Victoria", "AUS", ("Victoria", "AUS", "state")),
    ("Victoria", "SYC", ("Victoria", "SYC", "city")),
    ("Victoria", "AUS SYC", None),
    ("Cordoba", "ARG", ("Córdoba", "ARG", "city")),
    ("Cordoba", "COL", ("Cordoba", "COL", "state")),
    ("Cordoba", "ARG ESP", None),
    ("La Rioja", "", None),
    ("La Rioja", "ESP", ("La Rioja", "ESP", "state")),
    ("La Rioja", "ARG", ("La Rioja", "ARG", "city")),
    ("Kurdistan", "", None),
    ("Iraqi Kurdistan", "", ("Iraqi Kurdistan", "IRQ", "state")),
    ("Amazonas", "", None),
    ("Amazonas", "VEN", ("Amazonas", "VEN", "state")),
    ("Limburg", "", None),
    ("Limburg", "NLD", ("Limburg", "NLD", "state")),
    ("Parana", "", None),
    ("Paraná", "BRA", ("Parana", "BRA", "state")),
    ("Sucre", "", None),
    ("Sucre", "BOL", ("Sucre", "BOL", "city")),
    ("Eastern Province", "", None),
    ("Eastern Province", "SAU", ("Eastern Province", "SAU", "state")),
    ("Navarre", "", ("Navarre", "ESP", "state")),
    ("Georgia", "", None),
    ("Bali", "IND", ("Bali", "IDN", "state")),
    ("Quebec", "", ("Quebec", "CAN", "state")),
    ("Darfur", "TCD", ("Darfur", "SDN", "state")),
]


@pytest.mark.parametrize(("name", "hints", "expected"), REGIONS)
def test_region(name: str, hints: str, expected: tuple[str, str, str] | None) -> None:
    known = choose_place(name, hints=set(hints.split()))
    assert (known and (known.name, known.country, known.level)) == expected


def test_words_that_call_it_a_region_or_name_its_country_decide() -> None:
    def chosen(**told: object) -> tuple[str, str] | None:
        known = choose_place("Cordoba", **told)  # type: ignore[arg-type]
        return known and (known.country, known.level)

    assert chosen(country="ARG") == ("ARG", "city")
    assert chosen(country="ARG", is_region=True) == ("ARG", "state")
    assert chosen(beside="Argentina") == ("ARG", "city")
    assert chosen(country="ESP", hints={"ARG"}) == ("ESP", "city")
    lahore, punjab = choose_place("Lahore", beside="Punjab"), choose_place("Punjab", beside="Pakistan", hints={"IND"})
    assert lahore is not None and lahore.country == "PAK"
    assert punjab is not None and (punjab.country, punjab.level) == ("PAK", "state")


def test_regions_have_every_country_of_their_name() -> None:
    assert regions()["Punjab"] == ("IND", "PAK")
    assert regions()["Scotland"] == ("GBR",)


@pytest.mark.parametrize(("name", "beside", "hints", "expected"), NAMES)
def test_name(name: str, beside: str | None, hints: str, expected: tuple[str, str, str | None] | None) -> None:
    known = choose_place(name, beside=beside, hints=set(hints.split()))
    assert (known and (known.name, known.country, known.state)) == expected


def test_words_around_a_name_state_its_country() -> None:
    known = choose_place("Tripoli", country="LBN", hints={"LBY"})
    assert known is not None and known.country == "LBN"


def test_only_cities_have_coordinates() -> None:
    rabat, morocco = choose_place("Rabat"), choose_place("Morocco")
    assert rabat is not None and rabat.latitude == pytest.approx(34.0, abs=0.1)
    assert morocco is not None and morocco.latitude is None


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("St. Petersburg", "saint petersburg"),
        ("The Hague", "hague"),
        ("Sharm el-Sheikh", "sharm el sheikh"),
        ("L’Aquila", "laquila"),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold_place(name) == folded


def test_adjective_of_two_countries_is_none() -> None:
    assert country_of_adjective("Moroccan") == "MAR"
    assert country_of_adjective("wooden") is None


def test_capital() -> None:
    rabat = capital_of("MAR")
    assert rabat is not None and rabat.name == "Rabat"
