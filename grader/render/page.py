"""A page of HTML that needs nothing besides itself: no script, no font, no network."""

from __future__ import annotations


def html_page(title: str, style: str, body: str) -> str:
    """Return the page; ``title`` and ``body`` are HTML, in which names have been escaped."""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""
