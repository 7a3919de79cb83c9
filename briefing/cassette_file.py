"""The file of a recording: reading it with suspicion, writing it whole.

The format is vcrpy's, one YAML mapping of ``version``, ``metadata`` and ``interactions``. Reading takes
nothing on trust, because a cassette may come from anyone: plain data only, shallow, in vcrpy's shapes, or a
:class:`~briefing.errors.CassetteError` that says what is wrong with it. Writing goes through a temporary file
in the same folder that is moved into place: a reader, a crash or a second writer never meets a part, and of
two writers the last one's recording stands whole.
"""

from __future__ import annotations

import copy
import json
import os
import re
import secrets
import stat
import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import httpx2
import yaml  # type: ignore[import-untyped, unused-ignore]
from vcr.persisters.filesystem import CassetteNotFoundError  # type: ignore[import-untyped, unused-ignore]
from vcr.serialize import deserialize, serialize  # type: ignore[import-untyped, unused-ignore]

from briefing.errors import CassetteError

KEPT_HEADERS = frozenset({"content-type", "retry-after"})
"""The only headers written down, in lower case: an allow-list, because credentials come under any name."""


class CassetteFile:
    """The file of one cassette: vcrpy's persister and serializer in one.

    With *afresh* what the file holds is checked and then not used.
    """

    def __init__(self, path: Path, *, afresh: bool) -> None:
        self._path = path
        self._afresh = afresh
        self._prepared = False
        self.found: dict[str, str] = {}
        """The metadata that the file held when it was opened."""

    def load_cassette(self, _path: str, serializer: object) -> tuple[Any, ...]:  # noqa: ARG002 - vcrpy passes it by name
        """The requests, the responses and, where there is any, the metadata.

        Raises:
            CassetteNotFoundError: there is no file, or it is to be begun afresh: vcrpy then starts empty.
            CassetteError: there is a file, and it is no cassette.
        """
        text = self._read()
        if text is None or (self._afresh and not text.strip()):
            raise CassetteNotFoundError
        loaded: tuple[Any, ...] = deserialize(text, self)
        if self._afresh:
            raise CassetteNotFoundError
        return loaded

    def _read(self) -> str | None:
        try:
            if self._path.exists() and not self._path.is_file():
                raise CassetteError("is not a file", str(self._path))
            return self._path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError as error:
            raise CassetteError("is not a cassette: not UTF-8 text", str(self._path)) from error
        except (OSError, ValueError) as error:  # ValueError: a NUL in the path
            raise CassetteError(f"cannot be read: {_reason(error)}", str(self._path)) from error

    def deserialize(self, text: str) -> dict[str, Any]:
        """The interactions and metadata in *text*, in the shapes vcrpy relies on.

        Raises:
            CassetteError: *text* is not such YAML.
        """
        try:
            if not text.strip():
                raise CassetteError("it is empty; delete it to record into it")
            shaped = _shaped(_parse_yaml(text))
        except CassetteError as error:
            raise CassetteError(f"is not a cassette: {error.message}", str(self._path)) from error
        self.found = dict(shaped["metadata"])
        return shaped

    def serialize(self, recording: dict[str, Any]) -> str:
        """*recording* as YAML for people: metadata first, requests laid out, text unescaped where it can be."""
        interactions = [
            {
                "request": {
                    "method": item["request"]["method"],
                    "uri": item["request"]["uri"],
                    "headers": item["request"]["headers"],
                    "body": _laid_out(item["request"]["body"]),
                },
                "response": item["response"],
            }
            for item in recording["interactions"]
        ]
        metadata = {"metadata": recording["metadata"]} if "metadata" in recording else {}
        ordered = {"version": recording["version"], **metadata, "interactions": interactions}
        # No folding: a line of the body stays a line of the file, for grep and for diffs.
        return str(yaml.dump(ordered, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=2**31 - 1))

    def prepare(self) -> None:
        """Make the folder and see that it can be written to, before anything is paid for.

        Raises:
            CassetteError: it cannot.
        """
        if self._prepared:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            probe = _temporary_beside(Path(os.path.realpath(self._path)))
            os.close(_create(probe))
            probe.unlink()
        except OSError as error:
            raise CassetteError(
                f"cannot be written ({_reason(error)}), so nothing was asked", str(self._path)
            ) from error
        self._prepared = True

    def save_cassette(self, _path: str, recording: dict[str, Any], serializer: object) -> None:  # noqa: ARG002 - as above
        """Replace the file by *recording*, whole or not at all.

        Raises:
            CassetteError: it cannot be written; where possible the recording was put elsewhere, and the
                message says where.
        """
        # vcrpy's serialize turns the bodies of the dicts it is given into text, and it is given those it
        # would replay next.
        recording = {**recording, "responses": copy.deepcopy(recording["responses"])}
        content = serialize(recording, self).encode()
        try:
            _write_whole(Path(os.path.realpath(self._path)), content)
        except OSError as error:
            try:
                handle, rescued = tempfile.mkstemp(prefix="briefing-", suffix=".yaml")
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                fate = f"what was recorded so far is in {rescued}"
            except OSError:
                fate = "the last answer is lost"
            raise CassetteError(f"cannot be written ({_reason(error)}); {fate}", str(self._path)) from error


