"""Lines of a page that belong to the outlet and not to the story: buttons, links, notices, contacts, credits of staff."""

import re

_LONGEST_LINE = 160
_LONGEST_NOTICE = 320

_LINE = re.compile(
    r"""^\W*(?:
      \d+[ -]?min(?:ute)?s?\ read
    | (?:share|save|print|comments?|advert(?:isement|ising)?|sponsored|subscribe|sign\ (?:up|in)|log\ in|menu|newsletter
       |listen|watch\ live|live|breaking|bookmark|copy\ link|email|whatsapp|facebook|twitter|x)\W*
    | (?:share|tweet|email|print|bookmark)\ this\b.*
    | (?:read|see|click|tap)\ (?:more|also|next|here)\b.*
    | (?:related|recommended|most\ read|trending|more\ on\ this(?:\ story)?|topics|tags|filed\ under)\b\W.*
    | (?:subscribe|sign\ up|follow\ us|join\ our|support\ our|get\ the\ app|download\ our)\b.*
    | (?:listen|skip)\ to\b.*
    | (?:\u00a9|\(c\)|copyright)\W.*
    | .*\ball\ rights\ reserved\b.*
    | (?:last\ )?(?:updated|published|posted|modified)\b[^.]*
    | \d+\ (?:comments?|shares?|views?|likes?)
    | (?:we|this\ site)\ uses?\ cookies\b.*
    | \(?[$\u00a3\u20ac]?\d[\d.,]*(?:\ [a-z.]+){0,3}\ =\ [$\u00a3\u20ac]?\d[\d.,]*(?:\ [\w.]+){0,3}\)?
    | (?:home|news|world|sport|business|politics)(?:\ [>\u203a\u00bb/|]\ [\w\ &]+)+
    | (?:subs(?:titutes)?(?:\ not\ used)?|booked|referee|line-?ups?|teams?|scorers?)\ ?:.*
    | (?:contact|email|call|write\ to|message|whatsapp)\ (?:us|our|me|the)\b.*
    | .*\b(?:call|contact|e?-?mail)\ (?:us|(?:our|the)\ (?:newsdesk|newsroom|reporters?|team|tip\ ?line))\b.*

    | (?:tip-?off|kick-?off|first\ pitch|face-?off|puck\ drop)\b[^.]{0,40}\bat\ \d.*
    | (?:about|notes\ to)\ [\w\ &.'\u2019-]{2,60}:\ .*
    | (?:media|press)\ contacts?\b.*
    | (?:members\ present|in\ attendance|present|apologies)\ ?:\ .*
    | an?\ version\ of\ this\ (?:article|story)\ (?:appears|appeared)\ in\ print\b.*
    | (?:\d[\d.,]*\ (?:comments?|shares?|views?|likes?)\W*){2,4}

    | (?:this|our)\ live\ (?:blog|coverage|page)\b.*
    | (?:the\ following|this|below)\ is\ an?\ [^.]*\b(?:transcript|version|extract|excerpt)\b.*
    | this\ (?:article|story|report|page)\ (?:was|has\ been|is)\ (?:first\ )?(?:amended|updated|corrected|published|edited)\b(?:[^.]|\.(?=\w|\ ?(?:m|on|at|to)\b))*\.?
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)

_ADDRESS = r"(?:[\w.+-]{1,60}@[\w-]{1,60}\.[\w.-]{1,40}|\+?\d[\d\ ()-]{6,18}\d)"
_NOTICE = re.compile(
    rf"""^\W*(?:
      (?:estimated\ )?read(?:ing)?\ time\b.{{0,30}}
    | (?:listen|watch|play(?:\ video)?|video(?:\ length)?|audio|duration)\W{{1,3}}\d.{{0,40}}
    | video\ length\b.{{0,40}}
    | \d+\ (?:minutes?|mins?|hours?|hrs?|days?|weeks?)\ ago
    | [\d.,]+[km]?\ (?:comments?|shares?|views?|likes?|reactions?)
    | (?:comments?|shares?)\ \(\d+\)
    | (?:show|view|see|load|join)\ (?:all\ )?(?:the\ )?(?:\d+\ )?(?:more\ )?(?:comments?|images?|pictures?|photos?|gallery|conversation|discussion)\b.{{0,40}}
    | (?:gallery|in\ pictures|slideshow)\ ?:.*
    | (?!.*\.\W*$)(?:more|watch|live|don['\u2019]t\ miss|must\ read|go\ deeper|in\ depth|explainer|analysis|opinion|you\ may\ (?:also\ )?like|now\ read)\ ?:\ .{{0,120}}
    | (?!.*\.\W*$)(?:more\ from|top\ stories|latest\ news|editor['\u2019]?s['\u2019]?\ picks?|popular\ (?:now|stories)|what\ to\ read)\b[^.]*
    | (?:additional|further|extra)\ (?:reporting|research|writing)\ (?:by|from)\b[^.!?]*[.)]*
    | (?:reporting|writing|editing)\ by\b[^.!?;]*;\ ?(?:additional|further|reporting|writing|editing|compiled)\b[^.!?]*[.)]*
    | with\ (?:additional\ )?(?:reporting|files|inputs?|material)\ (?:by|from)\b[^.!?]*\.?
    | (?:[\w'\u2019.-]+\ ){{0,6}}(?:writers?|reporters?|correspondents?)\ (?:[\w'\u2019.,-]+\ ){{1,10}}contributed(?:\ from\ [^.]{{2,60}})?\.?
    | .*\bcontributed\ (?:(?:additional\ )?reporting|to\ (?:this|the)\ (?:[a-z]+\ )?(?:reporting|report|story|article|coverage|live|blog))\b.*
    | .*\b(?:this|our|the)\ live\ (?:blog|coverage|page|updates|feed)\b.{{0,60}}\b(?:closed|closing|ended|ending|over|concluded|wrapp\w+|paused)\b.*
    | (?:we|we['\u2019]re|i|i['\u2019]m)(?:\ (?:are|am|will\ be))?\ (?:now\ )?(?:closing|wrapping\ up|pausing|ending)\ (?:this|our|the)\ (?:live|blog|coverage).*
    | that['\u2019]?s?\ (?:is\ )?(?:all|it)\ (?:from\ us|from\ me|for\ (?:today|tonight|now))\b.{{0,80}}
    | (?:do\ you\ have|have\ you\ got|have|got)\ an?\ (?:story|tip|news\ tip|question|view|news\ story)\b[^?]{{0,80}}\?.*
    | (?:are|were|have)\ you\ (?:been\ )?(?:affected|there|at\ the\ scene|an?\ witness)\b[^?]{{0,80}}\?.*
    | (?:get\ in\ touch|to\ contact\ us|if\ you\ have\ (?:a\ story|information|any\ information|been\ affected|been\ personally))\b.*
    | (?:anyone|anybody)\ with\ (?:any\ )?(?:information|footage|dashcam\ footage)\b.{{0,80}}\b(?:call|contact|phone|ring|email)\b.*
    | for\ (?:more|further|full|the\ latest|confidential|all\ the\ latest)\ (?:stories|news|coverage|information|details|support|help|advice|updates)\b.{{0,80}}\b(?:check|visit|see|go|click|call|follow|contact|read|head)\b.*
    | .*\b(?:can\ be\ (?:reached|contacted)|is\ available\ 24)\b.{{0,80}}\b(?:at|on|via)\ (?:{_ADDRESS}|\d{{3}}\b).*
    | .*\b(?:helpline|hotline|lifeline|samaritans|crimestoppers)\b.{{0,80}}(?:{_ADDRESS}|\b(?:on|at|call|dial|text)\ \d{{3}}\b(?!,)).*
    | (?:e-?mail|tel|phone|call|text|whatsapp|contact)\b.{{0,80}}{_ADDRESS}.*
    | (?![1-9]\d*\W*$){_ADDRESS}  # a plain whole number is a figure
    | (?:https?://|www\.)\S+
    | (?:start\ your|try\ (?:it\ )?for|claim\ your|get\ your)\ .{{0,60}}\b(?:trial|month|week|offer|free)\b.*
    | (?:already|not\ yet)\ (?:a|an)\ (?:subscriber|member)\b.*
    | (?:buy|book)\ (?:your\ )?tickets?\b.*
    | get\ (?:the|our|all|your|unlimited)\b.{{0,60}}\b(?:for|from)\ (?:just\ |only\ )?[$\u00a3\u20ac]\d.*
    | (?:prices|odds|times|details)\ (?:are\ )?correct\ at\b.*
    | (?:editor|author)['\u2019]?s?['\u2019]?\ note\ ?:\ this\ (?:story|article|report)\ (?:was|has\ been)\ (?:first\ )?(?:updated|published|edited)\b[^.]*
    | (?!.*\.\W*$)(?:first\ published|last\ (?:modified|updated|edited)|originally\ published)\b.{{0,60}}
    | (?:article|story|coverage)\ continues\b.*
    | .{{0,120}}\b(?:read|see)\ our\ (?:full\ )?(?:standards|guidelines|policy|terms|privacy|report|coverage|story)\b.*
    | [^.]{{2,60}}\b(?:news\ ?room|news\ ?desk)\ can\ be\b.*
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)


#: Above links to other stories, which look like headlines.
_LINKS_BELOW = re.compile(
    r"""^\W*(?:related|recommended|most\ (?:read|popular|viewed)|trending|more\ (?:on|from|in)|top\ stories|read\ (?:more|next|also)
       |see\ also|latest\ (?:news|stories|headlines)|editor['\u2019]?s['\u2019]?\ picks?|you\ may\ (?:also\ )?like|popular|also\ (?:in|on)
       |elsewhere|around\ the|what\ to\ read|must\ reads?)\b[^.?!]{0,60}$""",
    re.IGNORECASE | re.VERBOSE,
)


def leads_to_links(line: str) -> bool:
    """Whether ``line`` stands over links to other stories: "Related stories", "Most read"."""
    return len(line) <= 80 and _LINKS_BELOW.match(line) is not None


def is_furniture(line: str) -> bool:
    """Whether no word of ``line`` is the story's. Longer lines than a notice never are."""
    if len(line) <= _LONGEST_LINE and _LINE.match(line):
        return True
    return len(line) <= _LONGEST_NOTICE and _NOTICE.match(line) is not None
