"""Every table of the pages: the question it asks, its columns for readers, and where its numbers are explained.

A module for each view.
"""

from newsroom.listing import Table
from newsroom.tables import article, claim, compare, outlet, quality, search, story, today

TABLES = {
    table.name: table
    for page in (article, claim, compare, outlet, quality, search, story, today)
    for table in vars(page).values()
    if isinstance(table, Table)
}
