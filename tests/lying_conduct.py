"""Lies in how an item stands: who is said to have said it, what it rests on, and how sure it sounds.

Each takes the cover and gives an honest item and the false one, or None where the sources give no room for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.lying_cover import STAYS, Cover, Item, quoted

Told = tuple[Item, Item]
Tell = Callable[[Cover], Told | None]


def _change(section: str, **fields: object) -> Tell:
    """An honest item of *section* with *fields* changed."""

    def tell(cover: Cover) -> Told | None:
        honest = cover.item(section)
        return honest, {**honest, **fields}

    return tell


def _say(section: str, field: str, sentence: str, **also: object) -> Tell:
    """An honest item of *section* that says *sentence* in *field*; ``{}`` is a name of the honest one's evidence."""

    def tell(cover: Cover) -> Told | None:
        honest = {**cover.item(section), **also}
        name = cover.base["E1"].names[0]
        return honest, {**honest, field: sentence.format(name)}

    return tell


def _sentence(false: str) -> Tell:
    """Another sentence of the bottom line."""
    return lambda _: ({"text": STAYS}, {"text": false})


def _speech(cover: Cover) -> tuple[str, str, str] | None:
    """Evidence with a speaker, the speaker's number, and the words for the speaker."""
    number = cover.material.pick(list(cover.speeches))
    return number and (number, cover.speakers[number], cover.speeches[number].speaker)


def stated_by_nobody(cover: Cover) -> Told:
    """The evidence is the publication's own words, and the actor is said to have said so himself."""
    honest = cover.item("motives")
    return honest, {**honest, "basis": "stated"}


def stated_by_another(cover: Cover) -> Told | None:
    """Somebody else speaks in the evidence."""
    speech = _speech(cover)
    if speech is None:
        return None
    own = cover.item("motives")
    if own["actor"] in speech[2] or speech[2] in own["actor"]:
        return None
    honest = {**own, "evidence": [*own["evidence"], speech[0]]}
    return honest, {**honest, "basis": "stated", "evidence": honest["evidence"]}


def attributed_to_the_publication(cover: Cover) -> Told:
    """Nobody but the publication speaks in the evidence."""
    honest = cover.item("motives")
    return honest, {**honest, "basis": "attributed"}


def attributed_to_himself(cover: Cover) -> Told | None:
    """The only one who speaks in the evidence is the actor."""
    speech = _speech(cover)
    if speech is None:
        return None
    honest = {**cover.item("motives"), "actor": speech[2], "basis": "stated", "evidence": [speech[0]]}
    return honest, {**honest, "basis": "attributed"}


def voice_of_another(cover: Cover) -> Told | None:
    """The publication's own words in the mouth of somebody real, who did not say them."""
    speech = _speech(cover)
    number = cover.material.pick(list(cover.base))
    if speech is None or number is None:
        return None
    honest = quoted(cover.base[number])
    return honest, {**honest, "voice": [speech[1]], "kind": "statement", "credibility": None}


def voice_exchanged(cover: Cover) -> Told | None:
    """The words of one speaker in the mouth of another."""
    if len(cover.speeches) < 2:
        return None
    one, other = cover.material.random.sample(list(cover.speeches), 2)
    said = {"kind": "statement", "credibility": None}
    honest = {**quoted(cover.speeches[one].passage), **said, "voice": [cover.speakers[one]]}
    return honest, {**honest, "voice": [cover.speakers[other]]}


def _outlook(cover: Cover) -> Item | None:
    """The honest outlook of a speaker, with the speaker's own hedge."""
    for number, speech in cover.speeches.items():
        if hedge := re.search(r"\b(?:may|might|could|probably|would|will)\b", speech.passage.text):
            whose = {"whose": cover.speakers[number], "probability": None, "by": None, "resolution": None}
            own = {**cover.item("forecasts"), **whose, "rationale": None, "evidence": [number]}
            return {**own, "statement": "Things go on as before.", "hedge": hedge[0]}
    return None


def outlook_hedge(cover: Cover) -> Told | None:
    """A speaker's outlook with a hedge that the speaker did not use."""
    honest = _outlook(cover)
    return honest and (honest, {**honest, "hedge": "beyond any doubt"})


def outlook_number(cover: Cover) -> Told | None:
    """A speaker's outlook with a number that stands elsewhere in the report."""
    honest = _outlook(cover)
    if honest is None:
        return None
    said = cover.speeches[honest["evidence"][0]].passage.text
    number = cover.material.pick(
        [number for number in cover.material.numbers if number not in said and len(number) > 1]
    )
    return number and (honest, {**honest, "statement": f"Things go on as before, with {number} dead."})


