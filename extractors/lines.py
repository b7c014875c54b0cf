"""Lines that are not the article: a table of patterns, each with lines it must match and near misses it must not.

A pattern must match a whole line, so that it never takes a sentence for the furniture around it. A rule that drops a
sentence of a report does more harm than one that leaves a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.dateline import AGENCY
from extractors.stated_date import FULL_DATE, MONTH, WEEKDAY


@dataclass(frozen=True, slots=True)
class LineRule:
    """Why a line goes, what it looks like, and proof: `examples` match, `near_misses` do not."""

    reason: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]


def rule(
    reason: str, pattern: str, examples: tuple[str, ...], near_misses: tuple[str, ...], *, flags: int = re.I
) -> LineRule:
    """A rule whose pattern has its case ignored unless `flags` says otherwise."""
    return LineRule(reason, re.compile(pattern, flags), examples, near_misses)


STAMP_WORD = r"(?:last |first )?(?:updated|published|posted|modified|released|date|created)"
TIME = r"(?:,?\s*(?:at|[-–|·])?\s*\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:\(?[A-Z]{2,4}(?:[+-]\d+)?\)?)?)"
PERSON = r"(?:(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)(?!(?:January|February|March|April|June|July|August|September|October|November|December)\b)[A-Z][\w.'-]+(?: (?:de|van|von|bin|al|el|der|ben|da|di|la))?(?: [A-Z][\w.'-]+){1,3})"
JOB = r"(?:correspondent|reporter|editor|columnist|contributor|journalist|(?:staff |senior |freelance )?writer|bureau chief|analyst)"
SHARE_WORD = r"(?:share|tweet|post|facebook|twitter|x|whatsapp|telegram|linkedin|e-?mail|print|copy|copied|link|reddit|pinterest|messenger|flipboard|pocket|viber|sms|line|save|like|pin it|bookmark)"

RULES: tuple[LineRule, ...] = (
    rule(
        "navigation",
        r"(?:skip|jump) to (?:the )?(?:main |page )?(?:content|navigation|search|footer|article|menu)"
        r"|search(?: for:?)?|menu|home|close|follow|following|print|listen|loading\.*|sign in|log in|register|back to top|top|next|previous"
        r"|(?:next|previous) (?:article|story|post)|open in app|toggle (?:navigation|menu)|play(?: video)?|watch live|live tv|live|show more|load more"
        r"|see all|view all|more|most (?:read|popular|viewed|shared|recent)|trending(?: now)?|latest(?: news| stories)?|breaking news|top stories"
        r"|editor'?s'? picks?|recommended(?: for you| stories)?|you (?:may|might) (?:also )?like|related(?: (?:articles|stories|topics|news|content|posts))?"
        r"|more (?:on this story|on this|from .{2,40}|stories|news)|in this (?:article|story)|topics|tags|categories|about the author|listen to (?:this )?(?:article|story)",
        ("Skip to main content", "search", "Follow", "Most read", "Related stories", "More from World"),
        (
            "Search teams found two survivors on Friday.",
            "More from the fund would help, he said.",
            "Live fire drills began on Monday.",
        ),
    ),
    rule(
        "navigation",
        r"(?:tags?|topics?|filed under|categor(?:y|ies)|keywords|sections?)\s*:\s*[^.]{2,200}"
        r"|(?:[\w&'-]+(?: [\w&'-]+){0,2}\s*[|>›»/·•]\s*){2,}[\w&'-]+(?: [\w&'-]+){0,8}",
        ("Tags: Morocco, Israel, defence", "Home > World > Africa", "World | Politics | Business | Sport"),
        ("The ministers met in Rabat | reporters waited outside.", "Topics ranged from trade to fishing rights."),
    ),
    rule(
        "advertisement",
        r"(?:advertisement|advertising|ad|ads|sponsored(?: content)?|promoted(?: content)?|paid content|advert|story continues below(?: (?:this )?ad(?:vertisement)?)?"
        r"|(?:article|story) continues (?:below|after).{0,40}|remove ads)\.?",
        ("Advertisement", "Story continues below advertisement", "ADVERTISEMENT"),
        ("Advertising was banned by the government on Monday.",),
    ),
    rule(
        "share",
        rf"(?:(?:{SHARE_WORD}|on|via|this|the|article|story|page|by|to|clipboard|or|and)[\s,|•·/&:+]*){{1,14}}"
        r"|(?:click|tap) to share .{0,60}|\d+(?:\.\d+)?[km]? shares?|share (?:this|on|via|with|your) .{0,40}[^.]|follow (?:us|me|him|her|them|@\w+)\b.{0,80}",
        (
            "Share",
            "Share this article",
            "Facebook Twitter WhatsApp Email",
            "Tweet",
            "Follow us on Telegram",
            "12 shares",
        ),
        ("Share prices fell after the vote.", "Follow-up talks were held in Geneva.", "The two sides share a border."),
    ),
    rule(
        "comments",
        r"(?:(?:view|show|hide|read|see|load|post|leave|add|write)(?: all| an?| your)? )?(?:\d+ |no )?(?:comments?|repl(?:y|ies))(?: ?\(\d+\))?"
        r"|join the (?:conversation|discussion)\.?|comments (?:are|have been) (?:now )?closed.{0,40}|be the first to comment.{0,20}|have your say\.?|what do you think\?.{0,60}comments.{0,20}",
        ("comments", "12 Comments", "Leave a comment", "Join the conversation", "Comments are closed."),
        ("Comments by the minister angered Ankara.", "No comment came from the ministry."),
    ),
    rule(
        "newsletter",
        r"(?:sign up|subscribe|register)(?: now| here| today| free)?(?: (?:to|for|and|with)\b.{0,160}(?:newsletters?|alerts?|briefing|inbox|e-?mails?|updates?|channel|podcast|offers?|analysis|daily|weekly|access|reading|here).{0,80}"
        r"| (?:to|for) (?:our|the|[A-Z]\w+'s?)\b.{0,60})?[.!]?"
        r"|(?:to (?:not|never) miss|don't miss|never miss)\b.{0,120}(?:news\b|newsletter|stor(?:y|ies)|updates?|subscribe|article).{0,200}"
        r"|(?:stay|keep) (?:informed|up[- ]to[- ]date|connected|ahead|updated)\b.{0,120}(?:newsletters?|alerts?|news|updates?|app|inbox).{0,60}"
        r"|(?:get|receive) (?:the |our |all |all the |your |daily |breaking |free )*(?:latest|notifications?|newsletters?|top stories|headlines|news|alerts|e-?mail\w*|briefing|unlimited)\b.{0,120}"
        r"|(?:you'?re|you are|thank you for|thanks for) (?:now )?(?:subscribed|subscribing|signing up).{0,60}|(?:enter )?your e-?mail(?: address)?"
        r"|already (?:a |have a )?(?:subscriber|subscribed|member|subscription)\b.{0,60}|by (?:signing up|subscribing|clicking|registering|providing|entering)\b.{0,60}\b(?:you|your)\b.{0,200}"
        r"|(?:please )?(?:support|help (?:us|fund)) (?:our|independent|quality|free)\b.{0,40}journalism.{0,120}|(?:download|get) (?:our|the) (?:free )?(?:[\w ]{0,24} )?app\b.{0,80}"
        r"|(?:join|follow) (?:us|our|the) .{0,30}(?:whatsapp|telegram|signal) (?:channel|group).{0,60}|newsletters?|subscribe(?: now| today)?|sign up(?: now| here)?"
        r"|(?:this )?(?:article|story|content) (?:is )?(?:reserved|only|exclusive(?:ly)?) (?:for|to) (?:our )?(?:subscribers|members)\.?|.{0,60}\bsubscribe to (?:the|our) newsletter\b.{0,200}",
        (
            "Sign up for our weekly newsletter",
            "Subscribe to our daily briefing",
            "Sign up to get the best reporting and analysis in your inbox",
            "Never miss a story from the region",
            "Stay informed with our newsletters",
            "Get notifications for breaking stories",
            "You're subscribed",
            "Already a subscriber? Log in",
            "To not miss anything from Africa, subscribe to our newsletter.",
            "By signing up you agree to our terms.",
        ),
        (
            "The two governments signed up to a treaty on river water.",
            "Subscribers of the state telephone company lost service on Sunday.",
            "Get the hostages home, the families told the minister.",
            "Never before had the two armies trained together.",
            "Ministers will receive alerts from the joint centre.",
            "By signing the accord, you end the war, he told the generals.",
        ),
    ),
    rule(
        "read_also",
        r"(?:(?:read|watch|see|listen|learn|find out|discover|view|more) (?:more|also|next|now|here|further|on)|also (?:read|see|watch)|see also|continue reading|keep reading|full story|read (?:the )?(?:full|whole) (?:story|article|report|text|interview)"
        r"|read|more details?|click here(?: (?:to|for)\b.{0,80})?)\s*(?:(?:here|»|\"|›|→|>+|\.\.\.|…|\+)\s*)*"
        r"|(?:read (?:more|also|next)|also (?:read|see)|see also|related(?: (?:article|story|stories|news|video))?|watch(?: also| live| now)?|in pictures|listen|explainer|opinion|live updates?|don't miss|more on this|recommended|from the archive)\s*[:»›>|-]\s*\S.{0,250}"
        r"|read also (?:article|analysis|interview|report|our|the article|in)\b.{0,250}",
        (
            "Read more",
            "Read More »",
            "read more:",
            "READ MORE: Tensions grow on the border",
            "Also read: A town between two armies",
            "Read also Article reserved for our subscribers A town between two armies",
            "WATCH: Crowds cheer the president",
            "Continue reading",
        ),
        (
            "Read the statement with care, the envoy told reporters.",
            "Related talks were held in Geneva on Sunday.",
            "More and more states recognise the government.",
            "Watch towers were built along the frontier.",
        ),
    ),
    rule(
        "read_also",
        r"(?:read|watch|see|also read|read also|related|read more)\s*:\s*",
        ("read more:", "Related:", "Read also :"),
        ("The read-out:",),
    ),
    rule(
        "cookie",
        r"(?:we|this (?:web ?)?site|our (?:web ?)?site|our partners|we and our partners) (?:use|uses|store)\b.{0,40}cookies\b.{0,300}|(?:accept|reject|manage|allow)(?: all)?(?: my)? (?:cookies|preferences|cookie (?:settings|preferences))"
        r"|(?:cookie|privacy)s? (?:policy|settings|preferences|notice|statement)|by continuing to (?:browse|use)\b.{0,200}|terms (?:of (?:use|service)|and conditions)|(?:privacy|cookies|terms)(?: ?[|&·•] ?(?:privacy|cookies|terms|policy))*",
        (
            "We use cookies to improve your experience.",
            "Accept all cookies",
            "Privacy Policy",
            "By continuing to browse, you accept this.",
        ),
        ("The court fined the firm for its use of cookies.", "Privacy laws were tightened in March."),
    ),
    rule(
        "copyright",
        r"(?:©|\(c\)\s?\d{4}|copyright\b(?:\s?©|\s?\(c\)|:)?\s*(?:\d{4}|[A-Z][\w ]+\d{4}|the\b|all\b|by\b)).{0,200}|.{0,80}\ball rights reserved\b.{0,200}"
        r"|(?:this|the) (?:material|content|article|story)\b.{0,60}may not be (?:published|reproduced|broadcast|copied|republished).{0,200}|republish(?: this article)?",
        (
            "© 2021 The Example Post",
            "Copyright 2021 Example News. All rights reserved.",
            "This material may not be published or redistributed.",
        ),
        ("Copyright talks between the two blocs failed.", "The rights of minorities are reserved in law."),
    ),
    rule(
        "source_tail",
        r"(?:source|sources|via|origin|originally published (?:at|by|in|on))\s*:\s*.{1,80}|source site[- ]?\d*"
        r"|[(\[]?(?:additional |further )?(?:reporting|writing|compiled|edited|editing|translated|translation|with (?:additional )?reporting|graphics|production) by\b.{0,250}"
        r"|.{2,80}\bcontributed (?:to (?:this|the) (?:report|story|article)|reporting)\b.{0,40}|this (?:story|article|report|piece|post) (?:was |has been |is )?(?:first |originally |also )?(?:appeared|published|republished|produced|translated|syndicated)\b.{0,200}"
        r"|.{0,160}\b(?:learn|find out) more about (?:republishing|licensing)\b.{0,200}|.{2,60} (?:delivers|provides|offers) (?:independent|unrivall?ed|award-winning|trusted)\b.{0,60}(?:coverage|analysis|news|journalism)\b.{0,300}"
        rf"|[-–—]*\s*with (?:inputs? from |reports from |files from )?(?:{AGENCY}|agencies|news agencies|wires?)(?:(?:,| and|,? &) (?:{AGENCY}|agencies))*\.?",
        (
            "Source: Example News Agency",
            "Reporting by Ann Smith in Rabat; editing by John Doe",
            "(Additional reporting by Ann Smith)",
            "Agencies contributed to this report.",
            "This article was first published in the Example Post.",
            "Example Eye delivers independent coverage and analysis of the region.",
            "With inputs from PTI",
        ),
        (
            "Sources in the ministry said the deal was close.",
            "Reporting from the front is dangerous, the union said.",
            "Both states contributed to the report of the commission in 2010.",
            "The fund provides aid to refugees.",
        ),
    ),
    rule(
        "source_tail",
        rf"(?:(?:The |Le |El |La )?[A-Z][\w'.]*(?: [A-Z][\w'.]*){{0,3}} )?(?:with|and) (?:{AGENCY}|[Aa]gencies)(?:(?:,| and) (?:{AGENCY}|[Aa]gencies))*|[(\[](?:{AGENCY})[)\]]|(?:{AGENCY})",
        ("The Example with AFP", "Example Eye and agencies", "(Reuters)", "AFP"),
        ("Morocco breaks with AFP over a report.", "France and Britain"),
        flags=0,
    ),
    rule(
        "short_url",
        r"short (?:url|link)\s*:?\s*(?:https?://\S+)?|(?:https?://|www\.)\S+|[\w.-]+@[\w-]+\.[\w.]+",
        ("Short Url", "https://example.org/a1b2", "Short URL: https://ex.am/1"),
        ("The site www.example.org was blocked on Monday.",),
    ),
    rule(
        "date_line",
        rf"(?:{STAMP_WORD}\s*(?:on|at|:)?\s*)?(?:{WEEKDAY},?\s+)?(?:{FULL_DATE}){TIME}?(?:\s*[|·•-]\s*.{{0,60}})?|{STAMP_WORD}\s*:?\s*(?:{WEEKDAY},?\s+)?(?:{FULL_DATE}).{{0,60}}"
        rf"|(?:{STAMP_WORD}\s*:?\s*)?(?:\d+|an?|one) (?:second|minute|hour|day|week|month|year)s? ago|{STAMP_WORD}\s*:?\s*\d{{1,2}}[:.]\d\d.{{0,30}}|{STAMP_WORD}\s*:?\s*[\d./-]{{6,10}}{TIME}?"
        rf"|(?:{WEEKDAY},?\s+)?{MONTH}\s+\d{{1,2}}|\d+[- ]min(?:ute)?s? read|(?:{WEEKDAY}|today|yesterday)(?: at)? \d{{1,2}}[:.]\d\d.{{0,12}}",
        (
            "Updated 24 November 2021",
            "Friday, August 21, 2015",
            "Published: Nov. 24, 2021 10:31 GMT",
            "3 hours ago",
            "5 min read",
        ),
        (
            "On 24 November 2021 the two ministers met.",
            "November 2021 was a month of talks.",
            "Two hours ago the truce was broken.",
        ),
    ),
    rule(
        "byline",
        rf"(?i:by|written by|story by|report by|text by)\s*:?\s+(?:{PERSON}|[A-Z]{{2,}}(?: [A-Z]{{2,}}){{0,3}}|(?:{AGENCY})(?: [Ss]taff)?|[Ss]taff (?:[Ww]riters?|[Rr]eporters?)|[Aa]gencies|[Oo]ur (?:\w+ )?(?:[Cc]orrespondent|[Rr]eporters?))"
        rf"(?:(?:,| and|,? &) (?:{PERSON}|{AGENCY}|[A-Z][a-z]+(?: [A-Z][a-z]+)?|[Ss]taff [Ww]riter))*(?: in [A-Z][\w' -]+(?:(?:,| and) [A-Z]\w+)*)?(?:,? (?:[A-Z]\w+ ){{0,3}}(?i:{JOB}))?(?:\s*[|·•,-]\s*.{{0,60}})?",
        (
            "By Ann Smith",
            "By Ann Smith and John Doe in Rabat",
            "By AFP",
            "By Staff Writer",
            "By Ann Smith | 24 November 2021",
            "BY ANN SMITH",
        ),
        (
            "By Tuesday Evening the truce had failed.",
            "By the time the envoy left, talks had failed.",
            "By accepting the plan, Ankara avoided sanctions.",
        ),
        flags=0,
    ),
    rule(
        "byline",
        rf"{PERSON}\s*[,|]\s*(?:{AGENCY}|(?:[\w ]{{0,30}} )?(?i:{JOB})(?:,? (?:in )?[A-Z]\w+)?)|{PERSON} (?:is|covers|reports) (?:(?:a|an|the|our|based)\b|(?:(?:[A-Z][\w.]+|of|and) ){{0,6}}[A-Z][\w.]+'s?\b)(?: [\w'&,-]+){{0,9}} (?i:{JOB})"
        r"(?:,? (?:for|at|in|with|covering|based|specialising|specializing|focusing|who covers)\b[^.]{0,120})?\.?",
        (
            "Ann Smith is the Example Post's diplomatic correspondent.",
            "Ann Smith, Reuters",
            "Ann Smith is a senior reporter covering defence.",
            "John Doe, Chief Correspondent",
        ),
        (
            "Ann Smith is a reporter held by the police since May.",
            "Ann Smith, the foreign minister, met the editor.",
            "Ann Smith met reporters.",
        ),
        flags=0,
    ),
    rule(
        "credit",
        rf"[(\[]?(?i:photos?|images?|picture|video|graphic|illustration|credit|photograph|photo credit|image credit|file photo)s?\s*(?:(?i:by|courtesy(?: of)?|credit|source)\s*:?|[:/])\s*[^.]{{2,80}}[)\]]?"
        rf"|[(\[]?(?:{AGENCY}|[A-Z]\w+(?: [A-Z]\w+){{0,3}})\s*(?:/|via)\s*(?:{AGENCY}|Getty(?: Images)?|[A-Z]\w+(?: [A-Z]\w+){{0,2}})(?:\s*(?:/|via)\s*[\w ]+)?[)\]]?|[(\[]?(?:AP|AFP|EPA|Reuters) (?:[Pp]hoto|[Ff]ile)(?:/[\w .]+)?[)\]]?|Getty Images|(?i:file photo|handout|screengrab)",
        (
            "Photo: Ann Smith",
            "(AP Photo/Ann Smith)",
            "AFP via Getty Images",
            "Ann Smith/Reuters",
            "Image credit: Example Agency",
            "[Photo/Xinhua]",
        ),
        ("Photos by the drone showed new trenches.", "Video showed troops near the bridge.", "Credit ratings fell."),
        flags=0,
    ),
    rule(
        "correction_note",
        r"(?:(?:this|an earlier version of this|a previous version of this|the original version of this) (?:article|story|report|headline|post|piece)\b.{0,60}\b(?:was|has been|have been|incorrectly|misstated|mistakenly|wrongly|is) ?(?:amended|corrected|updated|edited|changed|revised|clarified|stated|said|named|given|gave|misstated|misidentified|misspelled|misspelt|referred)?\b.{0,500})"
        r"|(?:correction|clarification|editor'?s'? note|update)s?\s*(?:\([^)]{1,40}\)\s*)?[:—–-]\s.{0,500}(?:version|article|story|report|headline|corrected|misstated|misspelled|amended|incorrectly|updated|removed).{0,500}"
        r"|correct(?:ion|ed|s)\s*(?:\([^)]{1,40}\)\s*)?:.{0,600}",
        (
            "Correction: an earlier version of this story gave a wrong date.",
            "This article was amended on 25 November 2021 to name the right minister.",
            "An earlier version of this report misstated the number of soldiers.",
            "Editor's note: This story has been updated.",
        ),
        (
            "The correction of the border was agreed in 1970.",
            "This report was written by the UN panel.",
            "Clarification was sought by Ankara.",
        ),
    ),
)


def line_reason(line: str) -> str | None:
    """Why a normalised line is not part of the article, None where it may be."""
    return next((rule.reason for rule in RULES if rule.pattern.fullmatch(line)), None)
