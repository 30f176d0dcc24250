"""`make export-claim`: a claim of the published database as schema.org JSON-LD."""

from __future__ import annotations

import sys

from wiretrace.export import claim_jsonld, write_jsonld
from wiretrace.layout import Layout
from wiretrace.warehouse.connection import open_public


def export_claim(claim_id: str) -> int:
    """Exit status 0, 1 after saying what is missing, or 2 when no claim was named."""
    if not claim_id:
        print("make export-claim CLAIM=… takes an id of claims.claims, as in the address of its page", file=sys.stderr)
        return 2
    public = Layout.from_environment().public
    if not public.exists():
        print(f"nothing is published yet: {public} does not exist", file=sys.stderr)
        return 1
    try:
        with open_public(public) as con:
            print(write_jsonld(claim_jsonld(con, claim_id)))
    except LookupError as missing:
        print(missing.args[0], file=sys.stderr)
        return 1
    return 0
