"""Pronouns and descriptions to the actors they stand for, within one article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from extractors.antecedents import Candidate, Referent, best, candidate_of, gender_of
from extractors.coding import INTERNATIONAL, Context
from extractors.descriptions import country_of_description, resolve_description, resolve_plural
from extractors.nominals import Unit
from extractors.quotes import Quotation, is_quoted, quotations
from extractors.reading import Core, Reading
from extractors.roles import compose, sector_of, split_code
from schemas.records import ActorMention

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "themselves"})
FIRST = frozenset({"i", "me", "my", "we", "us", "our", "ours"})
PRONOUNS = HE | SHE | IT | THEY
ORDINALS = frozenset({"former", "latter"})
# What one does to a deed or a proposal, seldom to a state.
JUDGING = frozenset(
    """welcome hail praise applaud denounce condemn deplore decry regret mock reject dismiss approve endorse ratify
    sign accept adopt deny""".split()
)
CONSENTING = frozenset({"agree", "object", "consent", "react", "respond", "reply"})
FORMAL_HEADS = frozenset({"seem", "appear", "rain", "snow", "take", "turn", "emerge"})


def resolve_anaphora(
    readings: Sequence[Reading], referents: Sequence[Sequence[Referent]], context: Context
) -> list[list[Referent]]:
    """The referents of each sentence with descriptions and pronouns added, where an antecedent is sure.

    Words outside quotation marks are resolved first, since they tell who speaks the words inside.
    """
    state = Resolution(readings, context)
    for row, found in enumerate(referents):
        state.read_row(row, found)
    for row in range(len(readings)):
        state.read_quoted(row)
    return state.rows


class Resolution:
    """The antecedents found so far in one article."""

    def __init__(self, readings: Sequence[Reading], context: Context) -> None:
        self.readings = readings
        self.context = context
        self.rows: list[list[Referent]] = [[] for _ in readings]
        self.candidates: list[Candidate] = []
        self.quotes: dict[int, list[Quotation]] = {}
        for reading in readings:
            key = reading.parsed.offset
            if key not in self.quotes:
                self.quotes[key] = quotations(reading.doc)

    def quotes_of(self, row: int) -> list[Quotation]:
        """The quotations of a sentence's paragraph."""
        return self.quotes[self.readings[row].parsed.offset]

    def before(self, row: int, start: int) -> list[Candidate]:
        """The candidates that stand before `start`, in the order of the text."""
        return sorted((c for c in self.candidates if c.row <= row and c.start < start), key=lambda c: c.start)

    def add(self, row: int, referent: Referent) -> None:
        """Keep a referent, and let later words mean it."""
        self.rows[row].append(referent)
        if not referent.is_pending:
            self.candidates.append(candidate_of(row, referent, self.readings[row]))

    def read_row(self, row: int, found: Sequence[Referent]) -> None:
        """Resolve the descriptions and pronouns of a sentence in the order of the text, but for quoted pronouns."""
        reading = self.readings[row]
        taken = {i for referent in found for i in range(referent.unit.start, referent.unit.end)}
        items: list[tuple[int, Referent | Token]] = [(referent.unit.start, referent) for referent in found]
        for token in reading.parsed.span:
            is_open = token.i not in taken and not is_quoted(token, self.quotes_of(row))
            is_pronoun = (token.lower_ in PRONOUNS and not is_formal(token)) or is_ordinal(token)
            if is_pronoun and is_open:
                items.append((token.i, token))
        for _, item in sorted(items, key=lambda pair: pair[0]):
            if isinstance(item, Token):
                self.read_pronoun(row, item)
            else:
                self.read_referent(row, item)

    def read_referent(self, row: int, referent: Referent) -> None:
        """Resolve a description, or take a referent as it is."""
        earlier = self.before(row, referent.mention.start)
        members = resolve_plural(referent, row, earlier, self.context)
        if members:
            for member in members:
                self.add(row, stand_for(referent, member))
            return
        found = resolve_description(referent, row, earlier)
        if found is not None:
            self.add(row, stand_for(referent, found))
        else:
            owner = country_of_description(referent, row, earlier)
            if owner is not None and not is_international(referent):
                self.add(row, with_country(referent, owner.mention))
            else:
                self.add(row, self.with_possessor(row, referent, earlier))

    def with_possessor(self, row: int, referent: Referent, earlier: Sequence[Candidate]) -> Referent:
        """ "its troops", "his Moroccan counterpart": the role with the country, or the country with the role."""
        unit, mention = referent.unit, referent.mention
        role = unit.core.role
        is_counterpart = any(part.role and part.role.noun == "counterpart" for part in (*unit.parts, unit.core))
        if is_counterpart and mention.country:
            owner = best(
                earlier, row, fits=lambda c: c.nature in {"person", "body"} and bool(c.referent.mention.sector)
            )
            return with_roles(referent, owner.referent.mention) if owner else referent
        pronoun = unit.determiner
        if role is None or mention.basis not in {"name", "context"} or pronoun not in PRONOUNS:
            return referent
        token = next(token for token in self.readings[row].doc[unit.start : unit.end] if token.lower_ == pronoun)
        antecedent = self.antecedent(row, token, earlier)
        return with_country(referent, antecedent.mention) if antecedent and antecedent.mention.country else referent

    def antecedent(self, row: int, token: Token, earlier: Sequence[Candidate]) -> Referent | None:
        """The one actor that a singular pronoun means."""
        word = token.lower_
        chosen = best(
            earlier, row, fits=lambda c: fits_pronoun(c, word) and not is_coargument(c, token, row, self.readings)
        )
        return chosen.referent if chosen else None

    def read_pronoun(self, row: int, token: Token) -> None:
        """Add the mentions that a pronoun stands for: one, or each member of a plural."""
        reading = self.readings[row]
        start = reading.parsed.start_of(token)
        earlier = self.before(row, start)
        if token.lower_ in ORDINALS:
            if pair := pair_before(earlier, row):
                chosen = pair[token.lower_ == "latter"].referent
                self.add(row, pronoun_referent(token, reading, chosen, first=token.i - 1))
            return
        if token.lower_ in THEY and (pair := coordinated(earlier, row, self.readings)):
            for member in pair:
                self.add(row, pronoun_referent(token, reading, member.referent))
            return
        antecedent = self.antecedent(row, token, earlier)
        if antecedent is not None:
            self.add(row, pronoun_referent(token, reading, antecedent))

    def read_quoted(self, row: int) -> None:
        """Resolve the pronouns inside quotation marks: "we" is who speaks, "he" never is."""
        reading = self.readings[row]
        taken = {i for referent in self.rows[row] for i in range(referent.unit.start, referent.unit.end)}
        for token in reading.parsed.span:
            quote = next((q for q in self.quotes_of(row) if q.start <= token.i < q.end), None)
            if quote is None or token.i in taken or token.lower_ not in PRONOUNS | FIRST or is_formal(token):
                continue
            speaker = self.speaker(row, quote)
            if token.lower_ in FIRST:
                if speaker is not None:
                    self.add(row, pronoun_referent(token, reading, speaker))
                continue
            name = speaker.mention.name if speaker else None
            earlier = [c for c in self.before(row, reading.parsed.start_of(token)) if c.referent.mention.name != name]
            antecedent = self.antecedent(row, token, earlier) if speaker or token.lower_ in IT else None
            if antecedent is not None:
                self.add(row, pronoun_referent(token, reading, antecedent))

    def speaker(self, row: int, quote: Quotation) -> Referent | None:
        """Who speaks a quotation, where the subject of "said" is an actor."""
        if quote.speaker is None:
            return None
        offset = self.readings[row].parsed.offset
        for reading, referents in zip(self.readings, self.rows, strict=True):
            if reading.parsed.offset != offset:
                continue
            for referent in referents:
                if referent.unit.start <= quote.speaker < referent.unit.end and not referent.is_pending:
                    return referent
        return None


