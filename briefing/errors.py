"""Every way a brief can fail, as one tree.

::

    BriefingError
    ├── UsageError                  the command or a setting is wrong (exit code 2)
    │   └── ManifestError           a manifest of named briefs is wrong
    ├── SourceError                 a report cannot be read
    │   ├── SourceNotFound
    │   ├── SourceUnreadable        no permission, a directory entry that is no file
    │   ├── SourceEmpty             nothing in it, or nothing but white space
    │   ├── SourceBinary            not text, and of no format that can be read
    │   ├── SourceRefused           an address, or what it leads to, that is not fetched whatever it holds
    │   └── SourceUnreachable       no page came of its address
    │       └── RobotsUnreachable   its site's robots.txt cannot be had, without which programs stay away
    ├── PromptError                 a template is missing, broken or asks for something unknown (exit code 2)
    ├── CassetteError               a recording cannot be read, or lacks the answer asked for
    ├── BriefFileError              a brief's JSON cannot be read back
    ├── OutputError                 the result cannot be written where it should go
    ├── StoreError                  the database cannot be used
    │   └── StoreInUse              another run is at work in it
    ├── Halted                      no more calls are made in this run: it was stopped, or its budget is reached
    └── EndpointError               asking the model
        ├── EndpointUnreachable     no connection, or only transient errors until tries or time ran out
        ├── EndpointRejected        a request the endpoint will not take, whatever is tried
        │   ├── CredentialsRefused  401 or 403
        │   ├── ModelUnknown        the endpoint does not serve that model
        │   ├── QuotaExhausted      429 ``insufficient_quota``: waiting does not help
        │   └── ContextTooLong      the sources do not fit the model's window
        ├── AnswerUnusable          an answer came, was paid for, and cannot be used
        │   ├── AnswerRefused       the model declined
        │   ├── AnswerFiltered      a content filter stopped it
        │   ├── AnswerEmpty         no text in it
        │   ├── AnswerTruncated     longer than the cap, twice
        │   ├── AnswerOffSchema     not the asked-for JSON, also when asked again
        │   └── AnswerForeign       not an answer of this protocol at all, such as a web page
        ├── DeadlinePassed          the time allowed for the whole brief is over
        └── BudgetReached           the next call could cost more than what is left

An error's text is one line, ``message: subject: cause``: what happened, to which input, and why.
"""

from __future__ import annotations

from briefing.display import line_for_terminal


class BriefingError(Exception):
    """The root of all expected failures; its text is one line meant for a person.

    *message* says what happened and what to do, *subject* names the input it happened to. The cause
    is added when the error was raised ``from`` another, unless *message* already says it all.
    """

    exit_code = 1

    def __init__(self, message: str, subject: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.subject = subject

    def __str__(self) -> str:
        parts = [self.message] if self.subject is None else [self.subject, self.message]
        return line_for_terminal(": ".join(parts))


class UsageError(BriefingError):
    """The command line, an argument or a setting is wrong."""

    exit_code = 2


class ManifestError(UsageError):
    """A manifest of named briefs cannot be read, or says what it cannot mean."""


class SourceError(BriefingError):
    """A report cannot be read."""


class SourceNotFound(SourceError):
    """There is no such file."""


class SourceUnreadable(SourceError):
    """The file is there and cannot be opened."""


class SourceEmpty(SourceError):
    """There is nothing to read in it."""


class SourceBinary(SourceError):
    """It is not text."""


class SourceRefused(SourceError):
    """The address, or what it leads to, is not fetched whatever it holds: that is the policy."""


class SourceUnreachable(SourceError):
    """No page came of the address; *status* is the HTTP status, where there was an answer."""

    def __init__(self, message: str, subject: str | None = None, status: int | None = None) -> None:
        super().__init__(message, subject)
        self.status = status


class RobotsUnreachable(SourceUnreachable):
    """The robots.txt of its site cannot be had, which asks as much of programs as one that disallows all."""


class PromptError(BriefingError):
    """A prompt template is missing, broken, or asks for a variable that does not exist."""

    exit_code = 2


class CassetteError(BriefingError):
    """A recording cannot be read, or does not hold the answer asked for."""


class BriefFileError(BriefingError):
    """A brief's JSON cannot be read back."""


class OutputError(BriefingError):
    """The result cannot be written where it should go."""


class StoreError(BriefingError):
    """The database of briefs and paid answers cannot be used."""


class StoreInUse(StoreError):
    """Another run is at work in the database, and this one would do the same again."""


class Halted(BriefingError):
    """No more calls are made in this run: it was stopped, or its budget is reached. What was paid for is kept."""


class EndpointError(BriefingError):
    """Asking the model failed."""


class EndpointUnreachable(EndpointError):
    """No connection, or only transient errors until the tries or the time ran out."""


class EndpointRejected(EndpointError):
    """The endpoint will not take the request, whatever is tried."""


class CredentialsRefused(EndpointRejected):
    """HTTP 401 or 403."""


class ModelUnknown(EndpointRejected):
    """The endpoint does not serve that model."""


class QuotaExhausted(EndpointRejected):
    """HTTP 429 ``insufficient_quota``: the account is empty, so waiting does not help."""


class ContextTooLong(EndpointRejected):
    """The sources do not fit the model's context window; *window* is its size in tokens, where the endpoint says it."""

    def __init__(self, message: str, subject: str | None = None, window: int | None = None) -> None:
        super().__init__(message, subject)
        self.window = window


class AnswerUnusable(EndpointError):
    """An answer came, was paid for, and cannot be used."""


class AnswerRefused(AnswerUnusable):
    """The model declined to answer."""


class AnswerFiltered(AnswerUnusable):
    """A content filter stopped the answer."""


class AnswerEmpty(AnswerUnusable):
    """There is no text in the answer."""


class AnswerTruncated(AnswerUnusable):
    """The answer is longer than the output cap, also with more room."""


class AnswerOffSchema(AnswerUnusable):
    """The answer is not the JSON asked for, also when asked again."""


class AnswerForeign(AnswerUnusable):
    """What came back is not an answer of this protocol, such as a web page with status 200."""


class DeadlinePassed(EndpointError):
    """The time allowed for the whole brief is over."""


class BudgetReached(EndpointError):
    """The next call could cost more than what is left of the budget, so it was not made."""
