"""The frame of the HTML report: the style, and a policy under which a browser loads nothing."""

from __future__ import annotations

from html import escape

STYLE = """
:root { color-scheme: light dark; --line: #8884; --error: #c62828; --warning: #b26a00;
  --note: #1565c0; --mark: #ffd54f80; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h2 { border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
article { border-left: .3rem solid var(--line); padding: .1rem 0 .1rem 1rem; margin: 1.5rem 0;
  break-inside: avoid; }
article.error { border-color: var(--error); }
article.warning { border-color: var(--warning); }
article.note { border-color: var(--note); }
.level { font-weight: 700; }
.error .level { color: var(--error); }
.warning .level { color: var(--warning); }
.note .level { color: var(--note); }
.texts { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
.texts p { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
.place { color: GrayText; font-size: .85em; overflow-wrap: anywhere; }
mark { background: var(--mark); color: inherit; font-weight: 600; padding: 0 .1em; }
summary { cursor: pointer; }
table { border-collapse: collapse; }
td, th { text-align: start; vertical-align: top; padding: .2rem .8rem .2rem 0; }
@media (max-width: 40rem) { .texts { grid-template-columns: 1fr; } }
@media print { body { margin: 0; max-width: none; } }
""".strip()

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(title: str, body: str) -> str:
    """Put the body of a page into its frame.

    Args:
        title: as text.
        body: as HTML.
    """
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{escape(title)}</title>
<style>
{STYLE}
</style>
</head>
<body>
{body}
</body>
</html>
"""
