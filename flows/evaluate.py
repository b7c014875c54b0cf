"""`dragoman evaluate`: what the coder reaches on gold annotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Literal

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from extractors.agreement import Judgement
from extractors.evaluation import Evaluation, Score, evaluate
from extractors.gold import Gold, GoldAct, read_gold
from extractors.pipeline import extract_articles
from flows.console import console, print_json, printable
from schemas.errors import InputError
from schemas.records import Mention
from schemas.versions import DEFAULT_CODER, Coder

Rows = Literal["all", "even", "odd"]
FIRST_AND_STEP: dict[Rows, tuple[int, int]] = {"all": (0, 1), "even": (0, 2), "odd": (1, 2)}


def evaluate_gold(paths: Sequence[Path], *, model: str, coder: Coder, rows: Rows, worst: int, as_json: bool) -> None:
    """Code the texts of each gold and print how that agrees with it, with the `worst` sentences of each kind."""
    evaluations = [evaluation_of(read_gold(path), model=model, coder=coder, rows=rows) for path in paths]
    if as_json:
        print_json([to_dict(evaluation, worst=worst) for evaluation in evaluations])
        return
    for evaluation in evaluations:
        for part in report(evaluation, worst=worst):
            console().print(part)


def evaluation_of(gold: Gold, *, model: str, coder: Coder = DEFAULT_CODER, rows: Rows) -> Evaluation:
    """The evaluation of one gold, or of every second text of it. Raises InputError where no text is left."""
    first, step = FIRST_AND_STEP[rows]
    part = replace(gold, texts=gold.texts[first::step])
    if not part.texts:
        raise InputError(f"{gold.name}: --rows {rows} leaves no text of {len(gold.texts)}")
    coded = extract_articles([text.article for text in part.texts], model=model, coder=coder)
    return evaluate(part, coded.mentions)


def report(evaluation: Evaluation, *, worst: int) -> list[RenderableType]:
    """What a terminal shows of an evaluation, from top to bottom."""
    e = evaluation
    head = f"{e.name}: {e.n_texts} texts, {e.n_acts} gold acts, {e.n_mentions} mentions"
    parts: list[RenderableType] = [Text(printable(head), style="bold"), _figures(e)]
    parts += [_scores("root", e.by_root)] if e.by_root else []
    parts += [_scores("relation", e.by_label), _reliability(e)]
    if e.confusions and worst:
        parts.append(_confusions(e, worst))
    if e.wrong and worst:
        parts += [Text("Surest and wrong", style="bold"), *map(_wrong, e.wrong[:worst])]
    if e.missed and worst:
        parts += [Text("Missed", style="bold"), *map(_missed, e.missed[:worst])]
    return [part for one in parts for part in (one, "")]


def to_dict(evaluation: Evaluation, *, worst: int) -> dict[str, Any]:
    """An evaluation as JSON writes it."""
    e = evaluation
    return {
        "gold": e.name,
        "form": e.form,
        "n_texts": e.n_texts,
        "n_acts": e.n_acts,
        "n_mentions": e.n_mentions,
        "figures": dict(e.figures),
        "by_root": [asdict(score) for score in e.by_root],
        "by_relation": [asdict(score) for score in e.by_label],
        "confusions": [{"wanted": wanted, "given": given, "n": n} for wanted, given, n in e.confusions],
        "reliability": [asdict(one) for one in e.reliability],
        "wrong": [_judgement(j) for j in e.wrong[:worst]],
        "missed": [_judgement(j) for j in e.missed[:worst]],
    }


def _judgement(judgement: Judgement) -> dict[str, Any]:
    act, mention = judgement.act, judgement.mention
    return {
        "article_id": judgement.text.article.article_id,
        "sentence": _sentence(judgement),
        "wanted": {"source": _party(act, "source"), "act": _wanted(judgement), "target": _party(act, "target")}
        if act
        else None,
        "given": {
            "source": mention.source_text,
            "act": mention.cameo_code,
            "target": mention.target_text,
            "rule_id": mention.rule_id,
            "confidence": mention.confidence,
        }
        if mention
        else None,
    }


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for i, heading in enumerate(headings):
        table.add_column(heading, no_wrap=True, justify="right" if i else "left")
    return table


def _figures(evaluation: Evaluation) -> Table:
    table = _table("figure", "value")
    for name, value in evaluation.figures.items():
        table.add_row(name, f"{value:.3f}")
    return table


def _scores(heading: str, scores: Sequence[Score]) -> Table:
    table = _table(heading, "precision", "recall", "F1", "gold", "given")
    for s in scores:
        table.add_row(s.key, f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}", str(s.n_gold), str(s.n_given))
    return table


def _reliability(evaluation: Evaluation) -> Table:
    table = _table("confidence", "mentions", "mean", "right")
    for one in evaluation.reliability:
        table.add_row(f"{one.low:.1f} to {one.high:.1f}", str(one.n), f"{one.confidence:.2f}", f"{one.right:.2f}")
    return table


def _confusions(evaluation: Evaluation, most: int) -> Table:
    table = _table("wanted", "given", "n")
    for wanted, given, n in evaluation.confusions[:most]:
        table.add_row(wanted, given, str(n))
    return table


def _wrong(judgement: Judgement) -> Text:
    mention = judgement.mention
    if mention is None:
        raise ValueError("a wrong judgement has a mention")
    text = Text(f"{mention.confidence:.2f}  {_given(mention)}\n", style="red")
    return text.append(f"      {_gold(judgement)}\n", style="green").append(
        f"      {_sentence(judgement)}", style="dim"
    )


def _missed(judgement: Judgement) -> Text:
    return Text(_gold(judgement) + "\n", style="green").append(f"      {_sentence(judgement)}", style="dim")


def _given(mention: Mention) -> str:
    target = mention.target_text or mention.target_name or "nobody"
    return printable(f"{mention.source_text} -> {target}  {mention.cameo_code} by {mention.rule_id}")


def _gold(judgement: Judgement) -> str:
    act = judgement.act
    if act is None:
        return "no act of these two in the gold"
    return printable(f"{_party(act, 'source')} -> {_party(act, 'target')}  {_wanted(judgement)}")


def _wanted(judgement: Judgement) -> str:
    act = judgement.act
    if act is None:
        return judgement.wanted_label
    return "|".join(act.codes) or ("|".join(act.roots) if act.root else act.label)


def _party(act: GoldAct, side: Literal["source", "target"]) -> str:
    party = act.source if side == "source" else act.target
    return party.text or "|".join(code or "no country" for code in party.codes)


def _sentence(judgement: Judgement) -> str:
    if judgement.mention is not None:
        return printable(judgement.mention.sentence_text)
    snippets = judgement.act.snippets if judgement.act else ()
    return printable(snippets[0] if snippets else judgement.text.article.text)
