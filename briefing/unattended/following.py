"""Orders of feeds: what is new in them since the last run, each entry a report or all of them one.

An entry counts as known once its brief is there, has failed for good, or lies in a queue: a run that ends before that
sees it again. What failed in passing is tried again after all that has not been tried, the longest ago first: it takes
the place of nothing new. A feed is asked for what is newer only when nothing in it was new the last time.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial

from briefing.apart import apart
from briefing.errors import (
    BriefingError,
    RobotsUnreachable,
    SourceEmpty,
    SourceError,
    SourceRefused,
    SourceUnreachable,
    SourceUnreadable,
)
from briefing.feeds import LONGEST_OF_ITS_OWN, FeedEntry, Feeds, read_feed
from briefing.fetching import DOCUMENTS, FEEDS, PAGES, Fetched, Policy, Robots, fetch, heed, parsed
from briefing.loading import source_of
from briefing.loading.metadata import short, web_address
from briefing.loading.pages import read_page
from briefing.orders import Order
from briefing.orders.order import as_id, cut
from briefing.source import Source
from briefing.store import Store
from briefing.store.following import Failed, entry_hash, followed, know, look

_PASSING = frozenset({408, 425, 429})
"""Of the statuses that say a request is at fault, those that say another time may do."""

Seen = tuple[str, str, str]
"""An entry: the brief, the feed's address, and the entry's hash."""


async def with_entries(
    orders: Iterable[Order],
    store: Store,
    policy_of: Callable[[Order], Policy],
    notice: Callable[[str], None],
    *,
    retry_failed: bool = False,
) -> AsyncIterator[Order]:
    """*orders*, with those of feeds in the place of each that follows some; with *retry_failed* also of what failed for
    good."""
    for order in orders:
        if order.feeds is None:
            yield order
            continue
        if order.sources or order.problem is not None:
            yield replace(order, feeds=None)
        following = _Following(order, order.feeds, store, policy_of(order), notice, retry_failed)
        async for each in following.orders():
            yield each


async def settle_entries(store: Store, entries: Iterable[Seen], failed: Failed | None) -> None:
    """Whatever comes of *entries* has come."""
    for brief, url, entry in entries:
        await store.run(partial(know, brief=brief, url=url, entry=entry, failed=failed))


def failing(error: BriefingError) -> Failed:
    """Whether *error*, of a page, stands: what another time may do about it is the server's answer or its silence."""
    if not isinstance(error, SourceUnreachable):
        return "lasting"
    lasts = error.status is not None and 400 <= error.status < 500 and error.status not in _PASSING
    return "lasting" if lasts else "passing"


@dataclass(frozen=True)
class _Following:
    """Has *feeds* become orders like *order*."""

    order: Order
    feeds: Feeds
    store: Store
    policy: Policy
    notice: Callable[[str], None]
    retry_failed: bool

    async def orders(self) -> AsyncIterator[Order]:
        """An order for each entry, or one for all of them; and one with its problem for each that cannot be had."""
        together: list[Order] = []
        robots: Robots = {}
        order = replace(self.order, feeds=None, sources=(), problem=None)
        for url in self.feeds.urls:
            try:
                found = await self._new(url)
            except SourceError as error:
                yield replace(order, problem=error)
                continue
            for entry in found:
                each = replace(order, id=_named(order, entry), entries=((order.id, url, entry_hash(entry.id)),))
                try:
                    source = await apart(partial(_source, entry, url, self.policy, robots), "reading")
                except BriefingError as error:
                    yield replace(each, problem=error)
                    continue
                except Exception as error:  # noqa: BLE001 - what a library trips over is the fault of one page
                    problem = SourceUnreadable(f"cannot be read: unexpected {type(error).__name__}", entry.url)
                    yield replace(each, problem=problem)
                    continue
                each = replace(each, sources=(source,))
                if self.feeds.per == "entry":
                    yield each
                else:
                    together.append(each)
        if together:
            sources = tuple(source for each in together for source in each.sources)
            entries = tuple(entry for each in together for entry in each.entries)
            yield replace(order, sources=sources, entries=entries)

    async def _new(self, url: str) -> list[FeedEntry]:
        """The entries of the feed at *url* that are to be tried, as many as a run takes, the newest first.

        Raises:
            SourceError: it cannot be had, or is none.
        """
        state = await self.store.run(partial(followed, brief=self.order.id, url=url))
        again = (*state.passing, *(state.lasting if self.retry_failed else ()))
        etag, last_modified = (None, None) if again else (state.etag, state.last_modified)
        asked = partial(fetch, url, self.policy, accept=FEEDS, etag=etag, last_modified=last_modified)
        fetched = await apart(asked, "reading")
        passed = list[str]()
        new: list[FeedEntry] = []
        if not fetched.not_modified:
            read = partial(read_feed, fetched.data, fetched.url, charset=fetched.charset, seconds=self.policy.timeout)
            entries = await apart(read, "reading")
            told = {entry_hash(entry.id): entry for entry in entries}
            new = [entry for name, entry in told.items() if name not in state.known and name not in again]
            new += [told[name] for name in again if name in told]
            if len(new) > self.feeds.most:
                rest = new[self.feeds.most :]
                new = new[: self.feeds.most]
                if state.is_new:  # a feed is followed from now on; what it told before was not for us
                    passed = [entry_hash(entry.id) for entry in rest]
                else:
                    self.notice(f"{self.order.id}: {len(rest)} new entries of {url} wait for the next run")
            etag, last_modified = (None, None) if new else (fetched.etag, fetched.last_modified)
        await self.store.run(
            partial(look, brief=self.order.id, url=url, etag=etag, last_modified=last_modified, passed=passed)
        )
        return new


def _source(entry: FeedEntry, feed: str, policy: Policy, robots: Robots) -> Source:
    """The page of *entry*, where programs may have it; else what the feed itself says, if that is enough.

    Raises:
        SourceError: neither can be had, or the page not now.
    """
    why: SourceError | None = None
    if entry.url is not None:
        try:
            return source_of(_page(entry.url, feed, policy, robots))
        except SourceError as error:
            if failing(error) == "passing" and not isinstance(error, RobotsUnreachable):
                raise
            why = error
    _, text, warnings = read_page(entry.html, feed) if entry.html.strip() else ({}, "", [])
    if len(text) >= LONGEST_OF_ITS_OWN:
        because = f"{why.subject}: {why.message}" if why else "it has no page of its own"
        return Source.from_text(
            text,
            title=short(entry.title),
            published=entry.published,
            published_basis="feed" if entry.published else None,
            url=web_address(entry.url),
            warnings=[f"this is what the feed says: {because}", *warnings],
        )
    teaser = "its feed has but a teaser" if text else "its feed has no text"
    if why is None:
        raise SourceEmpty(f"“{cut(entry.title or entry.id)}” has no page; {teaser}", feed)
    kind = SourceRefused if failing(why) == "lasting" else SourceUnreachable
    raise kind(f"{why.message}; {teaser}", why.subject) from why


def _page(url: str, feed: str, policy: Policy, robots: Robots) -> Fetched:
    # What a feed names is not what a person named: it leads into an intranet only if the feed stands there.
    own = policy if parsed(url).host == parsed(feed).host else replace(policy, allow_private=False)
    return fetch(url, own, accept=PAGES | DOCUMENTS, leave=partial(heed, cache=robots))


def _named(order: Order, entry: FeedEntry) -> str:
    return as_id(f"{order.id}: {entry.title or entry.url or entry.id}")
