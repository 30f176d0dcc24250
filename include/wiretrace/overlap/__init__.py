"""Who took what text from whom, with the aligned passages as proof.

The steps of a date, in order: `measure.fingerprint_articles`, `find_passages`, `trace_derivations`,
`group_stories`, `list_replacements`. Each reads the warehouse and what the steps before it staged.
"""

from typing import Final

METHOD_VERSION: Final = "overlap-6"
