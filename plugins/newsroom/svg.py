"""SVG as text: every attribute and every word escaped, no style attributes, so that a strict policy can forbid them."""

from __future__ import annotations

from markupsafe import Markup, escape


def element(name: str, *children: str | Markup, **attributes: object) -> Markup:
    """One element. `cls` becomes class, underscores become hyphens except in viewBox; text children are escaped."""
    written = Markup("").join(
        Markup(' {}="{}"').format(_attribute(key), _value(value))
        for key, value in attributes.items()
        if value is not None
    )
    return Markup("<{}{}>{}</{}>").format(
        Markup(name), written, Markup("").join(escape(child) for child in children), Markup(name)
    )


def picture(width: float, height: float, title: str, *children: Markup, cls: str = "") -> Markup:
    """A whole drawing with its name for those who cannot see it."""
    return element(
        "svg",
        element("title", title),
        *children,
        viewBox=f"0 0 {_value(width)} {_value(height)}",
        role="group",
        aria_label=title,
        cls=f"chart {cls}".strip(),
        preserveAspectRatio="none" if cls == "wide" else None,
        width=width,
        height=height,
    )


def _attribute(key: str) -> str:
    return "class" if key == "cls" else key.replace("_", "-")


def _value(value: object) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def shorten(text: str, characters: int) -> str:
    """At most so many characters, cut between words."""
    if len(text) <= characters:
        return text
    return text[: characters - 1].rsplit(" ", 1)[0].rstrip(" ,.;:–-") + "…"