def fits_pronoun(candidate: Candidate, word: str) -> bool:
    """Whether a candidate agrees with a pronoun in number, gender and nature."""
    gender = gender_of(candidate.referent)
    if word in HE | SHE:
        wanted = "m" if word in HE else "f"
        return candidate.nature in {"person", "unknown"} and gender in {"", wanted} and not candidate.is_plural
    if word in IT:
        # An agency that is told or cited is seldom what a report speaks of.
        is_reporter = candidate.referent.mention.sector == "MED" and candidate.function < 2
        is_thing = candidate.nature in {"state", "body", "unknown"} and not candidate.is_plural
        return is_thing and candidate.function > 0 and not is_reporter
    core = candidate.referent.unit.core
    is_band = core.has("group") or (core.role is not None and core.role.category in {"force", "band"})
    return candidate.nature == "people" or (candidate.nature == "body" and (candidate.is_plural or is_band))


def is_coargument(candidate: Candidate, token: Token, row: int, readings: Sequence[Reading]) -> bool:
    """Whether candidate and pronoun are both arguments of one verb, so that they cannot be the same actor."""
    if candidate.row != row or token.tag_ == "PRP$" or token.lower_.endswith(("self", "selves")):
        return False
    root = readings[row].doc[candidate.referent.unit.root]
    return verb_of(root).i == verb_of(token).i and verb_of(root).pos_ in {"VERB", "AUX"}


