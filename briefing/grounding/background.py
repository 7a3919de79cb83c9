"""Background cannot launder: what the drafter knows may not stand in for what a source has to say."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from briefing.grounding.quotations import quotations

# Verbs of speech, not those by which something is done: "announced sanctions" is an event.
_SAID = regex.compile(
    r"""(?<![\w-])(?:
        (?<!(?:treaty|law|constitution|article|charter|agreement|accord|statute|act|convention|resolution|protocol)\ )
        (?:said|says|told|tells|remarked|asserts|asserted|boasted|tweeted|quipped|commented|vowed|swore|confessed|complained
           |replied|opined|conceded|insist(?:s|ed)|admits|admitted)
           (?!\ to\ (?:have|be)\b)(?=$|[.,:;]|\s)
      | (?:claims|claimed|argues?|argued|stated|warns|warned|acknowledged|suggests|suggested|denies|denied|promised)
           (?:,|\ (?:that|he|she|they|his|her|their|its)\b|$|[.:;])
      | [Ii]n\ (?:his|her|their)\ (?:own\ )?words | (?:is|was|were)\ quoted\ (?:as|saying) | quot(?:es|ing)\ \p{Lu}
      | [Aa]ccording\ to\ (?!(?:(?:the|its|a)\ )?(?:\p{Ll}+\ )?(?:law|constitution|treaty|charter|statute
           |rules?|register|records?|census|count|data|figures|index|database|archive)\b)
      | (?:a|ont|avait)\ (?:dit|déclaré|affirmé|assuré|soutenu|prétendu)\b | déclare\ que
      | [Ss]elon\ (?:lui|elle|eux|\p{Lu})
      | (?:dijo|dijeron|declaró|declararon|afirmó|afirmaron|aseguró|sostuvo)\b
      | (?:disse|disseram|afirmou|declarou)\b | (?:ha|hanno)\ (?:detto|dichiarato|affermato)\b
      | (?:sagte|sagten|erklärte,|behauptete|behaupteten|meinte)\b | hat\ gesagt
      | (?:сказал|сказала|сказали|заявил|заявила|заявили|утверждал|утверждала|утверждает)\b
    )
    | (?:^|\s)(?:قال|قالت|قالوا|صرح|صرحت|زعم|زعمت)\s
    | (?:表示|声称|聲稱|宣称|宣稱|说道|說道|指出)(?:[，,：:]|\p{Han})""",
    regex.VERBOSE,
)  # fmt: skip


def laundered(text: str) -> Iterator[str]:
    """What background may not do and *text* does, a reason each: quote, or say what somebody said.

    Whom it names is looked up with the other names (:mod:`briefing.grounding.holding`); what may rest on it
    is the citations' rule (:data:`briefing.grounding.entries.CITES`). Speech is told by its verbs, in
    English well, in French, Spanish, Portuguese, Italian, German, Russian, Arabic and Chinese by the plainest.
    """
    if (quoted := next(quotations(text), None)) is not None:
        yield f"background never quotes: “{quoted[:80]}” stands in no source that was given"
    elif (said := _SAID.search(text)) is not None:
        yield f"background never says what somebody said (“{' '.join(said[0].split())}”): a source has to"
