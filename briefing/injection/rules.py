"""The ways in which a text speaks to a language model, one rule each."""

from __future__ import annotations

import re
from typing import NamedTuple


class Rule(NamedTuple):
    """*pattern* is looked for when one of *needs* is in the text in lower case; an order only where one can stand."""

    why: str
    needs: tuple[str, ...]
    pattern: re.Pattern[str]
    order: bool


def as_rule(why: str, needs: str, pattern: str, *, order: bool = False) -> Rule:
    """A rule whose *needs* are divided by bars, and in whose *pattern* a space is any white space."""
    spaced = pattern.replace(" ", r"\s+")
    return Rule(why, tuple(needs.split("|")), re.compile(spaced, re.IGNORECASE | re.MULTILINE), order)


ASIDE = "asks to set instructions aside"
_ROLE = "gives a model a role"
_FORMAT = "has the marks of a chat format"
_PROMPT = "asks for a prompt or for secrets"
_ANSWER = "says how to answer"
_SENDS = "would send data out"
_VERDICT = "asks for a verdict"
_FENCE = "imitates the fence around a source"
_TOOL = "looks like a call of a tool"
ENCODED = "holds an order in another encoding"

_DROP = (
    r"\b(?:ignore|disregard|forget|override|overlook|bypass|discard|neglect|skip|drop|do not follow"
    r"|don['’]t follow"
    r"|stop following|do not obey|pay no attention to)"
)
_FILLER = (
    r"(?:all|any|every|each|of|the|my|our|these|those|this|other|given|and|or|following|subsequent"
    r"|instructions?)"
)
_EARLIER = (
    r"(?:previous(?:ly)?|prior|above|earlier|preceding|foregoing|initial|original|existing|system"
    r"|your|former|past"
    r"|safety)"
)
_ORDERS = (
    r"(?:instructions?|prompts?|directives?|guidelines?|commands?|context|rules|directions|programming"
    r"|training|inputs?"
    r"|text|messages?|conversations?|constraints|restrictions|tasks?|polic(?:y|ies)|requests?)"
)
_MODEL = (
    r"(?:AI|A\.I\.|AI (?:model|assistant|agent|system)|digital assistant|virtual assistant|artificial"
    r" intelligence|(?:large )?language model|LLM|chat ?bot"
    r"|chat assistant|chat ?GPT|GPT(?:-?\d)?|Claude|Gemini|Copilot)"
)
_REPLY = (
    r"your (?:own |final |next |entire )?(?:answer|reply|response|output|summary|completion|message"
    r"|elucidation)s?"
)
_SHAPES = (
    r"(?:modify|augment|enhance|alter|render|encrypt|encode|scramble|shift|reverse|translate|format"
    r"|begin|start|end|finish"
    r"|conclude|preface|prepend|append|add|include|integrate|incorporate|insert|inject|embed|weave"
    r"|slip|sprinkle|combine|"
    r"remove|provide|give|write|craft|seamlessly|seamless|generate|repeat|output|print|complete"
    r"|limit)"
)

