"""What a plan is called once it is carried out.

CAMEO codes what somebody will do as an intent (03x) or, where it is to do harm, as a threat (13x). Told as a plan
("will visit", "will impose sanctions"), such a code belongs with the act that it comes true as. Told as done
("promised", "threatened"), it is a declaration of its own, save one: who "agreed to restore relations" and who
"restored relations" did the same, for there the agreement is the act.
"""

from __future__ import annotations

from schemas.records import Mention

# By the CAMEO table's own order of the inner acts. 13 and 130 threaten with nothing in particular, and an ultimatum
# (139) is no plan: they come true as nothing that the table names.
COMES_TRUE = {
    "03": "050",
    "030": "050",
    "031": "060",
    "0311": "061",
    "0312": "062",
    "0313": "063",
    "0314": "064",
    "032": "050",
    "033": "070",
    "0331": "071",
    "0332": "072",
    "0333": "073",
    "0334": "074",
    "034": "083",
    "0341": "0831",
    "0342": "0832",
    "0343": "0833",
    "0344": "0834",
    "035": "080",
    "0351": "081",
    "0352": "082",
    "0353": "084",
    "0354": "085",
    "0355": "086",
    "0356": "087",
    "036": "040",
    "037": "057",
    "038": "045",
    "039": "045",
    "131": "160",
    "1311": "162",
    "1312": "163",
    "1313": "161",
    "132": "172",
    "1321": "1721",
    "1322": "1722",
    "1323": "1723",
    "1324": "1724",
    "133": "140",
    "134": "164",
    "135": "165",
    "136": "166",
    "137": "175",
    "138": "190",
    "1381": "191",
    "1382": "192",
    "1383": "180",
    "1384": "190",
    "1385": "204",
}
# Agreeing to it is doing it: to restore, open or raise relations.
DONE_BY_AGREEING = frozenset({"032"})
INTENT_ROOTS = frozenset({"03", "13"})


def fulfilled(mention: Mention) -> str:
    """The act's code; for a plan told as an intent or a threat, the code of the act that it comes true as."""
    code = mention.cameo_code
    if code in DONE_BY_AGREEING or (mention.status == "planned" and mention.cameo_root in INTENT_ROOTS):
        return COMES_TRUE.get(code, code)
    return code
