"""What a page hides from its readers is no part of its text, whichever way it hides it, and is counted."""

from __future__ import annotations

import io

import lxml.html
import pytest

from briefing.hidden.pages import HiddenPassages, remove_hidden
from briefing.loading import load_sources
from briefing.source import Source

SECRET = "The envoy secretly agreed to everything that was asked of him."
PLAIN = "The harbour authority said on Tuesday that talks with the dockers would resume in autumn, as agreed in May."


def read(body: str, css: str = "", head: str = "", attributes: str = "") -> Source:
    """The source that a page with *body* below its first paragraph makes."""
    sheet = f"<style>{css}</style>" if css else ""
    page = (
        f"<!DOCTYPE html><html><head><title>Talks</title>{head}{sheet}</head><body {attributes}><article>"
        f"<h1>Talks to resume</h1><p>{PLAIN}</p>{body}<p>{PLAIN.replace('Tuesday', 'Friday')}</p></article></body>"
    )
    [source] = load_sources(["-"], stdin=io.BytesIO(page.encode()))
    return source


def is_seen(source: Source) -> bool:
    """Whether SECRET is in the text; the rest of the page has to be, and the warnings have to agree."""
    assert source.locate("talks with the dockers would resume in autumn")
    seen = bool(source.locate(SECRET))
    left_out = (f"1 hidden passage of the page was left out ({len(SECRET)} characters)",)
    assert source.warnings == (() if seen else left_out)
    assert (SECRET in source.text) == seen
    return seen


def clean(page: str) -> tuple[str, HiddenPassages]:
    """The text that is left of *page*, and what was taken out."""
    tree = lxml.html.document_fromstring(page, parser=lxml.html.HTMLParser(huge_tree=True, remove_comments=True))
    found = remove_hidden(tree)
    for element in tree.xpath("//style"):
        element.drop_tree()
    return tree.text_content(), found


@pytest.mark.parametrize(
    "hidden",
    [
        f"<p hidden>{SECRET}</p>",
        f"<p hidden=until-found>{SECRET}</p>",
        f"<div popover><p>{SECRET}</p></div>",
        f"<dialog><p>{SECRET}</p></dialog>",
        f'<div aria-hidden="true"><p>{SECRET}</p></div>',
        f"<template><p>{SECRET}</p></template>",
        f"<noscript><p>{SECRET}</p></noscript>",
        f"<canvas>{SECRET}</canvas>",
        f"<object data=a.swf>{SECRET}</object>",
        f"<svg><text>Chart</text><desc>{SECRET}</desc></svg>",
        f'<svg><text fill="white">{SECRET}</text></svg>',
        f'<p><font color="white">{SECRET}</font></p>',
        f'<p><font color="FEFEFE">{SECRET}</font></p>',
        f'<table><tr><td bgcolor="#000080"><font color="navy">{SECRET}</font></td></tr></table>',
        f'<div hidden><p style="display:none">{SECRET}</p></div>',
    ],
)
def test_markup_that_hides(hidden: str) -> None:
    """Elements and attributes that no browser shows, or shows to nobody."""
    assert not is_seen(read(f"{hidden} after it"))