RULES = (
    as_rule(
        ASIDE,
        "ignore|disregard|forget|override|overlook|bypass|discard|neglect|skip|drop|follow|obey|attention",
        rf"{_DROP} (?:{_FILLER} )*{_EARLIER}(?:(?: |, ?){_FILLER}| {_EARLIER})* {_ORDERS}\b",
        order=True,
    ),
    as_rule(
        ASIDE,
        "instructions|prompt",
        rf"{_DROP} (?:(?:all|any|the|these|those) )?(?:instructions|prompts?)\b",
        order=True,
    ),
    as_rule(ASIDE, "above", rf"{_DROP} (?:(?:all|everything|the|of|text|that is|is) )*above\b(?! all)", order=True),
    as_rule(
        ASIDE,
        "regardless|no matter",
        rf"\b(?:regardless of|no matter) (?:any|all|the|what) (?:the )?previous {_ORDERS}\b",
    ),
    as_rule(
        ASIDE,
        "ignore|disregard|forget|skip",
        rf"{_DROP} (?:the|this) (?:\w+ )?(?:web ?page|page|resume?|cv|e-?mail|document|article|report"
        r"|text|paper|question"
        r"|request|task|table|input|source)s? and (?:instead )?(?:stat|say|print|write|output|reply"
        r"|respond|answer|recommend)",
        order=True,
    ),
    as_rule(
        ASIDE,
        "new task|new instruction|real task|real instruction|new objective|actual task|new directive",
        r"\byour (?:new|real|actual) (?:task|instructions?|objective|directive)s? (?:is|are)\b",
    ),
    as_rule(
        ASIDE,
        "instruction|task",
        r"\b(?:(?:important|urgent|updated|new|additional|secret|hidden|system|admin) ){1,3}"
        r"(?:instructions?|task|directive)\b(?: (?:to|for) [^.:\n]{1,30})?(?=\s*(?:[:*\n]|$))",
        order=True,
    ),
    as_rule(
        _ROLE,
        "you are|you're",
        r"\byou(?: are|['’]re) (?:now |no longer |henceforth |acting as |being )?(?:an? |the |my )?"
        rf"(?:[\w'’]+ ){{0,3}}{_MODEL}(?!\w| (?:researcher|expert|engineer|critic|company|user|lab))",
    ),
    as_rule(
        _ROLE,
        "you are",
        r"\byou are (?:now )?(?:a helpful assistant|(?:a |called )?(?-i:DAN|STAN)\b|(?:now )?(?:in"
        r" |entering )?(?:\w+ ){0,2}(?:unrestricted|jailbroken|unfiltered) mode)",
    ),
    as_rule(
        _ROLE,
        "mode",
        r"\b(?:developer|debug|god|DAN|jailbreak|sudo|unrestricted) mode (?:is |has been )?(?:now )?"
        r"(?:enabled|activated|engaged)\b",
    ),
    as_rule(
        _ROLE,
        "mode|features",
        r"\b(?:enter|activate|enable|switch to) (?:the )?(?:developer|debug|god|DAN|jailbreak|sudo"
        r"|unrestricted|experimental) (?:mode|features)\b",
        order=True,
    ),
    as_rule(
        _ROLE,
        "act as|pretend|respond as|behave|roleplay|role-play|from now on",
        r"\b(?:act as|pretend (?:to be|that you are|you are)|respond as|behave (?:as|like)|role-?play"
        r" as|from now on,? (?:you (?:will|must) )?(?:act|respond|answer|reply) (?:as|like|in|with))"
        rf" (?:if you were )?(?:an? |the )?(?:\w+ ){{0,3}}(?:{_MODEL}|assistant|pirate|terminal|interpreter"
        r"|persona|JSON)\b",
        order=True,
    ),
    as_rule(_ROLE, "as an ai", r"\bas an AI (?:language )?(?:model|assistant)\b"),
    as_rule(
        _ROLE,
        " ai|llm|language model|bot|gpt|assistant|claude|gemini|copilot|a.i.",
        r"\b(?:attention|note|message|instructions?|notice|dear|hey|hello)(?: (?:to|for|all|any|the"
        rf"|every))* {_MODEL}s?\s*[:,!-]",
    ),
    as_rule(
        _ROLE,
        "reading|processing|summari|reviewing|parsing",
        rf"\b{_MODEL}s? (?:that (?:is|are) |which (?:is|are) |currently )?(?:reading|processing|summari[sz]ing"
        r"|reviewing|parsing) this\b",
    ),
    as_rule(_FORMAT, "<", r"<\|[a-z_]{3,24}\|>"),
    as_rule(_FORMAT, "inst]|sys>>", r"\[/?INST\]|<</?SYS>>"),
    as_rule(
        _FORMAT,
        "##",
        r"^[ \t]{0,20}#{2,} ?(?:system|instructions?|response|assistant|user|human)(?: prompt| message)?\s*"
        r"(?::|$)",
    ),
    as_rule(
        _FORMAT,
        "system>|system_prompt>|assistant>|instructions>|prompt>",
        r"</?(?:system|system_prompt|assistant|instructions|prompt)>",
    ),
    as_rule(
        _FORMAT,
        "assistant:|human:|system prompt|system message|system:",
        r"^[^\w\n]{0,20}(?:(?:assistant|human|system): |system (?:prompt|message|override)\s*:)",
    ),
    as_rule(
        _FORMAT,
        "begin|start",
        r"(?-i:\b(?:BEGIN|START)(?: OF)?(?: NEW| SYSTEM)? (?:INSTRUCTIONS?|PROMPT|REPROGRAMMING|OVERRIDE)\b)",
    ),
    as_rule(
        _PROMPT,
        "your|prompt",
        r"\b(?:(?:reveal|print|output|show|display|repeat|disclose|share|write|tell me|give me|provide"
        r"|return|leak|dump|recite"
        r"|see|access|what(?:['’]s| is| are)|sentence of|text of|contents? of)\b[^.\n]{0,30})"
        r"\b(?:your (?:\w+ )?(?:system|initial|starting|hidden|secret|developer|base) (?:prompts?|messages?"
        r"|instructions?)"
        r"|the system prompt|your prompt|(?:complete|full|entire) text of the prompt)",
    ),
    as_rule(
        _PROMPT,
        "above",
        r"\b(?:output|print|repeat|write out|return|copy|show|display) (?:(?:all|the|everything|of"
        r"|entire|whole|exact) )*(?:text|words|content|lines?|everything|message|conversation) above\b",
        order=True,
    ),
    as_rule(
        _PROMPT,
        "password|passphrase|unique id|api key|secret key",
        r"\b(?:reveal|print|output|display|disclose|leak|tell me|give me) (?:\w+ )?your (?:\w+ )?(?:password"
        r"|passphrase|unique ID|API keys?|secret key)",
        order=True,
    ),
    as_rule(
        _ANSWER,
        "answer|repl|response|output|summar|completion|message|elucidation",
        rf"\b{_SHAPES}\b[^.!?\n]{{0,160}}?\b{_REPLY}\b",
        order=True,
    ),
    as_rule(
        _ANSWER,
        "answer|repl|response|output|summar",
        rf"\bin {_REPLY},? (?:please )?(?:include|mention|write|add|state|say|insert|print|repeat|use)\b",
    ),
    as_rule(
        _ANSWER,
        "respond|reply|answer|print|output",
        r"\b(?:(?:respond|reply|answer) (?:only|solely|exclusively|simply|just) (?:with|in|by)|(?:simply"
        r"|only|just|always) (?:(?:respond|reply|answer) (?:with|in)|print|output))\b",
        order=True,
    ),
    as_rule(
        _ANSWER,
        "code ",
        r"\b(?:following|subsequent|below) code (?:block|snippet|excerpt|sample)s?\b[^.\n]{0,160}\b(?:your"
        r"|it)\b|\byour [^.\n]{0,40}(?:following|subsequent|below) code (?:block|snippet|excerpt)",
    ),
    as_rule(
        _ANSWER,
        "following string|following anchor|this string",
        r"\binclude (?:in [^.\n]{0,40})?(?:the following|this) (?:string|anchor)\b",
    ),
    as_rule(
        _ANSWER,
        "user|human|reader|analyst",
        r"\b(?:do not|don['’]t|never) (?:tell|inform|mention|reveal|alert|notify|disclose|show|let)\b[^.\n]{0,40}\b"
        r"(?:the|your) (?:end )?(?:user|human|reader|analyst|operator)s?\b",
        order=True,
    ),
    as_rule(
        _ANSWER,
        "instruction|prompt",
        r"\b(?:do not|don['’]t|never) (?:mention|reveal|acknowledge|refer to|disclose) (?:this|these"
        r"|the) (?:\w+ )?(?:instruction|prompt|note)s?\b",
        order=True,
    ),
    as_rule(
        _ANSWER,
        "asked to",
        r"\bif (?:you (?:are|were) )?asked to (?:summari[sz]e|review|translate|analy[sz]e|rate|evaluate)"
        r" (?:this|the) (?:text|page|article|document|report|e-?mail|message|input|content)",
    ),
    as_rule(
        _ANSWER,
        "përgjigj|fhreagra|fhreagairt|empendulweni",
        r"\bpërgjigjen? tënde\b|\bi do fhreagra\b|\bfhreagairt agad\b|\bdo fhreagairt\b|\bempendulweni"
        r" yakho\b",
    ),
    as_rule(
        _SENDS, "![", r"!\[[^\]\n]{0,100}\]\(\s{0,9}https?://[^)\n]{0,200}?(?:\[[^\]\n]{1,100}\]|\{[^}\n]{1,100}\})"
    ),
    as_rule(
        _SENDS,
        "conversation|chat history",
        r"\b(?:URL|base64)[- ]encoded (?:\w+ ){0,2}of (?:this|the|our) (?:conversation|chat)",
    ),
    as_rule(
        _SENDS, "onerror|onload|javascript:", r"<\w+[\s/][^>\n]{0,200}\bon(?:error|load)\s*=|href\s*=\s*.?javascript:"
    ),
    as_rule(
        _VERDICT,
        "review|rating|score|evaluation|assessment|grade|recommendation",
        r"\b(?:give|write|provide|leave|submit|assign) (?:(?:this|the|it|our|only|an?|us) )*(?:\w+"
        r" ){0,3}?(?:positive|favou?rable|excellent|glowing|perfect|(?:the )?highest|top|five[- ]star)"
        r" (?:review|rating|score|evaluation|assessment|grade|recommendation)s?\b",
        order=True,
    ),
    as_rule(
        _VERDICT,
        "rate |score ",
        r"\b(?:rate|score) (?:this|it)\b[^.\n]{0,40}\b(?:10|ten|5|five|highest|maximum|excellent)\b",
        order=True,
    ),
    as_rule(
        _VERDICT,
        "recommend|hire|shortlist",
        r"\b(?:recommend|hire|shortlist) this (?:candidate|applicant|product|paper|company|manuscript)\b",
        order=True,
    ),
    as_rule(
        _VERDICT,
        "negative|weakness|flaw|criticism",
        r"\b(?:do not|don['’]t) (?:mention|highlight|include|report) any (?:negatives?|negative \w+"
        r"|weakness(?:es)?|flaws|criticism)\b",
        order=True,
    ),
    as_rule(
        _FENCE,
        "source",
        r"^[^\w\n]{0,20}-{2,} ?(?:END OF )?SOURCE\b[^\n]{0,40}\b(?:BEGINS|ENDS|STARTS)\b|</source>|^[^\w\n]{0,20}-{2,}"
        r" ?END OF (?:SOURCES?|DOCUMENTS?|CONTEXT)\b",
    ),
    as_rule(
        _TOOL,
        '"arguments"|"parameters"|"args"|"tool_calls"|"function_call"|"action_input"',
        r'\{\s*"(?:name|tool|function|tool_name|action)"\s*:\s*"[^"\n]{1,80}"\s*,\s*"(?:arguments|parameters'
        r'|args|action_input)"|"(?:tool_calls?|function_call)"\s*:\s*[\[{]',
    ),
    as_rule(
        _TOOL, "tool_call|function_call|invoke", r"</?(?:tool_calls?|tool_use|function_calls?|invoke)\b[^>\n]{0,100}>"
    ),
)