def base_rate(*background: str) -> Tell:
    """A base rate out of nothing, or said to be that of *background*, which does not hold it."""

    def tell(cover: Cover) -> Told | None:
        own = cover.item("forecasts")
        of, happened = cover.material.absent_number(60, 99), cover.material.absent_number(21, 59)
        honest = {**own, "reference_class": "earlier changes of course", "evidence": [*own["evidence"], *background]}
        return (honest, {**honest, "happened": happened, "of": of}) if happened and of else None

    return tell


def name_of_another(cover: Cover) -> Told | None:
    """A voice that is written as one person and named as another of the report."""
    if len(cover.material.persons) < 2:
        return None
    one, other = cover.material.random.sample(cover.material.persons, 2)
    honest = {**cover.item("voices"), "name": one, "as_written": one}
    return honest, {**honest, "name": other}


def outlook_of_another(cover: Cover) -> Told | None:
    """An outlook of a speaker who says nothing in the evidence."""
    if not cover.speakers:
        return None
    own = cover.item("forecasts")
    return own, {**own, "whose": "V1", "probability": None, "by": None, "resolution": None}


def implied_less_likely(cover: Cover) -> Told:
    """It implies another forecast that is given less of a chance."""
    honest = {**cover.item("forecasts"), "probability": 20, "implies": ["F1"]}
    return honest, {**honest, "probability": 90}


def number_of_background(cover: Cover) -> Told:
    """A number that only background holds, in a judgment that does not cite it."""
    honest = cover.item("judgments")
    number = cover.background_number
    return honest, {**honest, "statement": f"{honest['statement'][:-1]}, with {number} dead."}


def number_of_background_between_actors(cover: Cover) -> Told:
    """A number that only background holds, in what stands between two actors."""
    honest = cover.item("relations")
    return honest, {**honest, "summary": f"Both have a part in {cover.background_number} matters."}


def _reused(tail: str) -> Tell:
    """A judgment that says something else with a value that it may repeat."""

    def tell(cover: Cover) -> Told:
        honest = cover.item("judgments")
        return honest, {**honest, "statement": f"{honest['statement'][:-1]}, {tail.format(**honest)}."}

    return tell


def elsewhere(section: str, field: str, which: str) -> Tell:
    """Something real of the report where the evidence that is cited does not hold it: a person, a name, a number."""

    def tell(cover: Cover) -> Told | None:
        honest = cover.item(section)
        cited = [number for key in ("evidence", "between") for number in honest.get(key, [])]
        held = " ".join(cover.base[number].text for number in cited).casefold()
        material = cover.material
        known = {"person": material.persons, "name": material.names, "number": material.numbers}[which]
        strange = material.pick([one for one in known if len(one) > 1 and not _shares(one, held)])
        if strange is None:
            return None
        if field in ("name", "subject", "object", "actor"):
            return honest, {**honest, field: strange}
        tail = f"with {strange} dead" if which == "number" else f"as {strange} wished"
        return honest, {**honest, field: f"{honest[field].rstrip('.')}, {tail}"}

    return tell


def _shares(words: str, held: str) -> bool:
    return any(word in held for word in re.findall(r"\w{2,}", words.casefold()))


