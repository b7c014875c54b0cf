"""Where acts are placed: the expressions in sentences that tell it, and the dateline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractors.places import place_of_act
from extractors.sentences import ParsedSentence, parse_articles
from schemas.records import Act, ActorMention, CleanArticle, Dateline, Place, ResolvedDate, Sentence

# sentence, trigger, code, hinted countries; then name, country and basis
SENTENCES = [
    ("Gantz signed the memorandum in Rabat on Wednesday.", "signed", "057", "ISR MAR", ("Rabat", "MAR", "act")),
    ("The two ministers met in Tripoli, Lebanon.", "met", "040", "LBN", ("Tripoli", "LBN", "act")),
    ("The envoys met in the Lebanese city of Tripoli.", "met", "040", "LBY", ("Tripoli", "LBN", "act")),
    ("The envoys met in the Libyan capital, Tripoli, on Sunday.", "met", "040", "", ("Tripoli", "LBY", "act")),
    ("The envoys met in the Moroccan capital.", "met", "040", "", ("Rabat", "MAR", "act")),
    ("Troops opened fire near Tripoli.", "opened", "190", "LBN", ("Tripoli", "LBN", "act")),
    ("Police arrested 20 people in Paris, Texas.", "arrested", "173", "USA", ("Paris", "USA", "act")),
    ("Police arrested 20 people in Paris.", "arrested", "173", "USA", ("Paris", "FRA", "act")),
    ("The presidents met in Georgia.", "met", "040", "RUS GEO", ("Georgia", "GEO", "act")),
    ("The governor met the envoy in Georgia.", "met", "040", "USA", ("Georgia", "USA", "act")),
    ("The presidents met in Georgia.", "met", "040", "FRA", None),
    ("The presidents met in Georgia.", "met", "040", "GEO USA", None),
    ("Rebels attacked a convoy in Hyderabad.", "attacked", "190", "PAK", ("Hyderabad", "PAK", "act")),
    ("Rebels attacked a convoy in Hyderabad.", "attacked", "190", "IND", ("Hyderabad", "IND", "act")),
    ("Rebels attacked a convoy in Hyderabad.", "attacked", "190", "", None),
    ("Workers marched in Valencia.", "marched", "141", "ESP", ("Valencia", "ESP", "act")),
    ("Workers marched in Valencia.", "marched", "141", "VEN", ("Valencia", "VEN", "act")),
    ("Students marched in Birmingham, Alabama.", "marched", "141", "USA", ("Birmingham", "USA", "act")),
    ("Students marched in Birmingham.", "marched", "141", "USA", None),
    ("Students marched in Santiago.", "marched", "141", "CHL", ("Santiago", "CHL", "act")),
    ("Students marched in San Jose.", "marched", "141", "CRI", ("San José", "CRI", "act")),
    ("Students marched in San Jose.", "marched", "141", "", None),
    ("Students marched in Cordoba.", "marched", "141", "ARG", ("Córdoba", "ARG", "act")),
    ("Police used tear gas in Alexandria.", "used", "175", "EGY", ("Alexandria", "EGY", "act")),
    ("Police used tear gas in Kingston.", "used", "175", "JAM", ("Kingston", "JAM", "act")),
    ("Police used tear gas in Granada.", "used", "175", "NIC", ("Granada", "NIC", "act")),
    ("Paris Hilton met the king in Rabat.", "met", "040", "MAR USA", ("Rabat", "MAR", "act")),
    ("The minister spoke at Tel Aviv University.", "spoke", "010", "ISR", None),
    ("The minister met executives at Boston Consulting.", "met", "040", "USA", None),
    ("Iran denounced the attack in Kabul.", "denounced", "111", "IRN AFG", None),
    ("The White House condemned the bombing in Istanbul.", "condemned", "111", "USA TUR", None),
    ("Officials said in Washington that Russia attacked Ukraine.", "attacked", "190", "USA RUS UKR", None),
    (
        "Officials said in Washington that Russia attacked Ukraine.",
        "said",
        "010",
        "USA RUS UKR",
        ("Washington", "USA", "act"),
    ),
    ("Speaking in Rabat, the minister praised the king.", "praised", "051", "MAR", ("Rabat", "MAR", "sentence")),
    ("The minister, who was born in Haifa, visited the base.", "visited", "042", "ISR", None),
    ("Gantz visited Morocco on Tuesday.", "visited", "042", "ISR MAR", ("Morocco", "MAR", "act")),
    ("Gantz arrived in Rabat on Tuesday.", "arrived", "042", "ISR MAR", ("Rabat", "MAR", "act")),
    ("Lapid travelled to Rabat to open the mission.", "travelled", "042", "ISR MAR", ("Rabat", "MAR", "act")),
    ("A visit to Morocco by Gantz was announced.", "visit", "042", "ISR MAR", ("Morocco", "MAR", "act")),
    ("Russia sent troops to Syria.", "sent", "150", "RUS SYR", None),
    ("Israeli jets bombed targets near Damascus.", "bombed", "195", "ISR SYR", ("Damascus", "SYR", "act")),
    ("Jets bombed the airport outside Aleppo.", "bombed", "195", "SYR", ("Aleppo", "SYR", "act")),
    ("Gunmen killed three soldiers in northern Mali.", "killed", "180", "MLI", ("Mali", "MLI", "act")),
    ("Russia shelled Kharkiv and Odesa overnight.", "shelled", "194", "RUS UKR", None),
    ("Russia attacked towns in Kharkiv and Odesa.", "attacked", "190", "RUS UKR", ("Ukraine", "UKR", "act")),
    ("Bombs exploded in Kharkiv and Odesa.", "exploded", "183", "RUS UKR", ("Ukraine", "UKR", "act")),
    ("Bombs exploded in Kharkiv and Belgorod.", "exploded", "183", "RUS UKR", None),
    ("The foreign ministers met in Vienna and signed the deal.", "signed", "057", "IRN", ("Vienna", "AUT", "sentence")),
    (
        "Talks between Iran and the United States opened in Geneva.",
        "opened",
        "046",
        "IRN USA",
        ("Geneva", "CHE", "act"),
    ),
    ("The leaders held talks in St. Petersburg.", "held", "046", "RUS", ("Saint Petersburg", "RUS", "act")),
    ("The leaders held talks in Sharm el-Sheikh.", "held", "046", "EGY", ("Sharm el-Sheikh", "EGY", "act")),
    ("Settlers clashed with villagers in the West Bank.", "clashed", "180", "ISR PSE", ("West Bank", "PSE", "act")),
    ("Fighters attacked soldiers in Gaza.", "attacked", "190", "ISR PSE", ("Gaza", "PSE", "act")),
    ("Thousands protested in Moscow against the war.", "protested", "141", "RUS", ("Moscow", "RUS", "act")),
    ("Thousands protested in Moscow, Idaho.", "protested", "141", "USA", ("Moscow", "USA", "act")),
    ("The president was shot in Bethlehem.", "shot", "180", "ISR PSE", ("Bethlehem", "PSE", "act")),
    ("The minister met his counterpart in Athens.", "met", "040", "USA GRC", ("Athens", "GRC", "act")),
    ("The minister met his counterpart in Athens, Georgia.", "met", "040", "USA GRC", ("Athens", "USA", "act")),
    ("Merkel met May in London.", "met", "040", "DEU GBR", ("London", "GBR", "act")),
    ("Canada's minister met the American envoy in London.", "met", "040", "CAN USA", ("London", "GBR", "act")),
    ("Police arrested an activist at the airport in Victoria.", "arrested", "173", "SYC", ("Victoria", "SYC", "act")),
    ("Police arrested an activist in Victoria.", "arrested", "173", "FRA", None),
    ("Turkey accused Greece in Brussels of aggression.", "accused", "112", "TUR GRC", ("Brussels", "BEL", "act")),
    ("Turkey accused soldiers in Cyprus of aggression.", "accused", "112", "TUR CYP", None),
    ("After talks in Doha, the Taliban released two hostages.", "released", "0841", "AFG QAT", None),
    ("Talks opened in Geneva on Monday.", "opened", "046", "SYR", ("Geneva", "CHE", "act")),
    ("Police arrested ten men in Lausanne.", "arrested", "173", "CHE", ("Lausanne", "CHE", "act")),
    ("The rebels seized Goma in January.", "seized", "171", "COD", None),
    (
        "The army killed four men in Jenin in the occupied West Bank.",
        "killed",
        "180",
        "ISR PSE",
        ("Janīn", "PSE", "act"),
    ),
    ("The ambassador was summoned in Algiers.", "summoned", "114", "DZA FRA", ("Algiers", "DZA", "act")),
    ("Georgia's president met Jordan's king in Amman.", "met", "040", "GEO JOR", ("Amman", "JOR", "act")),
    ("Michael Jordan met the mayor in Chicago.", "met", "040", "USA", ("Chicago", "USA", "act")),
    ("The minister met Chelsea Clinton in New York.", "met", "040", "USA", ("New York City", "USA", "act")),
    ("Soldiers shot dead a farmer in Rafah.", "shot", "180", "EGY", ("Rafaḩ", "EGY", "act")),
    ("Soldiers shot dead a farmer at the Rafah crossing.", "shot", "180", "ISR PSE", ("Rafaḩ", "PSE", "act")),
    ("A bomb exploded on Friday in Lagos.", "exploded", "183", "NGA", ("Lagos", "NGA", "act")),
    ("A bomb exploded in Nice.", "exploded", "183", "FRA", ("Nice", "FRA", "act")),
    ("The minister left Israel for Morocco on Tuesday.", "left", "042", "ISR MAR", ("Morocco", "MAR", "act")),
    ("He rejected the plan in March.", "rejected", "120", "FRA", None),
    ("Ministers signed the Paris Agreement in Rabat.", "signed", "057", "MAR", ("Rabat", "MAR", "act")),
    ("The envoy cited the Geneva Conventions in talks in Cairo.", "talks", "046", "EGY", ("Cairo", "EGY", "act")),
    ("The minister denounced the Oslo accords.", "denounced", "111", "ISR PSE", None),
    ("Beijing warned Tokyo in a statement.", "warned", "130", "CHN JPN", None),
    ("Gunmen attacked a bus in Punjab.", "attacked", "190", "IND PAK", None),
    ("Gunmen attacked a bus in the Indian state of Punjab.", "attacked", "190", "IND PAK", ("Punjab", "IND", "act")),
    ("Gunmen attacked a bus in Punjab.", "attacked", "190", "IND PAK", None),
    ("Gunmen attacked a bus in Kashmir.", "attacked", "190", "IND PAK", None),
    ("Gunmen attacked a bus in Punjab, Pakistan.", "attacked", "190", "IND PAK", ("Punjab", "PAK", "act")),
    ("Police arrested ten men in Victoria.", "arrested", "173", "AUS", ("Victoria", "AUS", "act")),
    ("Police arrested ten men in Victoria.", "arrested", "173", "CAN AUS", ("Victoria", "AUS", "act")),
    ("Police arrested ten men in Victoria.", "arrested", "173", "NGA", None),
    ("Police arrested ten men in Cordoba.", "arrested", "173", "ARG ESP", None),
    ("Troops killed ten men in the Argentine province of Cordoba.", "killed", "180", "ESP", ("Cordoba", "ARG", "act")),
    ("Troops killed ten men in the Spanish city of Cordoba.", "killed", "180", "ARG", ("Córdoba", "ESP", "act")),
    ("Troops shelled villages in Galicia.", "shelled", "194", "RUS", None),
    ("Police arrested Jordan Smith in London.", "arrested", "173", "GBR", ("London", "GBR", "act")),
    ("Soldiers fired on protesters in the Sudanese capital.", "fired", "190", "SDN", ("Khartoum", "SDN", "act")),
    ("Soldiers fired on protesters in Santiago de Cuba.", "fired", "190", "CUB", ("Santiago de Cuba", "CUB", "act")),
    ("Soldiers fired on protesters in Santiago.", "fired", "190", "CUB", ("Santiago de Cuba", "CUB", "act")),
    ("Rebels seized Odessa.", "seized", "171", "UKR", None),
    ("Rebels shelled the port in Odessa.", "shelled", "194", "UKR RUS", ("Odesa", "UKR", "act")),
    ("The king met the envoy in Granada, Spain.", "met", "040", "ESP", ("Granada", "ESP", "act")),
    ("The king met the envoy in Granada, Nicaragua.", "met", "040", "ESP", ("Granada", "NIC", "act")),
    ("The ministers met in Mexico City.", "met", "040", "MEX USA", ("Mexico City", "MEX", "act")),
    ("The ministers met in Panama City.", "met", "040", "PAN", ("Panama City", "PAN", "act")),
    ("The ministers met in Panama City, Florida.", "met", "040", "PAN USA", ("Panama City", "USA", "act")),
    ("The ministers met in Guatemala.", "met", "040", "GTM", ("Guatemala", "GTM", "act")),
    ("The ministers met in Washington.", "met", "040", "USA", ("Washington", "USA", "act")),
    ("The ministers met in Dublin, Ohio.", "met", "040", "IRL USA", ("Dublin", "USA", "act")),
    ("A court in The Hague jailed the general.", "jailed", "173", "NLD SRB", None),
    ("The general was jailed in The Hague.", "jailed", "173", "NLD SRB", ("The Hague", "NLD", "act")),
    ("Troops killed ten men in Mosul and Erbil.", "killed", "180", "IRQ", ("Iraq", "IRQ", "act")),
    ("Troops killed ten men in Mosul and Aleppo.", "killed", "180", "IRQ SYR", None),
    ("The premier flew from Oslo to Baku on Monday.", "flew", "042", "NOR AZE", ("Baku", "AZE", "act")),
    ("The premier returned from Tripoli and met the king in Rabat.", "met", "040", "MAR LBY", ("Rabat", "MAR", "act")),
    ("The premier, a native of Hyderabad, met the king in Doha.", "met", "040", "QAT IND", ("Doha", "QAT", "act")),
    ("The envoy told reporters in Geneva that rebels killed ten men.", "killed", "180", "SYR CHE", None),
    (
        "The envoy told reporters in Geneva that rebels killed ten men in Homs.",
        "killed",
        "180",
        "SYR CHE",
        ("Homs", "SYR", "act"),
    ),
    ("In Geneva, the envoy said rebels killed ten men.", "killed", "180", "SYR CHE", None),
    ("In Homs, rebels killed ten men.", "killed", "180", "SYR", ("Homs", "SYR", "act")),
    ("Rebels from Chad killed ten men in Darfur.", "killed", "180", "TCD SDN", ("Darfur", "SDN", "act")),
    ("Troops from Georgia killed ten men in Helmand.", "killed", "180", "GEO AFG", ("Helmand", "AFG", "act")),
    ("Students of the University of Birmingham marched in Leeds.", "marched", "141", "GBR", ("Leeds", "GBR", "act")),
    ("Workers marched in Victoria, British Columbia.", "marched", "141", "CAN", ("Victoria", "CAN", "act")),
    ("Workers marched in Victoria, capital of the Seychelles.", "marched", "141", "SYC", ("Victoria", "SYC", "act")),
    ("Workers at the Paris Hotel marched in Las Vegas.", "marched", "141", "USA", ("Las Vegas", "USA", "act")),
    ("The New York Times met officials in Nairobi.", "met", "040", "KEN USA", ("Nairobi", "KEN", "act")),
    ("Islamic State killed ten men in Nice.", "killed", "180", "FRA", ("Nice", "FRA", "act")),
    (
        "The talks in Astana between Turkey and Russia collapsed.",
        "talks",
        "046",
        "KAZ TUR RUS",
        ("Astana", "KAZ", "act"),
    ),
    ("They will meet in Cairo after talks in Amman.", "meet", "040", "EGY JOR", ("Cairo", "EGY", "act")),
    ("The Cairo talks between Hamas and Fatah failed.", "talks", "046", "EGY PSE", None),
    (
        "Police fired tear gas in Valencia after a march in Barcelona.",
        "fired",
        "175",
        "ESP",
        ("Valencia", "ESP", "act"),
    ),
    ("Turkey's president visited Georgia.", "visited", "042", "TUR GEO", ("Georgia", "GEO", "act")),
    ("The senator visited Georgia.", "visited", "042", "USA", ("Georgia", "USA", "act")),
    ("They signed the deal before the cameras in Cairo.", "signed", "057", "EGY", ("Cairo", "EGY", "act")),
    ("They signed the deal before talks in Cairo.", "signed", "057", "EGY", None),
    ("The rebels killed ten men in Rio de Janeiro.", "killed", "180", "BRA", ("Rio de Janeiro", "BRA", "act")),
]

VOCAB = spacy.blank("en").vocab
SOMEONE = ActorMention(0, 0, 0, 0, "", "", None, None, None, "name", "name")


def act_of(code: str, source: str | None = None, target: str | None = None) -> Act:
    return Act(
        sentence_index=0,
        source=replace(SOMEONE, country=source),
        target=replace(SOMEONE, country=target),
        trigger_start=0,
        trigger_end=1,
        trigger_head_start=0,
        trigger_text="",
        rule_id="r",
        cameo_code=code,
        is_reciprocal=False,
        status="happened",
        status_cue=None,
        attribution=None,
        confidence=0.5,
        path="",
    )


@pytest.mark.model
@pytest.mark.parametrize(("text", "trigger", "code", "hints", "expected"), SENTENCES)
def test_sentence(
    nlp: Language, text: str, trigger: str, code: str, hints: str, expected: tuple[str, str, str] | None
) -> None:
    article = CleanArticle("a", text, None, None, None, None, None, "en", None, (), (), "h")
    ((sentence,),) = parse_articles([article], nlp)
    (token,) = [token for token in sentence.span if token.text == trigger]
    place = place_of_act(
        sentence, token, actor_spans=[], dateline=None, country_hints=set(hints.split()), act=act_of(code)
    )
    assert (place and (place.name, place.country, place.basis)) == expected


def met_in_rabat() -> ParsedSentence:
    """ "Ministers met in Rabat", parsed by hand."""
    doc = Doc(
        VOCAB,
        words=["Ministers", "met", "in", "Rabat"],
        heads=[1, 1, 1, 2],
        deps=["nsubj", "ROOT", "prep", "pobj"],
        pos=["NOUN", "VERB", "ADP", "PROPN"],
        lemmas=["minister", "meet", "in", "Rabat"],
    )
    return ParsedSentence(Sentence("a", 0, 100, 122, doc.text, False), doc[:], 100)


def test_place_has_its_words_and_point() -> None:
    sentence = met_in_rabat()
    place = place_of_act(sentence, sentence.span[1], actor_spans=[], dateline=None, country_hints=())
    assert place is not None
    assert (place.text, place.name, place.country, place.basis) == ("Rabat", "Rabat", "MAR", "act")
    assert place.longitude == pytest.approx(-6.8, abs=0.1)


def test_an_actor_is_no_place_but_where_a_visit_goes() -> None:
    sentence = met_in_rabat()
    span = [(117, 122)]
    common = {"actor_spans": span, "dateline": None, "country_hints": ()}
    assert place_of_act(sentence, sentence.span[1], **common) is None  # type: ignore[arg-type]
    visit = place_of_act(sentence, sentence.span[1], act=act_of("042"), **common)  # type: ignore[arg-type]
    assert visit is not None and visit.name == "Rabat"


TODAY = date(2021, 11, 24)
FILED = Dateline("RABAT, Morocco", "Agency", TODAY)


def from_dateline(
    act: Act | None, *, on: date = TODAY, precision: str = "day", basis: str = "relative", dateline: Dateline = FILED
) -> Place | None:
    doc = Doc(VOCAB, words=["They", "spoke"], heads=[1, 1], deps=["nsubj", "ROOT"], pos=["PRON", "VERB"])
    sentence = ParsedSentence(Sentence("a", 0, 0, 10, doc.text, False), doc[:], 0)
    when = ResolvedDate(on, precision, basis, None)  # type: ignore[arg-type]
    return place_of_act(sentence, doc[1], actor_spans=[], dateline=dateline, country_hints={"MAR"}, act=act, when=when)


@pytest.mark.parametrize(
    "act", [act_of("010", "MAR", "ISR"), act_of("042", "ISR", "MAR"), act_of("040", "ISR", "MAR"), act_of("057", "MAR")]
)
def test_dateline_places_what_local_actors_said_and_did(act: Act) -> None:
    place = from_dateline(act)
    assert place is not None
    assert (place.name, place.country, place.basis) == ("Rabat", "MAR", "dateline")


@pytest.mark.parametrize(
    "act",
    [
        None,
        act_of("010", "FRA", "MAR"),
        act_of("042", "MAR", "ISR"),
        act_of("041", "MAR", "ISR"),
        act_of("190", "MAR", "DZA"),
        act_of("128", "MAR", "DZA"),
        replace(act_of("040", "MAR", "ISR"), status="planned"),
    ],
)
def test_dateline_does_not_place_what_others_do_elsewhere(act: Act | None) -> None:
    assert from_dateline(act) is None


def test_dateline_does_not_place_background() -> None:
    act = act_of("010", "MAR", "ISR")
    assert from_dateline(act, on=TODAY - timedelta(days=8)) is None
    assert from_dateline(act, on=date(2021, 11, 1), precision="month") is None
    assert from_dateline(act, basis="publication") is None
    assert from_dateline(act, dateline=Dateline("Rabat", None, None)) is None


def test_dateline_of_an_unknown_town_places_nothing() -> None:
    assert from_dateline(act_of("010", "MAR"), dateline=Dateline("NOWHEREVILLE", None, TODAY)) is None
