"""Who stands where in a clause: logical subjects, objects and obliques of verbs and of event nouns.

Labels are those of spaCy's English pipelines (ClearNLP). Passive, relative, participial, coordinated and infinitive
clauses are undone here, so that the coder sees "Algeria" as the subject of "cut" in all of: "Algeria cut ties",
"ties were cut by Algeria", "Algeria, which cut ties", "Algeria decided to cut ties", "Algeria met envoys and cut ties".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Token

SUBJECT_DEPS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECT_DEPS = frozenset({"nsubjpass", "csubjpass"})
ACTING_ENTITIES = frozenset({"GPE", "ORG", "NORP", "PERSON"})
RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom", "whose"})
# "Blamed Iran for attacking" has the object as the doer of the gerund, "hurt Iran by attacking" the subject.
OBJECT_CONTROL_PREPS = frozenset({"of", "for", "from", "against", "into", "over", "with"})
# Verbs whose object does what the infinitive says ("urged Iran to lift"); with all others the subject does it ("phoned
# Iran to complain", "promised Iran to lift").
OBJECT_CONTROL_VERBS = frozenset(
    "urge ask order force allow persuade invite tell help want press encourage instruct warn lead get permit enable "
    "authorise authorize require compel direct beg implore convince request expect advise appoint send oblige pressure "
    "pressurise call command instruct empower cause push prompt drive assist forbid challenge dare train hire pay need "
    "like prefer intend believe consider elect choose nominate deploy dispatch leave entitle exhort entreat lobby "
    "condemn sentence task mandate summon inspire incite provoke tempt teach motivate caution remind".split()
)
DEADLY_VERBS = frozenset({"kill", "wound", "injure", "hurt", "maim", "destroy", "damage", "displace", "leave"})
DEADLY_NOUNS = frozenset(
    "attack bombing strike raid explosion blast assault shooting ambush shelling airstrike crash fire operation".split()
)
# Prepositions that point at whom a deed is done to, and seldom tell more of another noun.
DIRECTED_PREPS = frozenset({"against", "with", "toward", "towards", "to"})
# "According to the hospital": who tells it, or why, and no party to what is told.
SOURCING_PREPS = frozenset({"according", "owing", "due", "thanks", "prior"})
# "A memorandum of understanding between the two", "a treaty of friendship with Peru": the text has these partners.
CONTENTS_OF_TEXTS = frozenset({"understanding", "friendship", "intent", "cooperation", "alliance", "association"})
# Longer chains of governors are parse errors more often than sentences.
MAX_CLIMB = 6

ClauseKind = Literal["verb", "noun", "adjective"]


@dataclass(frozen=True, slots=True)
class Clause:
    """The arguments of one predicate, as head tokens. `obliques` are (preposition, head) pairs in order of closeness:
    first those at the predicate itself, then those at its object."""

    head: Token
    kind: ClauseKind
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    receivers: tuple[Token, ...]
    obliques: tuple[tuple[str, Token], ...]
    particles: frozenset[str]
    complements: tuple[Token, ...]
    is_passive: bool

    def at(self, *prepositions: str) -> tuple[Token, ...]:
        """The heads governed by any of the prepositions."""
        return tuple(token for preposition, token in self.obliques if preposition in prepositions)


def children(token: Token, *deps: str) -> list[Token]:
    """The children of `token` that carry one of the dependency labels."""
    return [child for child in token.children if child.dep_ in deps]


def conjuncts(token: Token) -> list[Token]:
    """`token` and what is coordinated under it: "France, Germany and Italy" gives three heads."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"}:
            found.extend(conjuncts(child))
    return found


def is_verbal(token: Token) -> bool:
    """True for verbs and for auxiliaries that stand as a clause's verb ("is", "has")."""
    return token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"}


