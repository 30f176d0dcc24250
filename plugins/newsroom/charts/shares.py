"""A bar that splits a whole into named shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from newsroom.svg import element, picture
from newsroom.wording import write_share

WIDTH, HEIGHT = 132, 10


@dataclass(frozen=True)
class Share:
    """A part of 0 to 1; `kind` names its colour."""

    kind: str
    label: str
    value: float


def draw_shares(shares: Sequence[Share], cls: str = "shares") -> Markup:
    """The shares beside each other, with a hairline between them."""
    bars, left = [], 0.0
    for share in shares:
        width = max(min(share.value, 1.0), 0.0) * WIDTH
        if width >= 0.5:
            bars.append(
                element("rect", x=left, y=0, width=max(width - 1, 0.5), height=HEIGHT, cls=f"share-{share.kind}")
            )
        left += width
    label = ", ".join(f"{share.label} {write_share(share.value)}" for share in shares if share.value > 0)
    return picture(WIDTH, HEIGHT, label or "nothing", *bars, cls=cls)