HIDING = [
    "color:red; DISPLAY : None !important",
    "display:/**/none",
    r"dis\70lay:n\6fne",
    "display:none;display:nonsense",
    "display:none!important;display:block",
    "display:table-column",
    "visibility:hidden",
    "visibility:collapse",
    "content-visibility:hidden",
    "opacity:0.0",
    "opacity:1%",
    "filter:blur(2px) opacity(0)",
    "font-size:0px",
    "font-size:1px",
    "font-size:.01em",
    "font-size:calc(1rem - 16px)",
    "opacity:calc(1 - 2 * 50%)",
    "position:absolute;left:calc(-1 * (100vw + 50em))",
    "font:0/0 a",
    "font:bold 1px/1 serif",
    "color:#FFF;background:white url(a.png)",
    "color: rgb(255, 255, 255); background-color:#ffffff",
    "color:#fff",
    "color:#fefefe",
    "color:hsl(0 0% 99%)",
    "color:oklch(99.5% 0 0)",
    "color:transparent",
    "color:rgba(0,0,0,0)",
    "color:#00000003",
    "-webkit-text-fill-color:white",
    "color:#111;background:#121212",
    "color:#fff;background:linear-gradient(to right,#fff,#fefefe)",
    "background:linear-gradient(white,white);color:transparent;background-clip:text",
    "--none:none;display:var(--none)",
    "color:var(--unknown,white)",
    "position:absolute;left:-9999px",
    "position:absolute;left:-300em",
    "position:fixed;top:-200vh",
    "position:absolute;inset:0 auto auto -5000px",
    "position:absolute;left:20000px",
    "margin-left:-9999px",
    "text-indent:-9999px",
    "text-indent:100%;white-space:nowrap;overflow:hidden",
    "transform:translateX(-9999px)",
    "translate:-9999px",
    "transform:scale(0)",
    "transform:rotate(3deg) scaleY(0)",
    "transform:matrix(0,0,0,0,0,0)",
    "transform:rotateY(90deg)",
    "scale:0",
    "height:0;overflow:hidden",
    "max-height:0;overflow-y:clip",
    "width:1px;height:1px;overflow:hidden",
    "line-height:0;overflow:hidden",
    "position:absolute;clip:rect(0 0 0 0)",
    "position:absolute;clip:rect(1px,1px,1px,1px)",
    "clip-path:inset(100%)",
    "clip-path:inset(50% 0)",
    "clip-path:circle(0)",
    "clip-path:polygon(0 0,0 0,0 0)",
    "letter-spacing:-1em",
    "mso-hide:all",
]
SHOWN = [
    "color:#000;background:#fff",
    "color:#fff;background:#000",
    "color:#eee",  # faint, but there
    "color:#ff0",
    "opacity:0.5",
    "font-size:0.9em",
    "font-size:3px",
    "font-size:calc(1rem + .2vw)",
    "font-size:calc(1px /)",
    "font-size:clamp(1rem,2vw,2rem)",
    "position:absolute;left:-20px",
    "position:relative;left:0",
    "position:static;left:-9999px",
    "left:-9999px",
    "color:transparent;-webkit-background-clip:text;background:linear-gradient(red,blue)",
    "color:transparent;-webkit-background-clip:text",
    "color:#fff;background:url(night.jpg)",
    "color:#fff;background:linear-gradient(#000,#fff)",
    "dis/**/play:none",
    "display:nonsense",
    "display:none;display:block",
    "display:none;display:initial",
    "display:var(--unknown)",
    "--a:var(--b);--b:var(--a);display:var(--a)",
    "transform:translate(-50%,-50%)",
    "transform:scale(.9)",
    "height:0",
    "height:0;min-height:20em;overflow:hidden",
    "max-height:none;overflow:hidden",
    "clip:rect(0 0 0 0)",
    "clip-path:inset(10% round 5px)",
    "clip-path:inset(round 5px)",
    "clip-path:inset(9% 9% 9% 9% 9%)",
    "clip-path:circle()",
    "clip-path:polygon(0 0,100% 0,100% 100%,0 90%)",
    "letter-spacing:-.02em",
    "margin:-10px",
    "visibility:visible",
    "nonsense",
    "{}}{",
    "",
]


@pytest.mark.parametrize("style", HIDING)
def test_styles_that_hide(style: str) -> None:
    """In a ``style`` attribute or in a rule of the page's own sheet: the same."""
    assert not is_seen(read(f'<p style="{style}">{SECRET}</p>'))
    assert not is_seen(read(f"<p class=x>{SECRET}</p>", f".x{{{style}}}"))


@pytest.mark.parametrize("style", SHOWN)
def test_styles_that_do_not_hide(style: str) -> None:
    """What a reader can see stays, and so does what a browser would not understand."""
    assert is_seen(read(f'<p style="{style}">{SECRET}</p>'))


@pytest.mark.parametrize(
    "rule",
    [
        "#one{display:none}",
        "P.x{display:none}",
        "article .x{display:none}",
        "article>.x{display:none}",
        "h1~.x{display:none}",
        "p+p.x{display:none}",
        "[data-kind]{display:none}",
        "[data-kind^=fo]{display:none}",
        "[DATA-KIND='FOOT' i]{display:none}",
        "p:nth-child(3){display:none}",
        "p:nth-of-type(2n of .x), p:nth-of-type(2){display:none}",
        "article :is(.y,.x){display:none}",
        "p:not(:first-of-type, :last-of-type){display:none}",
        "p:has(i){display:none}",
        "::before,.x{display:none}",
        "@media screen{.x{display:none}}",
        "@media (min-width:600px) and (hover:hover){.x{display:none}}",
        "@media (400px <= width < 1400px){.x{display:none}}",
        "@media not print{.x{display:none}}",
        "@supports (display:grid){.x{display:none}}",
        "@layer base{.x{display:none}}",
        "article{& .x{display:none}}",
        "article{.x{display:none}}",
        "article{color:red;@media all{p{&.x{display:none}}}}",
        ".x{display:block}.x{display:none}",
        "#one{display:none}.x.x{display:block}",
        ".x{display:none!important}#one{display:block}",
        ":root{--Off:none}.x{display:var(--Off)}",
        "@layer a{.x{display:block}}p{display:none}h1,p:not(.x){display:block}",
        "article{color:#fff}h1,p{color:#000}.x{color:inherit}",
        "<!-- .x{display:none} -->",
        "} .y{} .x{display:none}",
    ],
)
def test_rules_of_the_pages_own_sheet(rule: str) -> None:
    """Selectors, conditions, nesting, order and weight are a browser's."""
    assert not is_seen(read(f"<p class='w x' id=one data-kind=foot>{SECRET}<i></i></p>", rule))