def verb_of(token: Token) -> Token:
    """The word that a noun phrase is an argument of, its preposition skipped."""
    while token.dep_ in {"conj", "appos", "compound"} and token.head.i != token.i:
        token = token.head
    head = token.head
    return head.head if head.pos_ == "ADP" else head


def is_deed(token: Token) -> bool:
    """Whether "it" is what was done or said, being judged or consented to: "welcomed it", "agreed to it".

    Who is judged is mostly named, or judged for something ("praised it for its courage").
    """
    head = token.head
    if token.dep_ == "dobj" and head.lemma_ in JUDGING:
        return not any(child.lower_ == "for" for child in head.children)
    return token.dep_ == "pobj" and head.lower_ == "to" and head.head.lemma_ in CONSENTING


def is_formal(token: Token) -> bool:
    """Whether "it" names no actor: it fills the subject's place ("it is clear that"), or is a deed that is judged."""
    if token.lower_ != "it":
        return False
    head = token.head
    if is_deed(token):
        return True
    if token.dep_ == "expl" or head.lemma_ in FORMAL_HEADS:
        return True
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
    if (
        following.tag_ == "JJ"
        and token.i > 0
        and token.doc[token.i - 1].lemma_ in {"make", "find", "consider", "think"}
    ):
        return True
    has_clause = any(child.dep_ in {"ccomp", "csubj", "xcomp", "advcl"} and child.i > head.i for child in head.children)
    is_copula = head.lemma_ == "be" and any(child.dep_ in {"acomp", "attr"} for child in head.children)
    return has_clause and (is_copula or token.dep_ == "nsubjpass")


def is_ordinal(token: Token) -> bool:
    """Whether the token is "the former" or "the latter" with no noun after it, which is one of two named before."""
    if token.lower_ not in ORDINALS or token.i == token.sent.start or token.nbor(-1).lower_ != "the":
        return False
    following = token.doc[token.i + 1] if token.i + 1 < token.sent.end else None
    return following is None or not (following.tag_.startswith(("NN", "JJ", "VBN", "CD")) or following.text == "-")


