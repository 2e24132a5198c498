"""Where in a Markdown file the parts of a parsed paragraph stand.

The parser says in which lines a block stands, and nothing of its parts. So the rules that read a
paragraph are wrapped: whenever one has added tokens, these are marked with the place at which the
rule began. Text between them is collected by the parser as it is, so its place follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

Point: TypeAlias = tuple[int, int]
"""Line and column, both 1-based."""

_Rule: TypeAlias = "Callable[[StateInline, bool], bool]"

_AT = "at"
_NESTING = 100
"""How deep lists and quotations may lie in each other; the parser passes over what is deeper."""


def parser() -> MarkdownIt:
    """Make a parser: CommonMark with tables and struck-out text, as most sites read it.

    It is for one document at a time, since it remembers where it is.
    """
    import markdown_it
    from markdown_it import rules_inline as rules

    parser = markdown_it.MarkdownIt("commonmark", {"maxNesting": _NESTING})
    parser.enable(["table", "strikethrough"])
    parser.core.ruler.disable(["inline", "text_join"], ignoreInvalid=True)
    parser.inline.ruler2.disable(["fragments_join", "text_collapse"], ignoreInvalid=True)
    last = [0]
    for name, rule in (
        ("text", rules.text),
        ("newline", rules.newline),
        ("escape", rules.escape),
        ("backticks", rules.backtick),
        ("strikethrough", rules.strikethrough.tokenize),
        ("emphasis", rules.emphasis.tokenize),
        ("link", rules.link),
        ("image", rules.image),
        ("autolink", rules.autolink),
        ("html_inline", rules.html_inline),
        ("entity", rules.entity),
    ):
        parser.inline.ruler.at(name, _marking(name, rule, last))
    return parser


def parts(
    markdown: MarkdownIt, content: str, environment: dict[str, object]
) -> Iterator[tuple[Token, int]]:
    """Parse the content of a paragraph.

    Args:
        markdown: what ``parser`` has made.
        content: Markdown without the marks of blocks.
        environment: what the parser knows of the document, such as its link definitions.

    Returns:
        Each token with the offset at which it begins in the content.
    """
    return placed(markdown.inline.parse(content, markdown, environment, []), content)


def placed(tokens: Sequence[Token], content: str) -> Iterator[tuple[Token, int]]:
    """Add to each token where it begins; the last text runs to the end of the content."""
    after = 0
    for token in tokens:
        at = token.meta.get(_AT)
        if at is None:
            at = max(after, len(content) - len(token.content))
        yield token, at
        after = at + len(token.content)


def _marking(name: str, rule: _Rule, last: list[int]) -> _Rule:
    """Wrap a rule so that it marks its tokens.

    Args:
        name: of the rule.
        rule: the rule.
        last: where the text begins that was being collected when the last rule ended: the text at
            the end of a link is written when no rule is at work.
    """

    def marking(state: StateInline, silent: bool) -> bool:
        if silent:
            return rule(state, silent)
        at, count = state.pos, len(state.tokens)
        collected = at - len(state.pending) if state.pending else None
        taken = rule(state, silent)
        for token in state.tokens[count:]:
            if _AT in token.meta:
                continue
            if collected is not None:
                token.meta[_AT], collected = collected, None
            elif token.type == "text" and name == "link":
                token.meta[_AT] = last[0]
            else:
                token.meta[_AT] = at
                at += len(token.content) if token.type == "text" else 0
        last[0] = state.pos - len(state.pending)
        return taken

    return marking
