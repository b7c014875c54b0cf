"""How merging grows: seconds and peak memory for 10,000 to 200,000 synthetic mentions, each size in its own process.

    python -m tests.benchmarks.bench_merge [SIZE...]

The mentions are drawn with a fixed seed, shaped like news: few dyads are told of every day and most seldom, an event is
told by one to thirty mentions in two weeks, one mention in 25 is of one war; one in six looks back to a month or
a year, one in ten is a plan. Exits with 1 where the largest size takes 60 seconds or 2 GB, or where time grows faster
than the 1.6th power of the number of mentions (twice the mentions may take thrice the time, not four times).
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from extractors.merge import merge_mentions
from schemas.cameo import cameo, cameo_codes
from schemas.countries import country_codes
from schemas.records import ArticleRef, Mention

SIZES = (10_000, 25_000, 50_000, 100_000, 200_000)
MAX_SECONDS, MAX_MEGABYTES = 60.0, 2048.0
START, DAYS = date(2015, 1, 1), 3650
WAR = ("RUS", "UKR", "190")
ROLES = ("", "", "", "GOV", "GOVMIL", "MIL", "OPP", "REB", "CVL")
MENTIONS_PER_ARTICLE = 12


def mentions_of(n: int, rng: random.Random) -> Iterator[Mention]:
    """`n` mentions, event by event."""
    made = 0
    # More news is more days of news, not more news of one day.
    days = max(365, DAYS * n // max(SIZES))
    while made < n:
        for told in _event(rng, days, made)[: n - made]:
            yield told
            made += 1


def _event(rng: random.Random, days: int, first: int) -> list[Mention]:
    """The mentions of one event: its countries, code and day, and how each report tells them."""
    if rng.random() < 0.02:
        source, target, code = WAR
    else:
        # A Zipf-like choice: the first countries of the list are in the news every day.
        source, target = (country_codes()[int(len(country_codes()) * rng.random() ** 3)] for _ in range(2))
        code = rng.choice(sorted(cameo_codes()))
    day = START + timedelta(days=rng.randrange(days))
    n_told = min(30, 1 + int(rng.expovariate(0.25))) if code != WAR[2] else rng.randrange(1, 20)
    roles, city = (rng.choice(ROLES), rng.choice(ROLES)), f"City {rng.randrange(40)}"
    return [_told(rng, first + i, (source, target), roles, code, day, city) for i in range(n_told)]


def _told(
    rng: random.Random,
    number: int,
    sides: tuple[str, str],
    of_event: tuple[str, str],
    code: str,
    day: date,
    city: str,
) -> Mention:
    source, target = sides
    # Half of the reports name the country alone.
    roles = [role if rng.random() < 0.5 or role in ("OPP", "REB", "CVL") else "" for role in of_event]
    row = cameo(code if rng.random() < 0.8 else code[:2] + "0" if code[:2] + "0" in cameo_codes() else code)
    when, precision, basis, status = _dated(rng, day)
    return Mention(
        mention_id=f"m-{number:016x}",
        article_id=f"a{number // MENTIONS_PER_ARTICLE}",
        sentence_index=0,
        sentence_start=0,
        sentence_end=80,
        sentence_text=f"Sentence {number} tells that {source} did {code} to {target} on {day} in {city}, as said.",
        source_text=source,
        source_start=0,
        source_end=3,
        source_name=f"{source} {roles[0]}".strip(),
        source_code=source + roles[0],
        source_country=source,
        source_sector=roles[0][:3] or None,
        target_text=target,
        target_start=10,
        target_end=13,
        target_name=f"{target} {roles[1]}".strip(),
        target_code=target + roles[1],
        target_country=target,
        target_sector=roles[1][:3] or None,
        trigger_text="did",
        trigger_start=4,
        trigger_end=7,
        rule_id="rule",
        dependency_path="",
        cameo_code=row.code,
        cameo_root=row.root,
        quad_class=row.quad_class,
        goldstein=row.goldstein,
        plover=row.plover,
        is_reciprocal=row.code in ("040", "057"),
        status=status,
        status_cue=None,
        attribution=None,
        event_date=when,
        date_precision=precision,
        date_basis=basis,
        date_text=None,
        place_text=city,
        place_name=city,
        place_country=target,
        latitude=1.0,
        longitude=2.0,
        place_basis="act" if rng.random() < 0.5 else "dateline",
        confidence=round(rng.random(), 3),
        place_level="city",
        place_score=round(rng.random(), 3),
    )


def _dated(rng: random.Random, day: date) -> tuple[Any, Any, Any, Any]:
    drawn = rng.random()
    if drawn < 0.06:
        return day.replace(month=1, day=1), "year", "explicit", "happened"
    if drawn < 0.16:
        return day.replace(day=1), "month", "explicit", "happened"
    if drawn < 0.26:
        return day - timedelta(days=rng.randrange(10)), "day", "publication", "planned"
    if drawn < 0.27:
        return None, None, None, "happened"
    if drawn < 0.55:
        return day + timedelta(days=rng.randrange(2)), "day", "publication", "happened"
    return day, "day", rng.choice(("explicit", "relative", "context")), "happened"


def articles_of(mentions: list[Mention]) -> list[ArticleRef]:
    """An article for each of their ids."""
    ids = sorted({m.article_id for m in mentions})
    return [ArticleRef(i, f"paper {n % 200}", START + timedelta(days=n % DAYS), i, None) for n, i in enumerate(ids)]


def run_one(n: int) -> None:
    """Merge `n` mentions; print how many events they gave, in how many seconds, and the peak memory in megabytes."""
    mentions = list(mentions_of(n, random.Random(f"merge {n}")))
    articles = articles_of(mentions)
    started = time.perf_counter()
    events = merge_mentions(mentions, articles)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{n} {len(events)} {seconds:.2f} {peak:.0f}")


def main(sizes: list[int]) -> int:
    """Run all sizes; the exit status."""
    print(f"{'mentions':>9} {'events':>8} {'seconds':>8} {'peak MB':>8} {'us/mention':>11}")
    curve = []
    for n in sizes:
        command = [sys.executable, "-m", "tests.benchmarks.bench_merge", "--one", str(n)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        _, n_events, seconds, peak = (float(part) for part in done.stdout.split())
        print(f"{n:9,d} {int(n_events):8,d} {seconds:8.2f} {peak:8.0f} {seconds / n * 1e6:11.1f}", flush=True)
        curve.append((n, seconds, peak))
    n, seconds, peak = curve[-1]
    is_slow = seconds >= MAX_SECONDS or peak >= MAX_MEGABYTES
    is_steep = seconds / curve[0][1] > (n / curve[0][0]) ** 1.6
    return int(is_slow or is_steep)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        run_one(int(sys.argv[2]))
    else:
        sys.exit(main([int(size) for size in sys.argv[1:]] or list(SIZES)))
