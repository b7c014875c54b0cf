"""Which pairs of actors a sentence sets over against each other, whatever the verb means."""

from __future__ import annotations

import pytest

from extractors.actors import find_actors
from extractors.arguments import ActorIndex
from extractors.dictionaries import load_actors
from extractors.proposals import MOST_OF_SENTENCE, propose
from extractors.sentences import parse_articles
from extractors.text import article_of

pytestmark = pytest.mark.model

CASES = {
    "a verb that no lexicon knows": (
        "Chilean fishermen pelted Peruvian sailors with ice.",
        {("Chilean fishermen", "pelted", "Peruvian sailors")},
    ),
    "a passive": (
        "Peruvian sailors were pelted by Chilean fishermen.",
        {("Chilean fishermen", "pelted", "Peruvian sailors")},
    ),
    "deep in the object": (
        "Norway scrapped an order of tanks from the German army.",
        {("Norway", "order", "the German army")},
    ),
    "a noun between its owner and its object": (
        "Norway's gripe against Sweden lasted for years.",
        {("Norway", "gripe", "Sweden")},
    ),
    "under an adjective": (
        "Norway is willing to lend boats to Sweden.",
        {("Norway", "lend", "Sweden")},
    ),
    "two who share one noun are two actors": (
        "Norwegian and EU officials haggled with Chile.",
        {("Norwegian", "haggled", "Chile"), ("EU officials", "haggled", "Chile")},
    ),
    "two who do something near a third do it together": (
        "Norway and Sweden rowed boats near Finland.",
        {("Norway", "rowed", "Sweden")},
    ),
    "a minister on his own state": (
        "The Norwegian foreign minister belittled Norway's fisheries policy.",
        {("The Norwegian foreign minister", "belittled", "Norway")},
    ),
    "whose thing it is, deep in the sentence": (
        "Norway is adding boats to the pool that guards the Swedish coast.",
        {("Norway", "adding", "Swedish")},
    ),
    "together beside a third": (
        "Norway and Sweden rowed boats together with Finland.",
        {("Norway", "rowed", "Sweden"), ("Norway", "rowed", "Finland")},
    ),
    "what passes between two": (
        "Norway and Sweden swapped two prisoners.",
        {("Norway", "swapped", "Sweden")},
    ),
    "by whom, behind a noun": (
        "Chile has been assured of its support by Norway.",
        {("Norway", "assured", "Chile")},
    ),
    "a noun's doer, and somebody deep in the noun": (
        "The build-up of boats by Norway along the border with Sweden lasted for years.",
        {("Norway", "up", "Sweden")},
    ),
    "the content of a noun": (
        "Norway's hope that Sweden would lend its boats was naive.",
        {("Norway", "hope", "Sweden")},
    ),
    "an adjective": (
        "Norway is wary of Sweden.",
        {("Norway", "wary", "Sweden")},
    ),
    "the content of an adjective": (
        "Norway is sure that Sweden will lend its boats.",
        {("Norway", "sure", "Sweden")},
    ),
    "who insists is a party": (
        "Villagers insisted that the Norwegian army guard their boats.",
        {("Villagers", "insisted", "the Norwegian army")},
    ),
    "no verb that the parse knows": (
        "Oslo arms Stockholm with drones",
        {("Oslo", "arms", "Stockholm")},
    ),
    "a headline's future": (
        "Norwegian envoys to swap boats with Sweden",
        {("Norwegian envoys", "swap", "Sweden")},
    ),
    "stateless officials to somebody": (
        "Officials told the Norwegian miners that it rained.",
        {("Officials", "told", "the Norwegian miners")},
    ),
    "an uncoded speaker": (
        "Clinton says that Norway pelted Sweden with ice.",
        {("Clinton", "says", "Norway")},
    ),
    "deep in a clause below": (
        "Norway's premier, Haakon Lie, sulked after a row over boats from ports that fishermen of Chile had burned.",
        {("Norway's premier, Haakon Lie", "sulked", "fishermen of Chile")},
    ),
}