@pytest.mark.parametrize(
    "rule",
    [
        "@media print{.x{display:none}}",
        "@media (max-width:600px){.x{display:none}}",
        "@media only screen and (max-width:600px), speech{.x{display:none}}",
        "@media (prefers-color-scheme:dark){.x{color:#fff}}",
        "@supports not (display:grid){.x{display:none}}",
        "@keyframes x{from{opacity:0}}",
        "@font-face{font-family:x}",
        ".x:hover{display:none}",
        ".x::after{display:none}",
        ".X{display:none}",
        "p p.x{display:none}",
        "h1+.x{display:none}",
        "p:nth-child(7){display:none}",
        ".x{display:none}#one{display:block}",
        ".x{display:none}.x{display:block}",
        "@layer a{#one{display:none}}.x{display:block}",
        ".x{color:#fff}",
    ],
)
def test_rules_that_do_not_count(rule: str) -> None:
    """What is for paper, a telephone or a pointer hides nothing, nor does what a stronger rule takes back."""
    style = "background:#333" if "#fff" in rule else ""
    assert is_seen(read(f'<p class="w x" id=one style="{style}">{SECRET}</p>', rule))


def test_where_sheets_stand() -> None:
    """A sheet counts in the body too, and in its own link; one for paper, or for browsers without scripts, does not."""
    secret = f"<p class=x>{SECRET}</p>"
    assert not is_seen(read(f"<style>.x{{display:none}}</style>{secret}"))
    assert not is_seen(read(secret, head="<link rel=stylesheet href='data:text/css,.x%7Bdisplay:none%7D'>"))
    encoded = "data:text/css;base64,Lnh7ZGlzcGxheTpub25lfQ=="
    assert not is_seen(read(secret, head=f"<link rel=stylesheet href='{encoded}'>"))
    assert is_seen(read(secret, head="<link rel=stylesheet href='https://example.org/a.css'>"))
    assert is_seen(read(secret, head="<link rel=stylesheet href='data:text/css;base64,****'>"))
    assert is_seen(read(secret, head="<style media=print>.x{display:none}</style>"))
    assert is_seen(read(secret, head="<noscript><style>.x{display:none}</style></noscript>"))
    assert is_seen(read(secret, head="<style type=text/less>.x{display:none}</style>"))


@pytest.mark.parametrize(
    "body",
    [
        f'<div style="visibility:hidden"><p style="visibility:visible">{SECRET}</p></div>',
        f'<div style="font-size:0"><p style="font-size:16px">{SECRET}</p></div>',
        f'<div style="background:#222"><p style="color:#fff">{SECRET}</p></div>',
        f'<div style="background:#222"><div><p style="color:#fff;background:transparent">{SECRET}</p></div></div>',
        f"<table bgcolor=black><tr><td><font color=white>{SECRET}</font></td></tr></table>",
        f'<div style="color:#fff"><p style="color:#000">{SECRET}</p></div>',
        f'<div style="color:#fff"><a href="#a">{SECRET}</a></div>',
        f"<details><summary>More</summary><p>{SECRET}</p></details>",
        f"<dialog open><p>{SECRET}</p></dialog>",
        f'<p hidden style="display:block">{SECRET}</p>',
        f'<div style="text-indent:-9999px"><p style="text-indent:0">{SECRET}</p></div>',
    ],
)
def test_what_is_shown_again(body: str) -> None:
    """What is handed down can be taken back inside; a dark ground makes white letters seen."""
    source = read(body)
    assert source.locate(SECRET)
    assert source.warnings == ()