def is_passive(verb: Token) -> bool:
    """True for "was signed", "the deal signed by", and not for "has signed"."""
    if children(verb, "nsubjpass", "auxpass", "csubjpass"):
        return True
    if verb.tag_ != "VBN" or children(verb, "aux"):
        return False
    if children(verb, "nsubj"):
        # A headline leaves out "was": "Ex-president sentenced to 50 years".
        return verb.dep_ == "ROOT" and not children(verb, "dobj", "prt", "ccomp", "xcomp")
    return bool(children(verb, "agent")) or (verb.dep_ in {"acl", "advcl", "amod"} and not children(verb, "dobj"))


def relative_antecedent(pronoun: Token) -> Token | None:
    """What "which" or "that" stands for: the noun that its relative clause hangs on."""
    if pronoun.lower_ not in RELATIVE_PRONOUNS or pronoun.tag_ not in {"WDT", "WP", "WP$", "IN", "DT"}:
        return None
    clause = pronoun
    for _ in range(MAX_CLIMB):
        if clause.dep_ == "relcl":
            return _nearest_conjunct(clause, pronoun)
        if clause.head == clause:
            return None
        clause = clause.head
    return None


def _deadly_antecedent(antecedent: Token, verb: Token) -> Token:
    """What kills is the attack, not the base: "an attack on a base that killed ten"."""
    governor = antecedent.head.head
    if verb.lemma_ in DEADLY_VERBS and antecedent.dep_ == "pobj" and governor.lemma_ in DEADLY_NOUNS:
        return governor
    return antecedent


def _nearest_conjunct(clause: Token, pronoun: Token) -> Token:
    """After "Rabat and Algiers, which backs" one is meant, the nearer; after "which back" it is both."""
    antecedent = _deadly_antecedent(clause.head, clause)
    is_singular = clause.tag_ == "VBZ" or any(t.tag_ == "VBZ" for t in children(clause, "aux", "auxpass"))
    last = [t for t in conjuncts(antecedent) if t.i < pronoun.i][-1:]
    return last[0] if is_singular and last else antecedent


def resolve_relative(token: Token) -> Token:
    """The antecedent of a relative pronoun, else the token itself."""
    return relative_antecedent(token) or token


def own_subjects(verb: Token) -> list[Token]:
    """The subjects that stand at the verb itself, active or passive."""
    found = children(verb, *SUBJECT_DEPS, *PASSIVE_SUBJECT_DEPS)
    if not found and verb.dep_ in {"ROOT", "ccomp", "parataxis"}:
        # "Sweden suspended aid": a participle form misread leaves its subject a mere adverb.
        found = [t for t in children(verb, "npadvmod") if t.i < verb.i and t.ent_type_ in ACTING_ENTITIES][-1:]
    return [resolve_relative(token) for token in found if token.lower_ != "there"]


