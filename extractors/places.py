"""A parsed act in, a place out: where the event was, not where the paper is or what the talk is about.

Three bases, tried in order. "act": a place expression ("in Rabat", "outside the Libyan capital") that hangs on the act
itself or on its object. "sentence": one on a predicate that shares the act's scene, a coordinated verb or a participle
without a subject of its own ("Speaking in Rabat, ..."). "dateline": for statements by local actors and meetings that
the text dates to the days of the report, where the sentence names no place abroad. Places of reported, relative and
other embedded clauses are not the act's; two different places of one act make their common country; and where nothing
fits, the act has no place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from spacy.tokens import Token

from extractors.dates_story import ACTION_NOUNS
from extractors.gazetteer_places import (
    KnownPlace,
    area_of,
    capital_of,
    choose_place,
    cities_named,
    country_of_adjective,
    country_place,
    is_area_name,
)
from extractors.sentences import ParsedSentence
from schemas.records import Act, Dateline, Place, ResolvedDate

LOCATIVES = frozenset({
    "across", "around", "along", "at", "inside", "in", "near", "off", "on", "outside", "over", "throughout", "within",
})  # fmt: skip
# To these a visit goes.
DIRECTIONS = frozenset({"to", "into"})
# Verbs whose object is left behind; these go "for" a place.
DEPARTURES = frozenset({"abandon", "depart", "flee", "leave", "quit"})
# Nouns that stand between the preposition and the name: "the city of", "the Rafah crossing".
SITES = frozenset({
    "airport", "area", "base", "border", "camp", "capital", "city", "coast", "crossing", "district", "embassy",
    "enclave", "hospital", "island", "kingdom", "neighbourhood", "neighborhood", "outskirts", "part", "port", "prison",
    "province", "region", "state", "strip", "suburb", "summit", "territory", "town", "village",
})  # fmt: skip
# Those of them that make a name that of a region, where a town bears it, too.
REGION_NOUNS = frozenset({"province", "region", "state", "territory"})
# What joins the words of one name: "Sharm el-Sheikh", "Santiago de Cuba".
JOINTS = frozenset({"-", "de", "del", "do", "da"})
# What stands behind these was before or after the act, and elsewhere: "met in Cairo after talks in Amman".
SEQUENCES = frozenset({"after", "since", "until", "following", "ahead", "despite"})
# Entities whose words are no place, whatever the gazetteer knows by that name.
NOT_PLACES = frozenset({"DATE", "EVENT", "LAW", "MONEY", "NORP", "ORG", "PERSON", "PRODUCT", "TIME", "WORK_OF_ART"})

# Acts done at a spot: what stands at their object tells where they happened. Of the others (statements, demands,
# sanctions) it tells where the things are that are spoken of.
SPOT_ROOTS = frozenset({"04", "14", "15", "17", "18", "19", "20"})
SPOT_CODES = frozenset({"057", "0871"})
VISIT_CODES = frozenset({"042", "043"})
# Acts that a dateline may place: words spoken and people met; troops and bombs are elsewhere than the reporter. A phone
# call has two places.
DATELINE_ROOTS = frozenset({"01", "02", "03", "04", "05", "10", "11", "12", "13"})
NOT_DATELINE_CODES = frozenset({"041", "128"})
# How old an act may be, in days, that a dateline still places.
DATELINE_REACH = timedelta(days=7)

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})


def place_of_act(
    sentence: ParsedSentence,
    trigger: Token,
    *,
    actor_spans: Sequence[tuple[int, int]],
    dateline: Dateline | None,
    country_hints: Collection[str],
    act: Act | None = None,
    when: ResolvedDate | None = None,
    published: date | None = None,
) -> Place | None:
    """Where the act of `trigger` was, None where that is not told.

    `actor_spans` are the actors' offsets in the cleaned text: an actor is no place, except what a visit goes to.
    `country_hints` (ISO3) decide between namesakes. Without `act` its code is unknown, so objects and datelines tell
    nothing; nor do datelines without `when`, the act's date, and the day of the report (`published`).
    """
    code = None if act is None else act.cameo_code
    by_basis: dict[str, list[tuple[str, KnownPlace]]] = {"act": [], "sentence": []}
    elsewhere = set()
    for name in _names(sentence, actor_spans if code not in VISIT_CODES else ()):
        found = _resolve(name, country_hints)
        basis = _basis(name, trigger, code)
        if found is not None and basis is not None:
            by_basis[basis].append((_words(name), found))
        elif found is not None:
            elsewhere.add(found.country)
    for basis, candidates in by_basis.items():
        if candidates:
            return _one_of(candidates, basis)
    if dateline is None or act is None or not _is_fresh(act, when, dateline.date or published):
        return None
    place = _of_dateline(dateline, country_hints)
    return place if place is not None and place.country in _local_to(act) and elsewhere <= {place.country} else None


def _names(sentence: ParsedSentence, actor_spans: Sequence[tuple[int, int]]) -> Iterator[list[Token]]:
    """Yield the tokens of every name in the sentence that a preposition of place or direction may govern."""
    seen: set[int] = set()
    for token in sentence.span:
        if token.i in seen or token.pos_ not in ("PROPN", "ADJ", "NOUN") or not _opens(token):
            continue
        name = _run(token)
        seen.update(t.i for t in name)
        is_actor = any(a < sentence.end_of(name[-1]) and sentence.start_of(name[0]) < b for a, b in actor_spans)
        if not is_actor and _preposition(name) is not None:
            yield name


def _opens(token: Token) -> bool:
    """Whether a name starts here: a proper noun, a city taken for a noun, or the adjective of "the Libyan capital"."""
    return _is_name(token) or country_of_adjective(token.text) is not None


def _is_name(token: Token) -> bool:
    """Whether a word is a proper noun; taggers that do not know "Homs" take it for a noun in spite of its capital."""
    is_city = token.pos_ == "NOUN" and token.text.istitle() and token.i > token.sent.start
    return token.pos_ == "PROPN" or (is_city and bool(cities_named(token.text)))


def _run(token: Token) -> list[Token]:
    """The unbroken proper nouns from `token` on; "Sharm el-Sheikh" and "St. Petersburg" are one."""
    doc, end = token.doc, token.i + 1
    if not _is_name(token):
        return [token]
    while end < len(doc) and end < token.sent.end:
        joins = doc[end].lower_ in JOINTS and end + 1 < len(doc) and doc[end + 1].pos_ == "PROPN"
        same = doc[end].pos_ == "PROPN" and country_of_adjective(doc[end].text) is None
        if not (joins or same):
            break
        end += 1
    return list(doc[token.i : end])


def _words(name: Sequence[Token]) -> str:
    doc: str = name[0].doc[name[0].i : name[-1].i + 1].text
    return doc


def _head(name: Sequence[Token]) -> Token:
    """The word of a name on which the others hang."""
    inside = {token.i for token in name}
    return next((token for token in name if token.head.i not in inside or token.head.i == token.i), name[-1])


def _preposition(name: Sequence[Token]) -> Token | None:
    """The preposition of place or direction that governs a name, through a site ("the city of Tripoli") if need be."""
    token = _head(name)
    for _ in range(6):
        head: Token = token.head
        if head.i == token.i:
            return None
        if token.dep_ == "pobj" and head.dep_ in ("prep", "pcomp", "agent") and head.lower_ != "of":
            goes = head.lower_ == "for" and head.head.lemma_ in DEPARTURES
            return head if goes or head.lower_ in LOCATIVES | DIRECTIONS else None
        is_step = token.dep_ in ("compound", "appos", "conj", "amod", "nmod", "poss", "pobj") or token.lower_ == "of"
        if not is_step or (token.dep_ != "conj" and not _passes(token, head)):
            return token if token.dep_ == "dobj" and head.lemma_ not in DEPARTURES else None
        token = head
    return None


def _passes(token: Token, head: Token) -> bool:
    """Whether the path from a name may climb from `token` to `head`: over sites, "of", and words of the name itself."""
    return head.lemma_.lower() in SITES or head.lower_ == "of" or (token.lower_ == "of" and head.pos_ == "NOUN")


def _resolve(name: Sequence[Token], hints: Collection[str]) -> KnownPlace | None:
    """The place of a name in its surroundings, None where it is none or stays open."""
    adjective = country_of_adjective(_words(name))
    if adjective is not None and name[0].pos_ == "ADJ":
        return capital_of(adjective) if _next_lemma(name) == "capital" and not _is_named_after(name) else None
    if _is_part_of_other_name(name):
        return None
    return choose_place(
        _words(name),
        beside=_beside(name),
        country=_stated_country(name),
        hints=hints,
        is_region=_is_called_region(name),
    )


def _is_called_region(name: Sequence[Token]) -> bool:
    """Whether the words call it a region: "the province of Cordoba", "Cordoba province"."""
    first = name[0]
    before = first.nbor(-2).lemma_.lower() if first.i > first.sent.start + 1 and first.nbor(-1).lower_ == "of" else ""
    return bool({before, _next_lemma(name)} & REGION_NOUNS)


def _next_lemma(name: Sequence[Token]) -> str:
    token = name[-1]
    return token.nbor(1).lemma_.lower() if token.i + 1 < token.sent.end else ""


def _is_named_after(name: Sequence[Token]) -> bool:
    """Whether the capital's own name follows ("the Libyan capital, Tripoli"): then that is the expression."""
    after = name[0].doc[name[-1].i + 2 : min(name[-1].i + 4, name[-1].sent.end)]
    return any(token.pos_ == "PROPN" for token in after)


