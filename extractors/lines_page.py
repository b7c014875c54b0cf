"""Lines of the page around an article: navigation, sharing, comments, newsletters, links to other stories, cookies."""

from __future__ import annotations

from extractors.line_rule import SHARING, LineRule, rule

PAGE_RULES: tuple[LineRule, ...] = (
    rule(
        "navigation",
        [
            r"[\W_]+",
            r"(?:skip|jump|go) to (?:the )?(?:main |page )?(?:content|navigation|search|footer"
            r"|article|menu|home ?page)",
            r"search(?: for:?)?|menu|home|close|follow(?:ing)?|print|listen|loading\.*|sign in"
            r"|log ?in|register|next|previous",
            r"(?:back to )?top|(?:next|previous) (?:article|story|post)|open in app"
            r"|toggle (?:navigation|menu)|play(?: video)?",
            r"watch live|live tv|live|(?:show|load|see|view) (?:more|all)|trending(?: now)?"
            r"|breaking news|top stories",
            r"(?:the )?(?:most (?:read|popular|viewed|shared|recent)|latest)(?: news| stories"
            r"| articles)?|editor'?s'? (?:picks?|choice)",
            r"recommended(?: for you| stories)?|you (?:may|might) (?:also )?like(?: this)?"
            r"|about the authors?|topics|tags|categories",
            r"(?:related|more|other)(?: (?:articles|stories|topics|news|content|posts|coverage|headlines))?:?",
            r"more (?:on this(?: story)?|(?:from|in|on) [^.,:]{2,40}):?|(?:also )?in this (?:article"
            r"|story|section|series):?",
            r"listen to (?:this )?(?:article|story).{0,30}|report (?:an error|a typo|a correction)"
            r"|text size.{0,12}",
        ],
        examples=(
            "Skip to main content",
            "search",
            "Follow",
            "Most read",
            "Related stories",
            "More from World",
            "___",
            "* * *",
            "Also in this section:",
            "Report an error",
        ),
        near_misses=(
            "Search teams found two survivors on Friday.",
            "More from the fund would help, he said.",
            "Live fire drills began on Monday.",
            "Related to the dead king, he fled.",
        ),
    ),
    rule(
        "navigation",
        [
            r"(?:tags?|topics?|filed under|categor(?:y|ies)|keywords|sections?)\s*:\s*[^.]{2,200}",
            r"(?:[\w&'@+-]+(?: [\w&'@+-]+){0,5}\s*[|>›»/·•]\s*){2,}[\w&'@+-]+(?: [\w&'@+-]+){0,8}",
        ],
        examples=(
            "Tags: Morocco, Israel, defence",
            "Home > World > Africa",
            "World | Politics | Business | Sport",
            "Print | Text size + - | Report an error",
        ),
        near_misses=(
            "The ministers met in Rabat | reporters waited outside.",
            "Topics ranged from trade to fishing rights.",
        ),
    ),
    rule(
        "advertisement",
        [
            r"(?:advertisement|advertising|ads?|sponsored(?: content)?|promoted(?: content)?"
            r"|paid content|advert|remove ads)\.?",
            r"(?:article|story|text) continues (?:below|after|under)\b.{0,40}",
        ],
        examples=("Advertisement", "Story continues below advertisement", "ADVERTISEMENT"),
        near_misses=("Advertising was banned by the government on Monday.",),
    ),
    rule(
        "share",
        [
            rf"(?:(?:{SHARING}|on|via|this|the|article|story|page|by|to|clipboard|or|and|with)[\s,"
            rf"|•·/&:+]*){{1,14}}",
            r"(?:click|tap) to share\b.{0,60}|\d+(?:\.\d+)?[km]? shares?|share (?:this|on|via|with"
            r"|your)\b[^.]{0,60}",
            r"e-?mail this (?:to|article|story)\b.{0,40}|print(?:able|er)[- ](?:version|friendly).{0,12}",
            r"follow (?:us|me|him|her|them|our|@\w+)\b.{0,80}",
            r"(?:.{0,60}[.!|] )?(?:like|follow|find|join) us on (?:facebook|twitter|x|instagram"
            r"|youtube|telegram|linkedin)\b.{0,80}",
        ],
        examples=(
            "Share",
            "Share this article",
            "Facebook Twitter WhatsApp Email",
            "Tweet",
            "Follow us on Telegram",
            "12 shares",
            "Published in the Example Post. Like us on Facebook, follow @example",
        ),
        near_misses=(
            "Share prices fell after the vote.",
            "Follow-up talks were held in Geneva.",
            "The two sides share a border.",
            "Followers of the imam marched on Friday.",
        ),
    ),
    rule(
        "comments",
        [
            r"(?:(?:view|show|hide|read|see|load|post|leave|add|write)(?: all| an?| your| the)? )?(?:\d+ |no )?"
            r"(?:comments?|repl(?:y|ies))(?: ?\(\d+\))?",
            r"join the (?:conversation|discussion)\b[^.]{0,30}\.?|comments (?:are|have been) (?:now )?closed.{0,40}",
            r"be the first to comment.{0,20}|have your say\.?|(?:comments|replies) \d+",
        ],
        examples=(
            "comments",
            "12 Comments",
            "Leave a comment",
            "Join the conversation",
            "Comments are closed.",
            "Comments (14)",
        ),
        near_misses=("Comments by the minister angered Ankara.", "No comment came from the ministry."),
    ),
    rule(
        "newsletter",
        [
            r"(?:please )?(?:sign up|subscribe|register)(?:,? (?:now|here|today|free|for free))*[.!]?",
            r"(?:please )?(?:sign up|subscribe|register)(?: (?:now|here|today|free))* (?:to|for|and"
            r"|with)\b.{0,160}\b(?:newsletters?"
            r"|alerts?|briefing|inbox|e-?mails?|updates?|channel|podcast|offers?|stories|headlines"
            r"|unlimited|access|\$?\d+)\b.{0,100}",
            r"(?:sign up|subscribe) (?:to|for) (?:our|the) [^.]{2,60}[.!]?",
            r"(?:to (?:not|never) miss|don't miss|never miss)\b.{0,120}\b(?:news|newsletter|stor(?:y"
            r"|ies)|updates?|subscribe)\b.{0,200}",
            r"(?:stay|keep) (?:informed|up[- ]to[- ]date|connected|ahead)\b.{0,120}\b(?:newsletters?"
            r"|alerts?|updates?|app|inbox)\b.{0,60}",
            r"(?:get|receive) (?:(?:the|our|all|your|more|daily|weekly|morning|breaking|free"
            r"|latest) )*(?:notifications?|newsletters?"
            r"|top stories|headlines|news|alerts|e-?mails?|briefing|analysis|updates)\b.{0,40}"
            r"(?:(?:inbox|e-?mail|phone|updated|day|daily|week|free|here|sign up|newsletter"
            r"|app)\b.{0,80}|[^.])",
            r"(?:you'?re|you are|thank you for|thanks for) (?:now )?(?:subscribed|subscribing"
            r"|signing up).{0,60}",
            r"(?:please )?(?:enter )?your e-?mail(?: address)?|invalid e-?mail.{0,40}"
            r"|.{0,100}unsubscribe at any time.{0,40}",
            r"already (?:a |have a )?(?:subscriber|subscribed|member|subscription)\b.{0,60}",
            r"by (?:signing up|subscribing|clicking|registering|providing"
            r"|entering)\b[^.]{0,60}\byou (?:agree|accept|consent|confirm)\b.{0,200}",
            r"(?:please )?(?:support|help us|help fund) [^.]{0,60}\bjournalism\b.{0,120}",
            r"(?:this|our) (?:story|article|journalism|site|work) is (?:supported|funded"
            r"|made possible) by (?:our |you,? our )?readers\b.{0,160}",
            r"(?:download|get) (?:our|the) (?:free )?(?:[\w ]{0,24} )?app\b.{0,80}|(?:our )?newsletters?",
            r"(?:join|follow) (?:us|our|the) .{0,30}(?:whatsapp|telegram|signal) (?:channel|group).{0,60}",
            r"get [^.]{0,40}\bour free (?:newsletter|e-?mail|briefing)\b.{0,80}",
            r"(?:have|got) a (?:tip|story)\b[^?]{0,40}\?.{0,80}",
            r".{0,100}\b(?:join|sign up (?:to|for)|subscribe to) (?:the|our) (?:\w+ ){0,3}newsletter\b.{0,100}",
            r"(?:enjoying|like|liked|enjoyed) (?:this|what you)\b[^?]{0,40}\?.{0,160}",
            r"(?:this )?(?:article|story|content) (?:is )?(?:reserved|only|exclusive(?:ly)?) (?:for"
            r"|to) (?:our )?(?:subscribers|members)\.?",
            r"[^.]{0,80}\bsubscribe to (?:the|our) newsletter\b.{0,250}",
        ],
        examples=(
            "Sign up for our weekly newsletter",
            "Subscribe to our daily briefing",
            "Sign up here",
            "Get notifications for breaking stories",
            "Sign up to get the best reporting and analysis in your inbox",
            "Never miss a story from the region",
            "Stay informed with our newsletters",
            "You're subscribed",
            "Already a subscriber? Log in",
            "Get the morning briefing. Sign up here.",
            "Enjoying this story? Get our weekly letter.",
            "Don't miss Monday's edition: subscribe to our newsletter.",
            "By signing up you agree to our terms.",
            "This story is supported by our readers. Subscribe today.",
        ),
        near_misses=(
            "The two governments signed up to a treaty on river water.",
            "Get the hostages home, the families told the minister.",
            "Subscribers of the state telephone company lost service on Sunday.",
            "Never before had the two armies trained together.",
            "Ministers will receive alerts from the joint centre.",
            "By signing the accord, you end the war, he told the generals.",
            "Sign up or go to prison, the army told the young men.",
            "Stay out of the capital, the rebels told the envoys.",
        ),
    ),
    rule(
        "read_also",
        [
            r"(?:read|watch|see|listen|learn|find out|discover|view) (?:more|also|next|now|here"
            r"|further|on)(?: here)?\s*[»\"›→>.…+:]*",
            r"(?:also (?:read|see|watch)|see also|(?:continue|keep) reading|full story|read"
            r"|click here)\s*[»\"›→>.…+:]*",
            r"(?:read|see|view) (?:the |our )?(?:full|whole|rest of the) (?:story|article|report|text"
            r"|interview|coverage)\s*[»\"›→>.…+:]*",
            r"click here (?:to|for)\b.{0,80}|(?:watch|see)\s*:",
            r"(?:read(?: more| also| next| on)?|also read|see(?: also)?|related(?: (?:articles?|story"
            r"|stories|news|video|coverage))?"
            r"|watch(?: also| live| now)?|in pictures|listen|explainer|opinion|live updates?"
            r"|don't miss|more on this|more from [\w ]{2,30}"
            r"|recommended|from the archives?|more coverage"
            r"|(?:photo )?gallery(?: ?\(\d+\))?|photos|podcast|timeline|factbox"
            r"|quiz)\s*[:»›>|]+\s*\S.{0,160}[^.\s]",
            r"read also (?:article|analysis|interview|report|our|the article|in)\b.{0,250}",
        ],
        examples=(
            "Read more",
            "Read More »",
            "read more:",
            "READ MORE: Tensions grow on the border",
            "WATCH: Crowds cheer the president",
            "Also read: A town between two armies",
            "Continue reading",
            "Related: Who is on the list?",
            "PHOTO GALLERY: A day in the camp",
            "Read also Analysis for members A town between two armies",
        ),
        near_misses=(
            "Read the statement with care, the envoy told reporters.",
            "Related talks were held in Geneva on Sunday.",
            "More and more states recognise the government.",
            "Watch towers were built along the frontier.",
            "The read-out:",
        ),
    ),
    rule(
        "cookie",
        [
            r"(?:we|this (?:web ?)?site|our (?:web ?)?site|our partners"
            r"|we and our partners) uses?\b.{0,40}\bcookies\b.{0,300}",
            r"(?:accept|reject|manage|allow)(?: all)?(?: my)? (?:cookies|preferences"
            r"|cookie (?:settings|preferences))",
            r"[^.]{0,60}\.? ?(?:terms of (?:use|service)[ .|·]*privacy policy"
            r"|privacy policy[ .|·]*terms of (?:use|service))\.?",
            r"by continuing to (?:browse|use)\b.{0,60}\byou\b.{0,200}",
            r"(?:(?:privacy|cookies?|terms)(?: (?:policy|settings|preferences|notice|statement"
            r"|of (?:use|service)|and conditions))?[ |&·•]*)+",
        ],
        examples=(
            "We use cookies to improve your experience.",
            "Accept all cookies",
            "Privacy Policy",
            "Terms of Use | Privacy",
            "By continuing to browse, you accept this.",
        ),
        near_misses=("The court fined the firm for its use of cookies.", "Privacy laws were tightened in March."),
    ),
)
