from __future__ import annotations

from extractors.clauses import dependency_path, governing_verb, noun_clause, verb_clause
from tests.docs import doc_of


def texts(tokens):
    return [t.text for t in tokens]


PASSIVE = doc_of("""
The|the|DT|det|1
pact|pact|NN|nsubjpass|3
was|be|VBD|auxpass|3
signed|sign|VBN|ROOT|3
by|by|IN|agent|3
Oslo|Oslo|NNP|pobj|4
""")
RELATIVE = doc_of("""
Algiers|Algiers|NNP|nsubj|7
,|,|,|punct|0
which|which|WDT|nsubj|3
cut|cut|VBD|relcl|0
ties|tie|NNS|dobj|3
with|with|IN|prep|4
Rabat|Rabat|NNP|pobj|5
recalled|recall|VBD|ROOT|7
envoys|envoy|NNS|dobj|7
""")
INFINITIVE = doc_of("""
Kyiv|Kyiv|NNP|nsubj|1
urged|urge|VBD|ROOT|1
Bern|Bern|NNP|dobj|1
to|to|TO|aux|4
release|release|VB|xcomp|1
funds|fund|NNS|dobj|4
""")
GERUND = doc_of("""
Quito|Quito|NNP|nsubj|1
accused|accuse|VBD|ROOT|1
Lima|Lima|NNP|dobj|1
of|of|IN|prep|1
shelling|shell|VBG|pcomp|3
villages|village|NNS|dobj|4
""")
COORDINATED = doc_of("""
Accra|Accra|NNP|nsubj|3
and|and|CC|cc|0
Lome|Lome|NNP|conj|0
held|hold|VBD|ROOT|3
talks|talk|NNS|dobj|3
and|and|CC|cc|3
signed|sign|VBD|conj|3
deals|deal|NNS|dobj|6
""")
NOMINAL = doc_of("""
Modi|Modi|NNP|poss|2
's|'s|POS|case|0
visit|visit|NN|nsubj|5
to|to|IN|prep|2
Bhutan|Bhutan|NNP|pobj|3
ended|end|VBD|ROOT|5
""")


def test_passive_turns_agent_into_subject():
    clause = verb_clause(PASSIVE[3])
    assert clause.is_passive
    assert texts(clause.subjects) == ["Oslo"]
    assert texts(clause.objects) == ["pact"]


def test_relative_pronoun_is_its_antecedent():
    clause = verb_clause(RELATIVE[3])
    assert texts(clause.subjects) == ["Algiers"]
    assert texts(clause.at("with")) == ["Rabat"]


def test_object_controls_the_infinitive():
    assert texts(verb_clause(INFINITIVE[4]).subjects) == ["Bern"]
    assert texts(verb_clause(INFINITIVE[1]).complements) == ["release"]


def test_the_accused_is_the_doer_of_the_gerund():
    assert texts(verb_clause(GERUND[4]).subjects) == ["Lima"]


def test_compound_subject_is_shared_by_the_second_verb():
    assert texts(verb_clause(COORDINATED[6]).subjects) == ["Accra", "Lome"]


def test_owner_of_an_event_noun():
    clause = noun_clause(NOMINAL[2])
    assert texts(clause.subjects) == ["Modi"]
    assert clause.obliques == (("to", NOMINAL[4]),)
    assert governing_verb(NOMINAL[2]) == (NOMINAL[5], "subject")


def test_path_goes_up_and_down():
    assert dependency_path(RELATIVE[6], RELATIVE[0]) == "Rabat ^pobj with ^prep ties ^dobj cut ^relcl Algiers"
    assert dependency_path(INFINITIVE[0], INFINITIVE[5]) == "Kyiv ^nsubj urged _xcomp release _dobj funds"


ASIDE = doc_of("""
Lima|Lima|NNP|nsubj|8
,|,|,|punct|0
which|which|WDT|nsubj|3
sued|sue|VBD|relcl|0
Quito|Quito|NNP|dobj|3
,|,|,|punct|0
and|and|CC|cc|0
Bogota|Bogota|NNP|conj|0
protested|protest|VBD|ROOT|8
""")
QUARREL = doc_of("""
Oslo|Oslo|NNP|nsubj|1
sided|side|VBD|ROOT|1
with|with|IN|prep|1
Oman|Oman|NNP|pobj|2
in|in|IN|prep|1
its|its|PRP$|poss|6
quarrel|quarrel|NN|pobj|4
with|with|IN|prep|6
Yemen|Yemen|NNP|pobj|7
""")
SOURCED = doc_of("""
Oslo|Oslo|NNP|nsubj|1
sued|sue|VBD|ROOT|1
Lima|Lima|NNP|dobj|1
according|accord|VBG|prep|1
to|to|IN|prep|3
Quito|Quito|NNP|pobj|4
""")


def test_who_is_named_after_a_relative_clause_does_not_act_in_it():
    assert texts(verb_clause(ASIDE[3]).subjects) == ["Lima"]
    assert texts(verb_clause(ASIDE[8]).subjects) == ["Lima", "Bogota"]


def test_a_second_phrase_of_the_same_preposition_belongs_to_the_noun_before_it():
    assert texts(verb_clause(QUARREL[1]).at("with")) == ["Oman"]


def test_who_a_report_is_taken_from_is_no_party():
    assert texts(verb_clause(SOURCED[1]).at("to")) == []
