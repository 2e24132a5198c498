"""What is said to a DICT server, and how its answer is read (RFC 2229).

A helper of the engine ``dict``. Everything is said at once and answered in order, so the answer is
read as one text: a greeting, a line for each command, and articles, each ended by a full stop.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from fidelity.model import Fail, Reason

LONGEST = 1000
"""Bytes of the longest word that is asked for: a line may have 1024 (RFC 2229, 2.3)."""
_STATUS = re.compile(rb"(\d{3})(?: |$)")
_WORD = re.compile(r'151 (?:"((?:[^"\\]|\\.)*)"|(\S+))')
_POLICY = email.policy.default
_ENCODINGS = ("7bit", "8bit", "binary")
_REASONS: Mapping[int, Reason] = {
    420: "server",
    421: "server",
    530: "authentication",
    531: "authentication",
    532: "authentication",
}
"""What a status means that refuses everything: out of order, shutting down, access denied."""
_GREETING, _DONE, _NO_MATCH, _GOODBYE = 220, 250, 552, 221
_SOME, _ONE = 150, 151


class Definition(NamedTuple):
    """An article as the server gave it."""

    word: str
    """The headword under which the server has it."""
    text: str


class _Refused(Exception):  # noqa: N818  (it is no error: the other side said no)
    def __init__(self, reason: Reason) -> None:
        super().__init__()
        self.reason = reason


def questions(client: str, database: str, words: Sequence[str]) -> tuple[str, ...]:
    """Write the commands that ask for the articles of words in one database."""
    asked = (f"DEFINE {_quoted(database)} {_quoted(word)}" for word in words)
    return (f"CLIENT {_quoted(client)}", "OPTION MIME", *asked, "QUIT")


def _quoted(word: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", " ".join(word.split())) + '"'


def definitions(body: bytes, count: int) -> list[list[Definition]] | Fail:
    """Read what a server answered.

    Args:
        body: everything that it said.
        count: how many words it was asked for.

    Returns:
        For each word its articles; or why there are none at all.
    """
    if body and not _STATUS.match(body):
        return Fail("bad-response")  # something else answers there
    lines = iter(body.split(b"\n")[:-1])  # what stands after the last line break is cut off
    try:
        _status(lines, _GREETING)
        _status(lines, _DONE)
        mime = _status(lines) == _DONE
        found = [_articles(lines, mime=mime) for _ in range(count)]
        _status(lines, _GOODBYE)
    except _Refused as refused:
        return Fail(refused.reason)
    return found


def _next(lines: Iterator[bytes]) -> bytes:
    """Take the next line, without its end."""
    line = next(lines, None)
    if line is None:
        raise _Refused("network")  # it hung up in the middle
    return line.removesuffix(b"\r")


def _status(lines: Iterator[bytes], *wanted: int) -> int:
    """Read the status of the next line."""
    return _opened(lines, *wanted)[0]


def _opened(lines: Iterator[bytes], *wanted: int) -> tuple[int, bytes]:
    """Read the next line, which has a status.

    Raises:
        _Refused: it is missing, has none, or none of those that are wanted.
    """
    line = _next(lines)
    match = _STATUS.match(line)
    status = int(match[1]) if match else 0
    if status == 0 or (wanted and status not in wanted):
        raise _Refused(_REASONS.get(status, "bad-response"))
    return status, line


def _articles(lines: Iterator[bytes], *, mime: bool) -> list[Definition]:
    """Read the answer to one word."""
    if _status(lines, _SOME, _NO_MATCH) == _NO_MATCH:
        return []
    found: list[Definition] = []
    while True:
        status, line = _opened(lines, _ONE, _DONE)
        if status == _DONE:
            return found
        text = _text(_article(lines), mime=mime)
        match = _WORD.match(line.decode("utf-8", "replace"))
        if match:
            found.append(Definition(re.sub(r"\\(.)", r"\1", match[1] or match[2] or ""), text))


def _article(lines: Iterator[bytes]) -> bytes:
    """Read lines up to a single full stop; a line that begins with one has it doubled."""
    taken = []
    while (line := _next(lines)) != b".":
        taken.append(line[1:] if line.startswith(b"..") else line)
    return b"\n".join(taken)


def _text(article: bytes, *, mime: bool) -> str:
    """Decode an article. With MIME a head stands before it, which may be empty.

    Raises:
        _Refused: it is no plain text, or in no encoding that is known here.
    """
    charset = "utf-8"
    if mime:
        head, _, article = (b"\n" + article).partition(b"\n\n")
        message = email.message_from_bytes(head.lstrip(b"\n") + b"\n\n", policy=_POLICY)
        coding = str(message.get("Content-Transfer-Encoding", "8bit"))
        if message.get_content_type() != "text/plain" or coding.lower() not in _ENCODINGS:
            raise _Refused("bad-response")
        charset = message.get_content_charset() or "utf-8"
    for name in ("utf-8", charset):
        try:
            return article.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    raise _Refused("bad-response")