@pytest.mark.parametrize(
    "body",
    [
        f'<div style="display:none"><p style="display:block">{SECRET}</p></div>',
        f'<div style="opacity:.2"><p style="opacity:.2">{SECRET}</p></div>',
        f'<div style="background:#222"><div style="background:#fff"><p style="color:#fff">{SECRET}</p></div></div>',
        f'<div style="color:#fff"><p><span>{SECRET}</span></p></div>',
        f'<div style="font-size:0"><p style="font-size:2em">{SECRET}</p></div>',
        f'<div style="background:#fff;color:#eee"><p style="opacity:.01">{SECRET}</p></div>',
    ],
)
def test_what_is_handed_down(body: str) -> None:
    """What hides an element hides what is inside it, unless it is taken back there."""
    assert not is_seen(read(body))


def test_letters_of_a_drawing() -> None:
    """In a drawing the letters' colour is its fill; one that the text around would hide is seen."""
    assert clean(f"<svg style='color:#fff'><rect/><text>{SECRET}</text></svg>")[0] == SECRET
    assert clean(f"<svg style='fill:#fff'><rect/><text>{SECRET}</text></svg>")[1].passages == (SECRET,)
    assert clean(f"<svg><g fill=none><text>{SECRET}</text></g></svg>")[1].passages == (SECRET,)
    assert clean(f"<svg><g fill='url(#a)'><text>{SECRET}</text></g></svg>")[0] == SECRET


def test_attributes_and_comments_are_no_text() -> None:
    """What a pointer, a machine or a form would get is not what a reader sees; nothing is counted either."""
    body = (
        f'<!-- {SECRET} --><img src=a.png alt="{SECRET}" title="{SECRET}"><span aria-label="{SECRET}">Here</span>'
        f'<input type=hidden value="{SECRET}"><iframe srcdoc="{SECRET}"></iframe>'
    )
    source = read(body, head=f'<meta name="keywords" content="{SECRET}"><script>var a = "{SECRET}"</script>')
    assert is_seen(read(f"<p>{SECRET}</p>"))
    assert SECRET not in source.text
    assert source.warnings == ()


def test_parts_of_a_sentence_are_seen() -> None:
    """Words hidden inside a sentence go, and leave the sentence that a reader sees."""
    source = read(
        "<p>The union did <span class=n>not </span>agree to the terms that were offered.</p>", ".n{opacity:0}"
    )
    assert source.locate("The union did agree to the terms that were offered.")
    assert source.warnings == ("1 hidden passage of the page was left out (3 characters)",)


def test_what_is_in_a_size_again_is_seen() -> None:
    """No size for a container, a common way to close gaps, hides only what sets none of its own."""
    source = read(f'<div style="font-size:0">gap words <p style="font-size:16px">{SECRET}</p></div>')
    assert SECRET in source.text
    assert "gap words" not in source.text
    assert source.warnings == ("1 hidden passage of the page was left out (9 characters)",)


@pytest.mark.parametrize(
    "attributes", ['style="opacity:0" hidden', 'style="visibility:hidden"', 'style="display:none"']
)
def test_a_page_hidden_until_its_script_runs_is_read(attributes: str) -> None:
    """A body that a script would show is the page, not a trick; several passages are counted together."""
    source = read("<p hidden>One here.</p><p hidden>Two here.</p>", attributes=attributes)
    assert source.locate("talks with the dockers would resume in autumn")
    assert source.warnings == ("2 hidden passages of the page were left out (18 characters)",)


@pytest.mark.parametrize(
    "page",
    [
        "<div style='font-size:0'>a" * 5000,
        "<p hidden>a</p>y" * 20_000,
        "<p style='display:none'>a" * 20_000,
        "<style>.x{display:none}</style>" + "<div class=x>a</div>" * 20_000,
        "<style>.x{font-size:0}</style>" + "<div class=x>a" * 5000,
        "<style>.x{--a:1}</style><div hidden>" + "<i class=x style='--b:2'>a" * 5000,
    ],
)
def test_hidden_passages_are_found_in_a_hostile_page(page: str) -> None:
    """Thousands of hidden elements, one inside the other or side by side, cost the time that their number takes."""
    text, found = clean(page)
    assert "a" not in text
    assert found.whole