def _is_part_of_other_name(name: Sequence[Token]) -> bool:
    """Whether the words belong to the name of a person, an organisation or the like ("Tel Aviv University").

    A recogniser that takes a bare "in Rabat" for a person errs; one that sees more words than the name does not.
    """
    labels = {token.ent_type_ for token in name} & NOT_PLACES
    if labels & {"DATE", "EVENT", "LAW", "TIME", "WORK_OF_ART"}:
        return True
    doc, first, last = name[0].doc, name[0].i, name[-1].i
    more_left = first > 0 and name[0].ent_iob_ == "I" and doc[first - 1].pos_ not in ("CCONJ", "DET")
    more_right = last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I" and doc[last + 1].pos_ != "CCONJ"
    return bool(labels) and (more_left or more_right)


def _beside(name: Sequence[Token]) -> str | None:
    """The country or state that stands after a comma: "Tripoli, Lebanon", "Athens, Ga."."""
    doc, at = name[0].doc, name[-1].i + 1
    if at + 1 >= name[-1].sent.end or doc[at].text != "," or doc[at + 1].pos_ != "PROPN":
        return None
    words = _words(_run(doc[at + 1]))
    is_list = at + 2 < len(doc) and doc[at + 2].text == "and" and area_of(_words(name)) is not None
    return words if is_area_name(words) and not is_list and area_of(_words(name)) is None else None