def _write_whole(target: Path, content: bytes) -> None:
    """Write *content* beside *target* and move it there, so that no reader ever sees a part.

    The permissions are those of the file replaced; a new file gets what the umask leaves.
    """
    temporary = _temporary_beside(target)
    try:
        with os.fdopen(_create(temporary), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    with suppress(OSError):  # not every system opens folders; the file itself is safe
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _temporary_beside(target: Path) -> Path:
    return target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}.part")


def _create(temporary: Path) -> int:
    return os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or type(error).__name__


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Several lines as a block; no anchors."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's signature
        return True


def _represent_text(dumper: Any, text: str) -> Any:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _represent_text)

# What YAML cannot show in a block, and would escape the whole text for.
_UNSHOWABLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]")


def _laid_out(body: Any) -> Any:
    """A JSON body indented: the same JSON to the matcher, and a text that people can read and compare."""
    if not isinstance(body, str) or not isinstance(parsed := parsed_body(body.encode()), dict):
        return body
    return _UNSHOWABLE.sub(
        lambda found: json.dumps(found.group())[1:-1], json.dumps(parsed, ensure_ascii=False, indent=2)
    )


def _parse_yaml(text: str) -> Any:
    """*text* as plain data.

    The events are looked through first: libyaml's loader ends the whole process on deep nesting, and a
    tag that names a Python object deserves its own message.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        depth = 0
        for event in yaml.parse(text, Loader=loader):
            if (getattr(event, "tag", None) or "").startswith("tag:yaml.org,2002:python/"):
                raise CassetteError("it holds a !!python/ tag, which is never loaded")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > 32:
                raise CassetteError("it is nested too deeply")
        return loader(text).get_single_data()
    except CassetteError:
        raise
    except Exception as error:  # constructors let through what int(), date() and the like raise
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise CassetteError(f"it cannot be parsed as YAML{where}") from error


def _shaped(data: Any) -> dict[str, Any]:
    """*data* as vcrpy's format has it, everything else dropped; a :class:`CassetteError` where it is not."""
    if not isinstance(data, dict):
        raise CassetteError("it is not a mapping")
    if not isinstance(data.get("interactions"), list):
        raise CassetteError("it has no list of interactions")
    metadata = data.get("metadata") or {}
    scalars = (str, int, float, date)
    if not isinstance(metadata, dict) or not all(isinstance(value, scalars) for value in metadata.values()):
        raise CassetteError("its metadata is not a mapping of plain values")
    interactions = []
    for number, item in enumerate(data["interactions"], 1):
        try:
            interactions.append({"request": _shaped_request(item["request"]), "response": _shaped_response(item)})
        except (AttributeError, LookupError, TypeError, ValueError, httpx2.InvalidURL) as error:
            raise CassetteError(f"interaction {number} is not one of vcrpy's") from error
    known = {str(key): str(value) for key, value in metadata.items()}
    return {"version": 1, "interactions": interactions, "metadata": known}


def _shaped_request(request: dict[str, Any]) -> dict[str, Any]:
    body = request.get("body")
    if not isinstance(body, str | bytes | None):
        raise TypeError("body")
    return {
        "method": str(request["method"]),
        "uri": str(httpx2.URL(request["uri"])),
        "headers": _shaped_headers(request),
        "body": body or b"",
    }


def _shaped_response(item: dict[str, Any]) -> dict[str, Any]:
    response = item["response"]
    code, text = response["status"]["code"], response["body"]["string"]
    if not isinstance(code, int) or not 100 <= code <= 599 or not isinstance(text, str | bytes | None):
        raise TypeError("status or body")
    message = response["status"].get("message") or ""
    return {
        "status": {"code": code, "message": message.encode("ascii", "ignore").decode()},
        "headers": _shaped_headers(response),
        "body": {"string": text or b""},
    }


def _shaped_headers(message: dict[str, Any]) -> dict[str, list[str]]:
    kept = {}
    for name, values in (message.get("headers") or {}).items():
        if name.lower() in KEPT_HEADERS:
            kept[name.lower()] = [values] if isinstance(values, str) else list(values)
            "".join(kept[name.lower()]).encode("ascii")
    return kept


def parsed_body(body: Any) -> Any:
    """A request's body as JSON; as it is when it is none."""
    try:
        return json.loads(body) if body else None
    except (ValueError, RecursionError):
        return body