def pair_before(earlier: Sequence[Candidate], row: int) -> list[Candidate]:
    """The two actors of this sentence, else of the one before, in their order; empty where there are more or fewer."""
    for back in (row, row - 1):
        named: dict[str, Candidate] = {}
        for candidate in earlier:
            if candidate.row == back and candidate.nature != "none":
                named.setdefault(candidate.referent.mention.name, candidate)
        if len(named) > 1:
            return list(named.values()) if len(named) == len(("former", "latter")) else []
    return []


def coordinated(earlier: Sequence[Candidate], row: int, readings: Sequence[Reading]) -> list[Candidate]:
    """The members of the latest coordinated subject ("Jordan and Britain"), if no plural noun is as near."""
    for back in (row, row - 1):
        here = [c for c in earlier if c.row == back and c.function == 2 and not c.is_plural]
        joined = [c for c in here if readings[back].doc[c.referent.unit.root].dep_ == "conj"]
        if joined:
            first = joined[0]
            head = readings[back].doc[first.referent.unit.root].head.i
            heads = [c for c in here if c.referent.unit.start <= head < c.referent.unit.end]
            return [*heads[:1], *joined] if heads else []
        if any(c.row == back and c.nature == "people" for c in earlier):
            return []
    return []


def pronoun_referent(token: Token, reading: Reading, antecedent: Referent, *, first: int | None = None) -> Referent:
    """The referent of a pronoun, which begins at token `first` where that is not the pronoun itself."""
    parsed, known = reading.parsed, antecedent.mention
    begin = token.i if first is None else first
    mention = ActorMention(
        sentence_index=parsed.sentence.sentence_index,
        start=parsed.start_of(token.doc[begin]),
        end=parsed.end_of(token),
        head_start=parsed.start_of(token),
        text=reading.text(begin, token.i + 1),
        name=known.name,
        code=known.code,
        country=known.country,
        sector=known.sector,
        kind="anaphor",
        basis="antecedent",
    )
    old = antecedent.unit
    unit = Unit(begin, token.i + 1, replace_range(old.core, token.i), token.i, words=old.words)
    return Referent(mention, unit, roles=antecedent.roles)


def replace_range(core: Core, i: int) -> Core:
    """`core` as if it stood at token `i`."""
    return replace(core, start=i, end=i + 1, suffix="")


def stand_for(referent: Referent, antecedent: Referent) -> Referent:
    """A description as the actor it stands for."""
    known = antecedent.mention
    mention = replace(
        referent.mention,
        name=known.name,
        code=known.code,
        country=known.country,
        sector=known.sector,
        kind="anaphor",
        basis="antecedent",
    )
    core = replace(antecedent.unit.core, start=referent.unit.core.start, end=referent.unit.core.end, suffix="")
    return Referent(mention, replace(referent.unit, core=core), roles=antecedent.roles | referent.roles)


def with_country(referent: Referent, owner: ActorMention) -> Referent:
    """A role with the country of the actor that a possessive pronoun means."""
    mention = referent.mention
    rest = (mention.code or "").removeprefix(mention.country or "")
    if rest.startswith(INTERNATIONAL) or owner.country is None:
        return referent
    code = compose(owner.country, split_code(rest))
    sector = sector_of(code, owner.country)
    return replace(
        referent,
        mention=replace(mention, code=code, country=owner.country, sector=sector, basis="possessor"),
        is_pending=False,
    )


def is_international(referent: Referent) -> bool:
    """Whether the actor has a code that belongs to no country."""
    return (referent.mention.code or "").startswith(INTERNATIONAL)


def with_roles(referent: Referent, owner: ActorMention) -> Referent:
    """A counterpart with the roles of the actor whose counterpart it is."""
    mention = referent.mention
    roles = split_code((owner.code or "").removeprefix(owner.country or ""))
    if owner.country is None or mention.country is None:
        return referent
    code = compose(mention.country, roles)
    return replace(
        referent, mention=replace(mention, code=code, sector=sector_of(code, mention.country)), is_pending=False
    )