def _stated_country(name: Sequence[Token]) -> str | None:
    """The country that the words before state: "the Lebanese city of Tripoli", "the Libyan capital Tripoli"."""
    start = name[0].i
    window = name[0].doc[max(name[0].sent.start, start - 5) : start]
    if not any(token.lemma_.lower() in SITES for token in window):
        return None
    found = {c for token in window if (c := country_of_adjective(token.text)) is not None}
    return found.pop() if len(found) == 1 else None


def _basis(name: Sequence[Token], trigger: Token, code: str | None) -> str | None:
    """Whether a place expression tells where the act was, and by which right; None where it does not."""
    preposition = _preposition(name)
    if preposition is None:
        return None
    is_goal = preposition.lower_ in DIRECTIONS | {"for"} or preposition.dep_ == "dobj"
    if is_goal:
        return "act" if code in VISIT_CODES and preposition.head.i in {trigger.i, trigger.head.i} else None
    if not _is_spot(code) and _follows_object(preposition, trigger):
        return None
    host = preposition.head
    while host.dep_ == "prep" or host.pos_ == "ADP":
        host = host.head
    verb = _predicate(trigger)
    if host.i in {trigger.i, verb.i} or (host.dep_ in ("aux", "auxpass") and host.head.i == verb.i):
        return "act"
    if host.pos_ in ("NOUN", "PROPN", "PRON"):
        return "act" if _is_spot(code) and _is_object(host, trigger, verb) else None
    return "sentence" if _shares_scene(host, verb) else None