_ABOUT_BACKGROUND = {
    "a quotation": _say("background", "text", "The old treaty is known as “a pact of thieves and liars”."),
    "a quotation, straight marks": _say("background", "text", 'A "pact of thieves and liars" is in force.'),
    "what somebody said": _say("background", "text", "{} said that elections come too early."),
    "according to somebody": _say("background", "text", "According to {}, elections come too early."),
    "a person absent": _say("background", "text", "President Ilario Bexley holds the seal of the state."),
    "a person absent, no office": _say("background", "text", "The seal belongs to Ottoline Quenby."),
}
CONDUCT: dict[tuple[str, str], dict[str, Tell]] = {
    ("motives", "basis"): {
        "stated by nobody": stated_by_nobody,
        "stated by another": stated_by_another,
        "attributed to the actor": attributed_to_himself,
    },
    ("motives", "alternative"): {"inferred without alternative": _change("motives", alternative=None)},
    ("voices", "as_written"): {
        "voice in no source": _change("voices", as_written="Ottoline Quenby", name="Ottoline Quenby"),
        "described voice in no source": _change("voices", as_written="a retired harpooner", name="a retired harpooner"),
    },
    ("background", "text"): _ABOUT_BACKGROUND,
    ("actors", "evidence"): {"background supports it": _change("actors", evidence=["K1"])},
    ("relations", "evidence"): {"background supports it": _change("relations", evidence=["K1"])},
    ("motives", "evidence"): {"background supports it": _change("motives", evidence=["K1"])},
    ("judgments", "evidence"): {"rests on background alone": _change("judgments", evidence=["K1"])},
    ("judgments", "statement"): {
        "number of uncited background": number_of_background,
        "certainly, at 55": _say("judgments", "statement", "{} will certainly change course.", probability=55),
        "almost surely, at 55": _say("judgments", "statement", "{} will almost surely fall.", probability=55),
        "no doubt, at 60": _say("judgments", "statement", "There is no doubt that {} changes course.", probability=60),
        "unlikely, at 85": _say("judgments", "statement", "{} is unlikely to stay.", probability=85),
        "impossible, at 40": _say("judgments", "statement", "It is impossible that {} stays.", probability=40),
        "likely with high confidence": _say(
            "judgments", "statement", "We have high confidence that {} is likely to stay.", probability=65
        ),
    },
    ("judgments", "confidence_because"): {
        "likelihood in the reason": _say(
            "judgments", "confidence_because", "High confidence, since it is very likely.", probability=65
        ),
    },
    ("relations", "summary"): {
        "number of background": number_of_background_between_actors,
        "number from elsewhere": elsewhere("relations", "summary", "number"),
        "person from elsewhere": elsewhere("relations", "summary", "person"),
    },
    ("actors", "role"): {
        "number from elsewhere": elsewhere("actors", "role", "number"),
        "person from elsewhere": elsewhere("actors", "role", "person"),
    },
    ("actors", "name"): {"person from elsewhere": elsewhere("actors", "name", "person")},
    ("relations", "subject"): {"person from elsewhere": elsewhere("relations", "subject", "person")},
    ("relations", "object"): {"person from elsewhere": elsewhere("relations", "object", "person")},
    ("motives", "actor"): {"person from elsewhere": elsewhere("motives", "actor", "person")},
    ("motives", "motive"): {
        "number from elsewhere": elsewhere("motives", "motive", "number"),
        "person from elsewhere": elsewhere("motives", "motive", "person"),
    },
    ("contradictions", "summary"): {
        "number from elsewhere": elsewhere("contradictions", "summary", "number"),
        "person from elsewhere": elsewhere("contradictions", "summary", "person"),
    },
    ("forecasts", "implies"): {"implies the less likely": implied_less_likely},
    ("forecasts", "hedge"): {"hedge not in the words": outlook_hedge},
    ("forecasts", "happened"): {
        "base rate out of nothing": base_rate(),
        "base rate that background does not hold": base_rate("K1"),
    },
    ("forecasts", "whose"): {"outlook of a silent speaker": outlook_of_another},
    ("forecasts", "statement"): {
        "certainly, at 55": _say("forecasts", "statement", "{} will certainly change course.", probability=55),
        "number from elsewhere, an outlook": outlook_number,
    },
    ("bottom_line", "text"): {
        "rests on background alone": _sentence("Land is scarce [K1]."),
        "certainly, of a judgment at 65": _sentence("Things will certainly stay as they are [J1]."),
        "remote, of a judgment at 65": _sentence("It is almost impossible that things stay as they are [J1]."),
    },
}
"""Lies by section and field."""

APART: dict[tuple[str, str], dict[str, Tell]] = {
    # The publication itself is somebody else, and the page names it.
    ("motives", "basis"): {"attributed to the publication": attributed_to_the_publication},
    ("evidence", "voice"): {"real voice, not its words": voice_of_another, "voices exchanged": voice_exchanged},
    ("background", "text"): {
        # A pledge is a deed as much as it is words.
        "what somebody promised": _say("background", "text", "{} has promised to open the archives."),
    },
    ("risks", "exposed"): {
        "number among the exposed": _change("risks", exposed=["4,731 families"]),
        "person among the exposed": _change("risks", exposed=["Ottoline Quenby"]),
    },
    ("voices", "name"): {"written as one, named as another": name_of_another},
    ("actors", "name"): {"name from elsewhere": elsewhere("actors", "name", "name")},
    ("judgments", "statement"): {
        "its probability as a number of men": _reused("with {probability} dead"),
        "its day as the day of a deed": _reused("which was settled in secret on {by}"),
        "the count of its passages as a number of men": _reused("with one dead"),
    },
    ("evidence", "translation"): {
        "translation that says otherwise": lambda cover: (
            honest := quoted(cover.material.random.choice(cover.material.passages)),
            {**honest, "translation": "They all confessed to it in writing."},
        )
    },
}
"""Lies that the contract's letter does not reach, or that no reading of the words can find: measured apart."""