@pytest.mark.parametrize(
    ("css", "body"),
    [
        ("".join(f"[data-a{n}] [b]{{display:none}}" for n in range(10_000)), "<p b=1>a</p>" * 100_000),
        ("b div div p{display:none}", "<b></b>" + "<div>" * 200 + "<p>a</p>" * 3000),
        ("i~i~i~i~b{display:none}", "<i>a</i>" * 20_000 + "<b>a</b>" * 3000),
        ("p:has(~ b){display:none}", "<p>a" * 10_000),
        ("p{color:red}" * 30_000, "<p>a</p>"),
        ("/*" + "x" * 3_000_000 + "*/.x{display:none}", "<p class=x>a</p>"),
        ("a{" * 5000, "<p>a</p>"),
        (":is(" * 5000 + "p" + ")" * 5000 + "{display:none}", "<p>a</p>"),
        ("p{display:" + "(" * 5000 + ")" * 5000 + "}", "<p>a</p>"),
    ],
    ids=["rules", "ancestors", "siblings", "has", "many", "long", "nested", "is", "brackets"],
)
def test_what_is_too_much_is_left_and_said(css: str, body: str) -> None:
    """A sheet made to keep its reader busy is given up at a limit, and the text it might hide stays."""
    text, found = clean(f"<html><head><style>{css}</style></head><body>{body}</body></html>")
    assert "a" in text
    assert not found.whole


@pytest.mark.parametrize(
    ("css", "count"),
    [
        (":is(:not(:has(b))){color:red}" * 1000, 200),
        (":nth-child(2n+1){color:red}" * 2000, 200),
        (f"{':is(:not(:has(b))),' * 30_000}p{{color:red}}", 1),
        (f"p{{{'color:red;top:1px;' * 5}}}" * 2000, 400),
    ],
    ids=["within others", "counted", "in one list", "all fit"],
)
def test_selectors_count_for_what_they_take(css: str, count: int) -> None:
    """One within another, one that is counted, and what is declared are no cheaper for standing in one rule."""
    text, found = clean(f"<html><head><style>{css}</style></head><body>{'<p>a</p>' * count}</body></html>")
    assert "a" in text
    assert not found.whole


def test_a_sheet_given_up_is_a_warning() -> None:
    """The analyst is told that hidden text may have come through."""
    source = read("<p>More.</p>", "p{color:red}" * 30_000)
    assert source.warnings == (
        "the page has more style rules than are applied: text that it hides may stand in the source",
    )


def test_a_page_as_news_sites_make_them() -> None:
    """Skip links, menus, overlays and labels for screen readers go, and every word of the report stays."""
    css = """
    :root{--ink:#1a1a1a;--paper:#fff} *,::before{box-sizing:border-box}
    body{color:var(--ink);background:var(--paper)}
    .sr-only{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip:rect(0,0,0,0)}
    .menu{display:none} .menu.open{display:block} .hero{background:#123;color:#fff} .hero h2{color:inherit}
    .small{font-size:.8rem;color:#767676} .lead{font:italic 1.2rem/1.5 Georgia,serif}
    .button{color:#fff;background-color:#c00} @media (max-width:700px){.wide{display:none}}
    @media print{p{color:#fff}} .fade{opacity:1;transition:opacity .3s} .fade:hover{opacity:0}
    blockquote{margin:0 0 0 -20px;text-indent:1em;border-left:3px solid} figure{overflow:hidden;max-width:100%}
    """
    said = [
        f"Sentence number {name} of the report tells what was agreed." for name in "one two three four five".split()
    ]
    body = (
        "<a class=sr-only href='#main'>Skip to the main text</a><div class=menu>World Politics Sports</div>"
        f"<p class=lead>{said[0]}</p><div class=hero><h2>{said[1]}</h2></div><p class='wide fade'>{said[2]}</p>"
        f"<blockquote><p>{said[3]}</p></blockquote><p class=small>{said[4]}</p>"
    )
    source = read(body, css)
    assert all(source.locate(sentence) for sentence in said)
    assert source.warnings == ("2 hidden passages of the page were left out (42 characters)",)


@pytest.mark.parametrize(
    "said",
    [
        "او گفت که نمی\u200cخواهد به خانه\u200cی آن\u200cها برود و کتاب را می\u200cخواند.",
        "ශ\u0dca\u200dර\u0dd3 ලංකාව පැමිණියේය සහ ගියේය, ඔහු කීවේය.",
        "A family 👨\u200d👩\u200d👧 and a heart ❤\ufe0f\u200d🔥 are shown to everybody who opens the page.",
        "Die Donau\u00addampf\u00adschiff\u00adfahrt wurde am Montag in Wien eingestellt.",
    ],
)
def test_what_a_script_needs_comes_through(said: str) -> None:
    """Joiners that belong to the writing stand in the text of a page as they stand in the page, its title too."""
    source = read(f"<p>{said}</p>", head=f"<meta property='og:title' content='{said[:20]}'>")
    assert said in source.text
    assert source.title == said[:20].strip()
    assert source.warnings == ()