def _is_spot(code: str | None) -> bool:
    return code is not None and (code[:2] in SPOT_ROOTS or code in SPOT_CODES)


def _follows_object(preposition: Token, trigger: Token) -> bool:
    """Whether a place stands right behind a common noun, and so may be that noun's ("accused soldiers in Cyprus")."""
    if preposition.i == preposition.sent.start:
        return False
    before = preposition.nbor(-1)
    return before.pos_ == "NOUN" and before.i != trigger.i and before.ent_type_ not in ("DATE", "TIME")


def _is_object(noun: Token, trigger: Token, verb: Token) -> bool:
    """Whether a noun is the act's object or, for a noun that is the act, what it hangs on."""
    return (noun.dep_ in ("dobj", "nsubjpass", "attr") and noun.head.i == verb.i) or (
        noun.dep_ == "pobj" and noun.head.head.i in {trigger.i, verb.i} and not _is_in_sequence(noun)
    )


def _is_in_sequence(noun: Token) -> bool:
    """Whether a noun is told as earlier or later than the act; "before the cameras" is a place of its own."""
    is_prior = noun.head.lower_ == "before" and noun.lemma_.lower() in ACTION_NOUNS
    return is_prior or noun.head.lower_ in SEQUENCES


def _predicate(token: Token) -> Token:
    """The verb of the clause in which a token stands; the token itself where it is a verb or hangs on none."""
    at = token
    while at.pos_ not in ("VERB", "AUX") and at.head.i != at.i:
        at = at.head
    return at if at.pos_ in ("VERB", "AUX") else token


def _shares_scene(host: Token, verb: Token) -> bool:
    """Whether two predicates tell one scene: coordinated, or a participle without a subject beside its main verb."""
    if host.pos_ not in ("VERB", "AUX"):
        return False
    if _first_conjunct(host).i == _first_conjunct(verb).i:
        # A second verb with a subject of its own tells of someone else.
        return not any(v.dep_ == "conj" and _has_subject(v) for v in (host, verb))
    return host.dep_ == "advcl" and host.tag_ == "VBG" and host.head.i == verb.i and not _has_subject(host)


def _first_conjunct(verb: Token) -> Token:
    while verb.dep_ == "conj":
        verb = verb.head
    return verb


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in SUBJECTS or child.dep_ == "mark" for child in verb.children)


def _one_of(candidates: Sequence[tuple[str, KnownPlace]], basis: str) -> Place | None:
    """The one place of several: a city within the others' country, else the country they share, else none."""
    places = {place: text for text, place in reversed(candidates)}
    cities = [place for place in places if place.level == "city"]
    countries = {place.country for place in places}
    if len(countries) != 1:
        return None
    pool = cities or list(places)
    if len(pool) == 1:
        return _place(pool[0], places[pool[0]], basis)
    return _place(country_place(pool[0].country), candidates[0][0], basis)


def _place(known: KnownPlace, text: str, basis: str) -> Place:
    return Place(text, known.name, known.country, known.latitude, known.longitude, basis)


def _is_fresh(act: Act, when: ResolvedDate | None, reported: date | None) -> bool:
    """Whether the text dates the act to the days before the report, and it is one that a dateline may place."""
    if when is None or when.precision != "day" or when.basis == "publication" or reported is None:
        return False
    is_kind = act.cameo_code[:2] in DATELINE_ROOTS and act.cameo_code not in NOT_DATELINE_CODES
    return is_kind and act.status == "happened" and abs(when.date - reported) <= DATELINE_REACH


def _of_dateline(dateline: Dateline, hints: Collection[str]) -> Place | None:
    """The dateline's own place."""
    city, _, beside = dateline.place.partition(",")
    known = choose_place(city.strip(), beside=beside.strip() or None, hints=hints)
    return None if known is None else _place(known, dateline.place, "dateline")


def _local_to(act: Act) -> set[str | None]:
    """The countries whose dateline may place an act: the speaker's, the guest's goal, either side of a meeting."""
    target = None if act.target is None else act.target.country
    if act.cameo_code == "042":
        return {target}
    if act.cameo_code[:2] == "04" or act.is_reciprocal:
        return {act.source.country, target}
    return {act.source.country}
