"""Time expressions by a case table with a frozen clock: what is found, and what it comes to."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.dates import find_expressions, resolve_date
from extractors.expressions import Shift, shifted
from schemas.records import ResolvedDate

# A Tuesday in a week that begins on 11 March; its month, year and weekdays are all told apart.
TUE = date(2024, 3, 12)
# A Wednesday in autumn, for what has passed this year and what has not.
WED = date(2021, 11, 24)
SUN = date(2023, 1, 1)

PAST = [
    # Full dates, American, British and ISO
    ("The two signed the pact on 24 November 2021.", TUE, "2021-11-24", "day", "explicit"),
    ("The two signed the pact on November 24, 2021.", TUE, "2021-11-24", "day", "explicit"),
    ("The two signed the pact on Nov. 24, 2021, in Oslo.", TUE, "2021-11-24", "day", "explicit"),
    ("The two signed the pact on 24 Nov 2021.", TUE, "2021-11-24", "day", "explicit"),
    ("The two signed the pact on the 24th of November 2021.", TUE, "2021-11-24", "day", "explicit"),
    ("The two signed the pact on 24th November, 2021.", TUE, "2021-11-24", "day", "explicit"),
    ("Signed: 2021-11-24.", TUE, "2021-11-24", "day", "explicit"),
    ("Signed: 24/11/2021.", TUE, "2021-11-24", "day", "explicit"),
    ("Signed: 11/24/2021.", TUE, "2021-11-24", "day", "explicit"),
    ("Signed: 24.11.2021.", TUE, "2021-11-24", "day", "explicit"),
    ("On Wednesday, 24 November 2021, they met.", TUE, "2021-11-24", "day", "explicit"),
    ("On Wednesday, Nov. 24, 2021, they met.", TUE, "2021-11-24", "day", "explicit"),
    ("They met in Oslo, Sept. 2, 2019.", TUE, "2019-09-02", "day", "explicit"),
    ("They met in Oslo, Sep 2, 2019.", TUE, "2019-09-02", "day", "explicit"),
    ("They met on May 9, 2018.", TUE, "2018-05-09", "day", "explicit"),
    ("They met on 29 February 2020.", TUE, "2020-02-29", "day", "explicit"),
    ("The truce was reached on 3 March 1991.", TUE, "1991-03-03", "day", "explicit"),
    # Day and month without a year
    ("Rebels took the port on November 23.", WED, "2021-11-23", "day", "explicit"),
    ("Rebels took the port on November 25.", WED, "2020-11-25", "day", "explicit"),
    ("Rebels took the port on Nov 24th.", WED, "2021-11-24", "day", "explicit"),
    ("Rebels took the port on Dec. 30.", TUE, "2023-12-30", "day", "explicit"),
    ("Rebels took the port on 2 March.", TUE, "2024-03-02", "day", "explicit"),
    ("Rebels took the port on 31 December.", SUN, "2022-12-31", "day", "explicit"),
    ("Rebels took the port on 29 February.", date(2023, 3, 1), "2020-02-29", "day", "explicit"),
    ("Rebels took the port on Tuesday evening, November 23.", WED, "2021-11-23", "day", "explicit"),
    ("Rebels took the port on Thursday, 23 November.", WED, "2017-11-23", "day", "explicit"),
    ("They met on May 4.", TUE, "2023-05-04", "day", "explicit"),
    ("They met on the 7th of January.", TUE, "2024-01-07", "day", "explicit"),
    ("They met on 7 June last year.", TUE, "2023-06-07", "day", "explicit"),
    ("They met on October 3 of last year.", TUE, "2023-10-03", "day", "explicit"),
    # Ranges begin with their first day
    ("Talks were held from 3 to 5 May.", TUE, "2023-05-03", "day", "explicit"),
    ("Talks were held from 3 to 5 May 2022.", TUE, "2022-05-03", "day", "explicit"),
    ("Talks were held on 3-5 May 2022.", TUE, "2022-05-03", "day", "explicit"),
    ("Talks were held May 3-5.", TUE, "2023-05-03", "day", "explicit"),
    ("Talks were held May 3–5, 2022.", TUE, "2022-05-03", "day", "explicit"),
    ("Talks were held from January 30 to February 2, 2022.", TUE, "2022-01-30", "day", "explicit"),
    ("Talks were held from 30 January to 2 February 2022.", TUE, "2022-01-30", "day", "explicit"),
    ("Talks were held from 30 January until February 2, 2022.", TUE, "2022-01-30", "day", "explicit"),
    ("The army shelled the town between 2014 and 2016.", TUE, "2014-01-01", "year", "explicit"),
    ("The army shelled the town from 2014 to 2016.", TUE, "2014-01-01", "year", "explicit"),
    ("Aid was paid in 2015-16.", TUE, "2015-01-01", "year", "explicit"),
    ("Aid was paid between March and June 2020.", TUE, "2020-03-01", "month", "explicit"),
    ("The fair ran Monday to Friday.", WED, "2021-11-22", "day", "relative"),
    # Months
    ("Lima cut its ties with Quito in August.", WED, "2021-08-01", "month", "explicit"),
    ("Lima cut its ties with Quito in November.", WED, "2021-11-01", "month", "explicit"),
    ("Lima cut its ties with Quito in December.", WED, "2020-12-01", "month", "explicit"),
    ("Lima cut its ties with Quito in August to end the row.", WED, "2021-08-01", "month", "explicit"),
    ("Lima cut its ties with Quito in August 2020.", WED, "2020-08-01", "month", "explicit"),
    ("Lima cut its ties with Quito in Aug. 2020.", WED, "2020-08-01", "month", "explicit"),
    ("Lima cut its ties with Quito in August of 2020.", WED, "2020-08-01", "month", "explicit"),
    ("Lima cut its ties with Quito in May.", WED, "2021-05-01", "month", "explicit"),
    ("Lima cut its ties with Quito in March.", WED, "2021-03-01", "month", "explicit"),
    ("Lima cut its ties with Quito in early March.", WED, "2021-03-01", "month", "explicit"),
    ("Lima cut its ties with Quito in mid-March.", WED, "2021-03-01", "month", "explicit"),
    ("Lima cut its ties with Quito at the end of March.", WED, "2021-03-01", "month", "explicit"),
    ("Lima cut its ties with Quito in late March 2019.", WED, "2019-03-01", "month", "explicit"),
    ("Lima cut its ties with Quito in March last year.", WED, "2020-03-01", "month", "relative"),
    ("Lima cut its ties with Quito in August this year.", WED, "2021-08-01", "month", "relative"),
    ("Lima cut its ties with Quito in May of last year.", WED, "2020-05-01", "month", "relative"),
    ("Lima cut its ties with Quito last December.", WED, "2020-12-01", "month", "relative"),
    ("Lima cut its ties with Quito last November.", WED, "2020-11-01", "month", "relative"),
    ("Lima cut its ties with Quito last August.", WED, "2021-08-01", "month", "relative"),
    ("Lima cut its ties with Quito this August.", WED, "2021-08-01", "month", "relative"),
    # Years and decades
    ("Rabat broke them off in 2000.", WED, "2000-01-01", "year", "explicit"),
    ("The war of 1973 ended badly.", WED, "1973-01-01", "year", "explicit"),
    ("In early 2021 the post was closed.", WED, "2021-01-01", "year", "explicit"),
    ("At the end of 2019 the post was closed.", WED, "2019-01-01", "year", "explicit"),
    ("Late 2019 saw the post closed.", WED, "2019-01-01", "year", "explicit"),
    ("In mid-2018, the post was closed.", WED, "2018-01-01", "year", "explicit"),
    ("They set up ties in the early 1990s.", WED, "1990-01-01", "year", "explicit"),
    ("They set up ties in the mid-1990s.", WED, "1994-01-01", "year", "explicit"),
    ("They set up ties in the late 1990s.", WED, "1997-01-01", "year", "explicit"),
    ("They set up ties in the 1970s.", WED, "1970-01-01", "year", "explicit"),
    ("They set up ties in the 1970's.", WED, "1970-01-01", "year", "explicit"),
    ("They set up ties in the '80s.", WED, "1980-01-01", "year", "explicit"),
    ("Critics of the 2015 deal were many.", WED, "2015-01-01", "year", "explicit"),
    ("Observers doubted the disputed 2018 election.", WED, "2018-01-01", "year", "explicit"),
    # Weekdays look back; publication day counts
    ("The envoy left on Tuesday.", TUE, "2024-03-12", "day", "relative"),
    ("The envoy left on Wednesday.", TUE, "2024-03-06", "day", "relative"),
    ("The envoy left on Monday.", TUE, "2024-03-11", "day", "relative"),
    ("The envoy left Tuesday evening.", TUE, "2024-03-12", "day", "relative"),
    ("The envoy left early on Sunday morning.", TUE, "2024-03-10", "day", "relative"),
    ("The envoy left late Friday.", TUE, "2024-03-08", "day", "relative"),
    ("Earlier on Monday the envoy left.", TUE, "2024-03-11", "day", "relative"),
    ("The envoy left last Tuesday.", TUE, "2024-03-05", "day", "relative"),
    ("The envoy left last Friday.", TUE, "2024-03-08", "day", "relative"),
    ("The envoy left this Monday.", TUE, "2024-03-11", "day", "relative"),
    ("The envoy left on Thursday last week.", TUE, "2024-03-07", "day", "relative"),
    ("The envoy left on Monday of last week.", TUE, "2024-03-04", "day", "relative"),
    ("Thursday's coup was the third.", TUE, "2024-03-07", "day", "relative"),
    ("The envoy left overnight on Sunday.", TUE, "2024-03-10", "day", "relative"),
    ("The envoy left over the weekend.", TUE, "2024-03-09", "day", "relative"),
    ("The envoy left last weekend.", TUE, "2024-03-09", "day", "relative"),
    # Days around publication
    ("The envoy left yesterday.", TUE, "2024-03-11", "day", "relative"),
    ("The envoy left the day before yesterday.", TUE, "2024-03-10", "day", "relative"),
    ("The envoy left today.", TUE, "2024-03-12", "day", "relative"),
    ("The envoy left this morning.", TUE, "2024-03-12", "day", "relative"),
    ("The envoy left last night.", TUE, "2024-03-11", "day", "relative"),
    ("The envoy left overnight.", TUE, "2024-03-12", "day", "relative"),
    ("The envoy left earlier today.", TUE, "2024-03-12", "day", "relative"),
    ("The envoy left yesterday afternoon.", SUN, "2022-12-31", "day", "relative"),
    # Weeks are dated by their Monday and no finer than a month
    ("The envoy left last week.", TUE, "2024-03-04", "month", "relative"),
    ("The envoy left earlier this week.", TUE, "2024-03-11", "month", "relative"),
    ("Talks broke down early this past week.", TUE, "2024-03-05", "month", "relative"),
    ("The envoy left last month.", TUE, "2024-02-01", "month", "relative"),
    ("The envoy left last month.", SUN, "2022-12-01", "month", "relative"),
    ("The envoy left earlier this month.", TUE, "2024-03-01", "month", "relative"),
    ("The envoy left late last month.", TUE, "2024-02-01", "month", "relative"),
    ("The envoy left at the end of last month.", TUE, "2024-02-01", "month", "relative"),
    ("The envoy left last year.", TUE, "2023-01-01", "year", "relative"),
    ("The envoy left earlier this year.", TUE, "2024-01-01", "year", "relative"),
    ("The envoy left at the start of the year.", TUE, "2024-01-01", "year", "relative"),
    ("The envoy left late last year.", TUE, "2023-01-01", "year", "relative"),
    ("Ties were cut last decade.", TUE, "2010-01-01", "year", "relative"),
    # Counted back
    ("The envoy left two days ago.", TUE, "2024-03-10", "day", "relative"),
    ("The envoy left 10 days ago.", TUE, "2024-03-02", "day", "relative"),
    ("The envoy left a week ago.", TUE, "2024-03-05", "month", "relative"),
    ("The envoy left two weeks ago.", TUE, "2024-02-27", "month", "relative"),
    ("The envoy left three months ago.", TUE, "2023-12-01", "month", "relative"),
    ("The envoy left a month ago.", date(2024, 3, 31), "2024-02-01", "month", "relative"),
    ("The envoy left a year ago.", TUE, "2023-01-01", "year", "relative"),
    ("The envoy left more than five years ago.", TUE, "2019-01-01", "year", "relative"),
    ("The envoy left nearly two decades ago.", TUE, "2000-01-01", "year", "relative"),
    ("The envoy left hours ago.", TUE, "2024-03-12", "day", "relative"),
    ("The envoy left a few days ago.", TUE, "2024-03-09", "month", "relative"),
    ("The envoy left several weeks ago.", TUE, "2024-02-20", "month", "relative"),
    ("The envoy left a couple of days ago.", TUE, "2024-03-10", "day", "relative"),
    ("The envoy left a few months ago.", TUE, "2023-01-01", "year", "relative"),
    ("The envoy left on the 3rd.", TUE, "2024-03-03", "day", "relative"),
    ("The envoy left on the 30th.", TUE, "2024-01-30", "day", "relative"),
    ("The envoy left a decade ago this week.", TUE, "2010-01-01", "year", "relative"),
    ("The envoy has recently left.", TUE, "2024-03-01", "month", "relative"),
    ("The envoy left in recent months.", TUE, "2024-01-01", "year", "relative"),
    # Seasons and parts of the year by their first month
    ("The post was closed in spring 2022.", TUE, "2022-03-01", "month", "explicit"),
    ("The post was closed in the spring of 2011.", TUE, "2011-03-01", "month", "explicit"),
    ("The post was closed this summer.", WED, "2021-06-01", "month", "relative"),
    ("The post was closed last summer.", WED, "2021-06-01", "month", "relative"),
    ("The post was closed last summer.", TUE, "2023-06-01", "month", "relative"),
    ("The post was closed last winter.", WED, "2020-12-01", "month", "relative"),
    ("The post was closed this winter.", SUN, "2022-12-01", "month", "relative"),
    ("The post was closed in the fall of 2019.", TUE, "2019-09-01", "month", "explicit"),
    ("The post was closed last autumn.", TUE, "2023-09-01", "month", "relative"),
    ("Aid fell in the first quarter of 2020.", TUE, "2020-01-01", "month", "relative"),
    ("Aid fell in the third quarter.", WED, "2021-07-01", "month", "relative"),
    ("Aid fell in the second half of last year.", TUE, "2023-07-01", "year", "relative"),
    # Named days
    ("Shells fell on Christmas Day.", TUE, "2023-12-25", "day", "explicit"),
    ("Shells fell on New Year's Eve.", SUN, "2022-12-31", "day", "explicit"),
    ("Shells fell on May Day.", WED, "2021-05-01", "day", "explicit"),
    ("Shells fell on Easter Sunday.", WED, "2021-04-04", "day", "explicit"),
    ("Shells fell on Good Friday.", WED, "2021-04-02", "day", "explicit"),
    ("He plotted the September 11 attacks.", TUE, "2001-09-11", "day", "explicit"),
    ("He spoke of 9/11.", TUE, "2001-09-11", "day", "explicit"),
]

FUTURE = [
    ("The envoy will leave on Tuesday.", TUE, "2024-03-12", "day", "relative"),
    ("The envoy will leave on Wednesday.", TUE, "2024-03-13", "day", "relative"),
    ("The envoy will leave on Monday.", TUE, "2024-03-18", "day", "relative"),
    ("The envoy will leave next Tuesday.", TUE, "2024-03-19", "day", "relative"),
    ("The envoy will leave next Wednesday.", TUE, "2024-03-13", "day", "relative"),
    ("The envoy will leave on Friday next week.", TUE, "2024-03-22", "day", "relative"),
    ("The envoy will leave tomorrow.", TUE, "2024-03-13", "day", "relative"),
    ("The envoy will leave tonight.", TUE, "2024-03-12", "day", "relative"),
    ("The envoy will leave at the weekend.", TUE, "2024-03-16", "day", "relative"),
    ("The envoy will leave next week.", TUE, "2024-03-18", "month", "relative"),
    ("The envoy will leave later this week.", TUE, "2024-03-12", "month", "relative"),
    ("The envoy will leave later this month.", TUE, "2024-03-01", "month", "relative"),
    ("The envoy will leave next month.", TUE, "2024-04-01", "month", "relative"),
    ("The envoy will leave next year.", TUE, "2025-01-01", "year", "relative"),
    ("The envoy will leave in August.", TUE, "2024-08-01", "month", "explicit"),
    ("The envoy will leave in March.", TUE, "2024-03-01", "month", "explicit"),
    ("The envoy will leave in January.", TUE, "2025-01-01", "month", "explicit"),
    ("The envoy will leave next March.", TUE, "2025-03-01", "month", "relative"),
    ("The envoy will leave by June.", TUE, "2024-06-01", "month", "explicit"),
    ("They called a 29 November march.", WED, "2021-11-29", "day", "explicit"),
    ("The envoy was to leave on November 22.", WED, "2021-11-22", "day", "explicit"),
    ("The envoy will leave on January 5.", WED, "2022-01-05", "day", "explicit"),
    ("The envoy will leave in two weeks.", TUE, "2024-03-26", "month", "relative"),
    ("The envoy will leave in three days.", TUE, "2024-03-15", "day", "relative"),
    ("The envoy will leave two months from now.", TUE, "2024-05-01", "month", "relative"),
    ("The envoy will leave this summer.", TUE, "2024-06-01", "month", "relative"),
    ("The envoy will leave next spring.", TUE, "2025-03-01", "month", "relative"),
    ("The envoy will leave by 2030.", TUE, "2030-01-01", "year", "explicit"),
    ("The envoy will leave at the end of the year.", TUE, "2024-01-01", "year", "relative"),
    ("The envoy will leave on Christmas Eve.", TUE, "2024-12-24", "day", "explicit"),
]


@pytest.mark.parametrize(("text", "published", "day", "precision", "basis"), PAST)
def test_what_happened_is_looked_for_behind(text: str, published: date, day: str, precision: str, basis: str) -> None:
    found = resolve_date(text, published=published)
    assert found is not None
    assert (found.date.isoformat(), found.precision, found.basis) == (day, precision, basis)


@pytest.mark.parametrize(("text", "published", "day", "precision", "basis"), FUTURE)
def test_what_is_planned_is_looked_for_ahead(text: str, published: date, day: str, precision: str, basis: str) -> None:
    found = resolve_date(text, published=published, direction="future")
    assert found is not None
    assert (found.date.isoformat(), found.precision, found.basis) == (day, precision, basis)


@pytest.mark.parametrize(
    "text",
    [
        "May said she would resign.",
        "Mrs May told the house so.",
        "They rejected Theresa May's plan.",
        "Crowds march on the palace.",
        "You may go; an august body met.",
        "June Carter sang with April Jones.",
        "Bloody Sunday is remembered, Black Sunday too.",
        "The Good Friday Agreement held.",
        "The Arab Spring toppled him.",
        "Black September hijacked it.",
        "They worked in 300 villages with 2,000 troops.",
        "They worked in 2000 villages.",
        "An F-16 flew over Area 51.",
        "Resolution 2254 and Resolution 1701 bind them.",
        "They met in Resolution 1701.",
        "The March 14 Alliance won.",
        "The Sunday Times wrote of it.",
        "In 2,014 cases it held.",
        "They sent 1990 rifles.",
        "The fall of Saigon shocked them.",
        "The camp lies in Hebron.",
    ],
)
def test_names_and_numbers_are_not_dates(text: str) -> None:
    assert find_expressions(text, published=TUE) == []


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("He has ruled since 2011.", "duration", "2011"),
        ("He ruled for three years.", "duration", "for three years"),
        ("They clashed over the past 20 years.", "duration", "over the past 20 years"),
        ("They clashed in recent years.", "duration", "in recent years"),
        ("A three-day trip followed.", "duration", "three-day"),
        ("The past year saw much aid.", "duration", "The past year"),
        ("It has been shut since that year.", "duration", "that year"),
        ("They meet every Tuesday.", "frequency", "every Tuesday"),
        ("They meet on Fridays.", "frequency", "Fridays"),
        ("They fought until March 2020.", "bound", "March 2020"),
        ("They met before Tuesday.", "bound", "Tuesday"),
        ("Aid was higher than last year.", "bound", "last year"),
        ("The 1967 Six-Day War changed it.", "modifier", "1967"),
        ("After 2020 elections he fled.", "modifier", "2020"),
        ("A crowd left after Friday prayers.", "modifier", "Friday"),
        ("The planned November summit failed.", "modifier", "November"),
    ],
)
def test_what_dates_no_clause_has_another_kind(text: str, kind: str, words: str) -> None:
    found = [expression for expression in find_expressions(text, published=TUE) if expression.text == words]
    assert [expression.kind for expression in found] == [kind]


@pytest.mark.parametrize(
    ("text", "shift"),
    [
        ("The next day they left.", Shift(1, "day")),
        ("The following month they left.", Shift(1, "month")),
        ("They had left the previous year.", Shift(-1, "year")),
        ("Two days later they left.", Shift(2, "day")),
        ("Three days earlier they left.", Shift(-3, "day")),
        ("A day after the summit they left.", Shift(1, "day")),
        ("The day before, they left.", Shift(-1, "day")),
        ("They left that same year.", Shift(0, "year")),
        ("They left the same day.", Shift(0, "day")),
        ("Days later they left.", Shift(0, "month")),
        ("Months later they left.", Shift(0, "year")),
        ("Years later they left.", None),
        ("In the weeks that followed they left.", Shift(0, "month")),
        ("That August they left.", Shift(0, "month", "august")),
        ("They left the following May.", Shift(1, "month", "may")),
        ("They had left the previous spring.", Shift(-1, "month", "spring")),
        ("They left that Sunday.", Shift(0, "day", "sunday")),
        ("They left the next month.", Shift(1, "month")),
    ],
)
def test_anchored_expressions_say_how_far(text: str, shift: Shift | None) -> None:
    (found,) = find_expressions(text, published=TUE)
    assert (found.kind, found.date, found.shift) == ("anchor", None, shift)


DAY = ResolvedDate(date(2020, 12, 31), "day", "explicit", "x")
MONTH = ResolvedDate(date(2016, 12, 1), "month", "relative", "x")
YEAR = ResolvedDate(date(1993, 1, 1), "year", "explicit", "x")


@pytest.mark.parametrize(
    ("anchor", "shift", "day", "precision"),
    [
        (DAY, Shift(1, "day"), "2021-01-01", "day"),
        (DAY, Shift(-2, "day"), "2020-12-29", "day"),
        (DAY, Shift(2, "week"), "2021-01-14", "month"),
        (DAY, Shift(2, "month"), "2021-02-01", "month"),
        (DAY, Shift(-1, "year"), "2019-01-01", "year"),
        (DAY, Shift(0, "month"), "2020-12-01", "month"),
        (MONTH, Shift(5, "day"), "2016-12-01", "month"),
        (MONTH, Shift(1, "month"), "2017-01-01", "month"),
        (YEAR, Shift(3, "month"), "1993-01-01", "year"),
        (YEAR, Shift(3, "year"), "1996-01-01", "year"),
        (YEAR, Shift(0, "month", "august"), "1993-08-01", "month"),
        (YEAR, Shift(1, "month", "august"), "1994-08-01", "month"),
        (MONTH, Shift(1, "month", "may"), "2017-05-01", "month"),
        (MONTH, Shift(-1, "month", "winter"), "2015-12-01", "month"),
        (MONTH, Shift(1, "day", "monday"), "2016-12-01", "month"),
        (DAY, Shift(0, "day", "sunday"), "2021-01-03", "day"),
        (DAY, Shift(-1, "day", "thursday"), "2020-12-24", "day"),
    ],
)
def test_a_shifted_date_is_no_finer_than_its_anchor(
    anchor: ResolvedDate, shift: Shift, day: str, precision: str
) -> None:
    found = shifted(anchor, shift, text="x")
    assert (found.date.isoformat(), found.precision, found.basis) == (day, precision, "context")


def test_offsets_are_those_of_the_words() -> None:
    text = "In August, and again on 3 May 2022, they met; last week they parted, two days later they met."
    found = find_expressions(text, published=TUE)
    assert [expression.text for expression in found] == ["August", "3 May 2022", "last week", "two days later"]
    assert all(text[expression.start : expression.end] == expression.text for expression in found)


def test_without_a_publication_day_only_full_dates_resolve() -> None:
    text = "They met on 24 November 2021, in 2019, in August 2020, on Tuesday and last week, in May, and on 3 June."
    dates = [expression.date for expression in find_expressions(text, published=None)]
    assert dates == [date(2021, 11, 24), date(2019, 1, 1), date(2020, 8, 1), None, None, None, None]
    assert resolve_date("They met two weeks ago.", published=None) is None


def test_a_bare_word_resolves_as_in_a_sentence() -> None:
    assert resolve_date("August", published=WED) == ResolvedDate(date(2021, 8, 1), "month", "explicit", "August")
    assert resolve_date("2014", published=None) == ResolvedDate(date(2014, 1, 1), "year", "explicit", "2014")
    assert resolve_date("in Hebron", published=WED) is None


def test_days_that_no_calendar_has_are_not_resolved() -> None:
    assert resolve_date("They met on 31 June 2020.", published=TUE) is None
    assert resolve_date("They met on 2021-13-40.", published=TUE) is None


def test_a_date_that_reads_as_two_days_is_refused() -> None:
    assert resolve_date("Signed: 03/04/2021.", published=TUE) is None
    assert resolve_date("Signed: 04/04/2021.", published=TUE) == ResolvedDate(
        date(2021, 4, 4), "day", "explicit", "04/04/2021"
    )


def test_a_day_known_by_its_date_is_not_meant_before_it_came() -> None:
    assert resolve_date("the October 7 attack", published=date(2020, 11, 1)) != ResolvedDate(
        date(2023, 10, 7), "day", "explicit", "October 7"
    )
    found = resolve_date("the October 7 attack", published=TUE)
    assert found is not None and found.date == date(2023, 10, 7)