# Words between two actors by which nothing passes from the one to the other.
NEAR_MISSES = {
    "a ministry is no party against its own adjective": (
        "The Norwegian foreign minister belittled the Norwegian fleet's cook.",
        ("The Norwegian foreign minister", "Norwegian"),
    ),
    "what is owned does nothing to the subject": ("Chile scorned Peru's fleets.", ("Peru", "Chile")),
    "two who face a third": ("Norway and Sweden appealed to Chile for herring.", ("Norway", "Sweden")),
    "two whom one word stands for": (
        "Chile thanked Norway and Sweden, which opened their ports to it.",
        ("Norway", "Sweden"),
    ),
    "another main clause": (
        "Norwegian sailors sang and nurses stopped work at a Chilean port.",
        ("nurses", "Norwegian sailors"),
    ),
    "who suffers does nothing": ("Norwegians have been pelted, among them sailors.", ("Norwegians", "sailors")),
    "a day": ("On Thursday Norway and Sweden pelted Peru with ice.", ("Norway", "Sweden")),
    "the two of a noun are one pair": ("The quarrel between Norway and Sweden lasted for years.", ("Sweden", "Norway")),
    "who speaks of his own state": (
        "The Norwegian foreign minister said that Norway pelted Sweden with ice.",
        ("The Norwegian foreign minister", "Norway"),
    ),
    "scholars only comment": ("A professor said that Norway slept.", ("A professor", "Norway")),
    "stateless officials only tell": ("Officials said that Norway hit Sweden.", ("Officials", "Norway")),
    "a paper only asks": ("The Norwegian minister told Reuters that it rained.", ("The Norwegian minister", "Reuters")),
    "what is in what": ("Norway's plan includes Sweden.", ("Norway", "Sweden")),
    "what there is none of": ("The Norwegian fleet drew no jeers from Sweden.", ("The Norwegian fleet", "Sweden")),
    "where an envoy is posted": ("Norway's envoy to Sweden sang near the Chilean fleet.", ("Sweden", "Chilean")),
    "another's act, told far below": (
        "Norway scolded Sweden over the boats that Chile had lent to fishermen.",
        ("Sweden", "fishermen"),
    ),
}


def proposed(text, nlp):
    article, _ = article_of(text, published=None)
    (parsed,) = parse_articles([article], nlp)
    known = load_actors(())
    actors = find_actors(parsed, known.gazetteer, published=None, dateline=None, roles=known.roles)
    return [p for s, own in zip(parsed, actors, strict=True) for p in propose(ActorIndex(s, own), s.span)]


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_the_pair_is_proposed(text, expected, nlp):
    assert expected <= {(p.source.text, p.trigger[0].text, p.target.text) for p in proposed(text, nlp)}


@pytest.mark.parametrize(("text", "pair"), NEAR_MISSES.values(), ids=NEAR_MISSES)
def test_the_pair_is_not_proposed(text, pair, nlp):
    assert pair not in {(p.source.text, p.target.text) for p in proposed(text, nlp)}


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Officials of Norway said that Sweden slept.", ("Officials of Norway", "Sweden")),
        ("Rebels said that Norway slept.", ("Rebels", "Norway")),
    ],
    ids=["of a state", "of a side"],
)
def test_who_speaks_for_somebody_is_proposed(text, pair, nlp):
    assert pair in {(p.source.text, p.target.text) for p in proposed(text, nlp)}


def test_there_are_no_pairs_of_an_actor_with_itself_and_not_too_many(nlp):
    listed = "France, Italy, Spain, Peru, Chile, Mali, Chad, Niger and Togo accused Norway, Sweden, Kenya and Japan."
    found = proposed(listed, nlp)
    assert 0 < len(found) <= MOST_OF_SENTENCE
    assert all(p.source.name != p.target.name for p in found)
    assert [p.directness for p in found] == sorted((p.directness for p in found), reverse=True)


def test_a_sentence_with_one_actor_has_none(nlp):
    assert proposed("Norway slept.", nlp) == []
