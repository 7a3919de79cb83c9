"""Orders of feeds: what is new in them since the last run, each entry a report or all of them one.

An entry counts as known once its brief is there, has failed for good, or lies in a queue: a run that ends before that
sees it again. A feed is asked for what is newer only when nothing in it was new the last time.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import replace
from functools import partial

from briefing.errors import BriefingError, SourceEmpty, SourceError, SourceRefused
from briefing.feeds import LONGEST_OF_ITS_OWN, FeedEntry, Feeds, read_feed
from briefing.fetching import DOCUMENTS, FEEDS, PAGES, Policy, Robots, allowed, fetch, parsed
from briefing.loading import source_of
from briefing.loading.metadata import short
from briefing.loading.pages import read_page
from briefing.orders import Order
from briefing.orders.order import as_id
from briefing.source import Source
from briefing.store import Store
from briefing.store.following import entry_hash, followed, know, look

Seen = tuple[str, str, str]
"""An entry: the brief, the feed's address, and the entry's hash."""


async def with_entries(
    orders: Iterable[Order], store: Store, policy_of: Callable[[Order], Policy], notice: Callable[[str], None]
) -> AsyncIterator[Order]:
    """*orders*, with those of feeds in the place of each that follows some."""
    for order in orders:
        if order.feeds is None:
            yield order
            continue
        if order.sources or order.problem is not None:
            yield replace(order, feeds=None)
        async for each in _of_feeds(order, order.feeds, store, policy_of(order), notice):
            yield each


async def settle_entries(store: Store, entries: Iterable[Seen]) -> None:
    """Whatever comes of *entries* has come."""
    for brief, url, entry in entries:
        await store.run(partial(know, brief=brief, url=url, entry=entry))


async def _of_feeds(
    order: Order, feeds: Feeds, store: Store, policy: Policy, notice: Callable[[str], None]
) -> AsyncIterator[Order]:
    together: list[Order] = []
    robots: Robots = {}
    for url in feeds.urls:
        try:
            found = await _new(order, feeds, url, store, policy, notice)
        except SourceError as error:
            yield replace(order, feeds=None, sources=(), problem=error)
            continue
        for entry in found:
            seen = ((order.id, url, entry_hash(entry.id)),)
            try:
                source = await asyncio.to_thread(_source, entry, url, policy, robots)
            except BriefingError as error:
                yield replace(order, id=_named(order, entry), feeds=None, sources=(), problem=error)
                continue
            each = replace(order, id=_named(order, entry), feeds=None, sources=(source,), problem=None, entries=seen)
            if feeds.per == "entry":
                yield each
            else:
                together.append(each)
    if together:
        sources = tuple(source for each in together for source in each.sources)
        entries = tuple(entry for each in together for entry in each.entries)
        yield replace(order, feeds=None, sources=sources, entries=entries)


async def _new(
    order: Order, feeds: Feeds, url: str, store: Store, policy: Policy, notice: Callable[[str], None]
) -> list[FeedEntry]:
    """The entries of the feed at *url* that are not known, as many as a run takes, the newest first.

    Raises:
        SourceError: it cannot be had, or is none.
    """
    state = await store.run(partial(followed, brief=order.id, url=url))
    fetched = await asyncio.to_thread(
        fetch, url, policy, accept=FEEDS, etag=state.etag, last_modified=state.last_modified
    )
    etag, last_modified, passed = state.etag, state.last_modified, list[str]()
    new: list[FeedEntry] = []
    if not fetched.not_modified:
        entries = await asyncio.to_thread(read_feed, fetched.data, url)
        new = [entry for entry in entries if entry_hash(entry.id) not in state.known]
        if len(new) > feeds.most:
            rest = new[feeds.most :]
            new = new[: feeds.most]
            if state.is_new:  # a feed is followed from now on; what it told before was not for us
                passed = [entry_hash(entry.id) for entry in rest]
            else:
                notice(f"{order.id}: {len(rest)} new entries of {url} wait for the next run")
        etag, last_modified = (None, None) if new else (fetched.etag, fetched.last_modified)
    await store.run(partial(look, brief=order.id, url=url, etag=etag, last_modified=last_modified, passed=passed))
    return new


def _source(entry: FeedEntry, feed: str, policy: Policy, robots: Robots) -> Source:
    """The page of *entry*, where programs may have it; else what the feed itself says, if that is enough.

    Raises:
        SourceError: neither can be had.
    """
    if entry.url is not None:
        # What a feed names is not what a person named: it leads into an intranet only if the feed stands there.
        stays = parsed(entry.url).host == parsed(feed).host
        own = policy if stays else replace(policy, allow_private=False)
        if allowed(entry.url, own, robots):
            return source_of(fetch(entry.url, own, accept=PAGES | DOCUMENTS))
    _, text, warnings = read_page(entry.html, feed) if entry.html.strip() else ({}, "", [])
    if len(text) >= LONGEST_OF_ITS_OWN:
        why = "its page asks programs to stay away" if entry.url else "it has no page of its own"
        return Source.from_text(
            text,
            title=short(entry.title),
            published=entry.published,
            published_basis="feed" if entry.published else None,
            url=entry.url,
            warnings=[f"this is what the feed says: {why}", *warnings],
        )
    if entry.url is not None:
        raise SourceRefused("its robots.txt asks programs to stay away, and its feed has but a teaser", entry.url)
    raise SourceEmpty(f"“{entry.title or entry.id}” has neither a page nor a text", feed)


def _named(order: Order, entry: FeedEntry) -> str:
    return as_id(f"{order.id}: {entry.title or entry.url or entry.id}")