def surface_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The subject as written, inherited from the governing clause where the verb has none."""
    own = own_subjects(verb)
    if own or depth > MAX_CLIMB:
        return own
    governor = verb.head
    if governor == verb:
        return []
    if verb.dep_ == "acl":
        return _subjects_of_acl(verb, depth)
    if verb.dep_ == "relcl":
        return [] if children(verb, "nsubj") else [governor]
    if verb.dep_ == "pcomp":
        return _subjects_of_gerund(verb, depth)
    if not is_verbal(governor):
        return surface_subjects(governor, depth + 1) if governor.dep_ in {"xcomp", "acomp", "attr"} else []
    if verb.dep_ == "xcomp" and governor.lemma_ in OBJECT_CONTROL_VERBS:
        objects = children(governor, "dobj", "dative")
        if objects:
            return objects
        if is_passive(governor):
            return own_subjects(governor)
    if verb.dep_ in {"conj", "xcomp", "advcl", "ccomp", "dep", "parataxis", "acomp", "attr"}:
        return surface_subjects(governor, depth + 1)
    return []


def _subjects_of_acl(verb: Token, depth: int) -> list[Token]:
    noun = verb.head
    if verb.tag_ in {"VBG", "VBN"}:
        return [noun]
    # "its decision to withdraw", "announced plans to withdraw": whoever owns the noun, or does the verb over it.
    owners = children(noun, "poss")
    if owners:
        return owners
    governor = noun.head
    if noun.dep_ in {"dobj", "attr"} and is_verbal(governor):
        return surface_subjects(governor, depth + 1)
    return [noun]


def _subjects_of_gerund(verb: Token, depth: int) -> list[Token]:
    preposition = verb.head
    governor = preposition.head
    if governor.dep_ in {"acomp", "attr"} and is_verbal(governor.head):
        # "Is guilty of breaking", "was capable of storming".
        return surface_subjects(governor.head, depth + 1)
    if not is_verbal(governor):
        return children(governor, "poss") if governor != preposition else []
    if preposition.lower_ in OBJECT_CONTROL_PREPS:
        if is_passive(governor):
            return own_subjects(governor)
        objects = children(governor, "dobj")
        if objects:
            return objects
    return surface_subjects(governor, depth + 1)


def _agents(verb: Token) -> list[Token]:
    # "Was promised jets by Oslo": the agent may hang on the object that stays behind.
    holders = [verb, *children(verb, "dobj", "oprd")]
    by = [
        t for holder in holders for t in holder.children if t.dep_ == "agent" or (t.dep_ == "prep" and t.lower_ == "by")
    ]
    return [argument for preposition in by for argument in children(preposition, "pobj")]


def _prepositional(token: Token, *, skip_by: bool) -> Iterator[tuple[str, Token]]:
    for child in token.children:
        if child.dep_ not in {"prep", "agent", "dative"} or (skip_by and child.lower_ == "by"):
            continue
        if child.lower_ in SOURCING_PREPS:
            continue
        for argument in children(child, "pobj"):
            yield child.lower_, resolve_relative(argument)
            if child.lower_ == "of" and argument.lower_ in CONTENTS_OF_TEXTS:
                yield from _prepositional(argument, skip_by=skip_by)
        for nested in children(child, "prep"):
            for argument in children(nested, "pobj"):
                yield nested.lower_, argument


def _misattached(obliques: list[tuple[str, Token]]) -> Iterator[tuple[str, Token]]:
    """Phrases hung on the noun of another phrase: "filed suit in a court against the king".

    A verb takes one phrase of a kind: in "sided with Oman in its quarrel with Yemen" the quarrel has the second.
    """
    taken = {preposition for preposition, _ in obliques}
    for _, noun in obliques:
        for child in children(noun, "prep"):
            if child.lower_ in DIRECTED_PREPS - taken:
                for argument in children(child, "pobj"):
                    yield child.lower_, argument


def _expand(tokens: list[Token], verb: Token | None = None) -> tuple[Token, ...]:
    """The tokens with what is coordinated under each; what comes before a verb is complete before it.

    In "Lima, which sued Quito, and Bogota protested" the suit is Lima's alone.
    """
    members = [(token, member) for token in tokens for member in conjuncts(token)]
    kept = [member for token, member in members if verb is None or not token.i < verb.i < member.i]
    return tuple(dict.fromkeys(kept))


def _spread(pairs: list[tuple[str, Token]]) -> tuple[tuple[str, Token], ...]:
    return tuple(dict.fromkeys((preposition, member) for preposition, token in pairs for member in conjuncts(token)))


def _own_objects(verb: Token) -> list[Token]:
    # A second direct object is a noun that the parser could not place elsewhere.
    found = [resolve_relative(token) for token in children(verb, "dobj")[:1]] or _helped(verb)
    if found or verb.dep_ != "relcl" or any(t.tag_ == "WRB" for t in verb.children):
        # "A time when Algiers broke off its ties" leaves no gap to fill.
        return found
    # "the deal that Rabat signed": the antecedent fills the gap, unless the pronoun stands somewhere else.
    taken = [t for t in verb.children if t.dep_ in SUBJECT_DEPS | PASSIVE_SUBJECT_DEPS and relative_antecedent(t)]
    return [] if taken or not own_subjects(verb) else [verb.head]


def _helped(verb: Token) -> list[Token]:
    """The subject of a small clause is the object of the verb above: "helped Manila resist", "found him guilty"."""
    small = [t for t in children(verb, "ccomp") if not children(t, "mark") and not _is_finite(t)]
    return [subject for clause in small for subject in children(clause, "nsubj")][:1]


def _is_finite(verb: Token) -> bool:
    return verb.tag_ in {"VBD", "VBZ", "VBP"} or bool(
        [t for t in children(verb, "aux", "auxpass", "cop") if t.tag_ in {"VBD", "VBZ", "VBP", "MD"}]
    )


def with_object(clause: Clause, noun: Token) -> Clause:
    """The clause with `noun` as its object, which the parser left elsewhere."""
    return replace(
        clause,
        objects=_expand([noun]),
        obliques=(*clause.obliques, *_spread(list(_prepositional(noun, skip_by=False)))),
    )


def _shared_objects(verb: Token) -> list[Token]:
    """ "condemned and threatened Iran": the object that stands at the last verb of a coordination."""
    if children(verb, "prep", "ccomp", "xcomp"):
        return []
    for child in verb.children:
        if child.dep_ == "conj" and is_verbal(child) and child.i - verb.i <= 2:
            return _own_objects(child)
    return []


def verb_clause(verb: Token) -> Clause:
    """The logical arguments of a verb: for a passive, subjects are its agents and objects its surface subjects."""
    passive = is_passive(verb)
    if passive:
        subjects, objects = _agents(verb), surface_subjects(verb) or []
        left = children(verb, "dobj")
        # "Was promised jets": the surface subject receives, the jets stay behind as the object.
        receivers, objects = (objects, left) if left else ([], objects)
        if verb.dep_ == "acl" and verb.head not in objects:
            objects = [verb.head, *objects]
    else:
        subjects, objects = surface_subjects(verb), _own_objects(verb) or _shared_objects(verb)
        receivers = []
    receivers = [*receivers, *children(verb, "dative", "iobj")]
    obliques = list(_prepositional(verb, skip_by=passive))
    if verb.dep_ == "conj" and is_verbal(verb.head) and not obliques and not objects and verb.i - verb.head.i <= 3:
        obliques.extend(_prepositional(verb.head, skip_by=passive))
    for governed in objects:
        obliques.extend(_prepositional(governed, skip_by=False))
    obliques.extend(list(_misattached(obliques)))
    return Clause(
        head=verb,
        kind="verb",
        subjects=_expand(subjects, verb),
        objects=_expand(objects, verb),
        receivers=_expand([t for t in receivers if t.pos_ != "ADP"]),
        obliques=_spread(obliques),
        particles=frozenset(t.lower_ for t in children(verb, "prt", "advmod")),
        complements=_complements(verb),
        is_passive=passive,
    )


def _complements(verb: Token) -> tuple[Token, ...]:
    found = children(verb, "xcomp", "ccomp")
    for child in verb.children:
        if child.dep_ in {"prep", "agent"}:
            # "Of arming rebels and of hiding them".
            found.extend(t for one in (child, *children(child, "conj")) for t in children(one, "pcomp"))
    spread: list[Token] = []
    for token in found:
        spread.append(token)
        spread.extend(t for t in token.children if t.dep_ == "conj" and is_verbal(t))
    return tuple(dict.fromkeys(spread))


def noun_clause(noun: Token) -> Clause:
    """The arguments of an event noun: owners and agents are subjects; "of" is either, and stays an oblique.

    A noun that is the object of a light or other governing verb takes that verb's subject: the coder asks for it
    through `governing_verb`.
    """
    owners = children(noun, "poss")
    agents = [
        argument
        for child in children(noun, "prep", "agent")
        if child.lower_ == "by"
        for argument in children(child, "pobj")
    ]
    return Clause(
        head=noun,
        kind="noun",
        subjects=_expand(owners + agents),
        objects=(),
        receivers=(),
        obliques=_spread([*_prepositional(noun, skip_by=False), *_beside(noun)]),
        particles=frozenset(),
        complements=tuple(t for t in noun.children if _tells_content(t)),
        is_passive=False,
    )


def adjective_clause(adjective: Token) -> Clause:
    """The arguments of a predicate adjective: "Lima is ready to sign" has Lima as subject and signing as content."""
    return Clause(
        head=adjective,
        kind="adjective",
        subjects=_expand(surface_subjects(adjective.head)),
        objects=(),
        receivers=(),
        obliques=_spread(list(_prepositional(adjective, skip_by=False))),
        particles=frozenset(t.lower_ for t in children(adjective, "advmod", "neg")),
        complements=_complements(adjective),
        is_passive=False,
    )


def _tells_content(clause: Token) -> bool:
    """ "A call to withdraw", "demands that Lima stop helping": what the noun is about."""
    if clause.dep_ not in {"acl", "relcl", "ccomp"}:
        return False
    return clause.tag_ == "VB" or any(t.lower_ == "that" for t in children(clause, "mark"))


def _beside(noun: Token) -> list[tuple[str, Token]]:
    """Prepositional phrases that the parser hung on the verb over the noun: "opened an inquiry into the fund"."""
    governor = noun.head
    if noun.dep_ not in {"dobj", "nsubjpass"} or not is_verbal(governor):
        return []
    return list(_prepositional(governor, skip_by=True))


def premodifiers(noun: Token) -> list[Token]:
    """Adjectives and nouns before the noun: in "the Israeli-Moroccan defence accord", all three."""
    found: list[Token] = []
    for child in noun.children:
        if child.i < noun.i and child.dep_ in {"amod", "compound", "nmod", "npadvmod", "nummod", "advmod"}:
            found.append(child)
            found.extend(
                t
                for t in child.subtree
                if t != child and t.dep_ in {"conj", "amod", "compound", "npadvmod", "nmod", "dep", "punct"}
            )
    return found


def governing_verb(noun: Token) -> tuple[Token | None, str]:
    """The verb that the noun's phrase is an argument of, and how: "subject", "object", or the preposition."""
    token = noun
    for _ in range(MAX_CLIMB):
        governor = token.head
        if governor == token:
            return None, ""
        if token.dep_ in {"conj", "appos"} and governor.pos_ in {"NOUN", "PROPN"}:
            token = governor
            continue
        if is_verbal(governor):
            if token.dep_ in SUBJECT_DEPS:
                return governor, "subject"
            if token.dep_ in PASSIVE_SUBJECT_DEPS | {"dobj", "attr", "oprd"}:
                return governor, "object"
            return governor, token.dep_
        if governor.pos_ == "ADP" and is_verbal(governor.head):
            return governor.head, governor.lower_
        return None, ""
    return None, ""


def dependency_path(start: Token, end: Token) -> str:
    """The path between two tokens, as `Rabat ^nsubj cut _dobj ties _prep with _pobj Algiers`, ^ going up and _ down."""
    upwards = [start, *start.ancestors]
    above = {token.i for token in upwards}
    downwards: list[Token] = []
    token = end
    while token.i not in above and token.head != token:
        downwards.append(token)
        token = token.head
    steps = [start.text]
    for climbed in upwards:
        if climbed.i == token.i:
            break
        steps.append(f"^{climbed.dep_} {climbed.head.text}")
    steps.extend(f"_{descended.dep_} {descended.text}" for descended in reversed(downwards))
    return " ".join(steps)
