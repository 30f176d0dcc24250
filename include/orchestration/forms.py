"""The fields of the trigger forms."""

from airflow.sdk import Param

PARTITION_DATE = Param(
    None,
    type=["null", "string"],
    format="date",
    title="Date",
    description="Date to run for, YYYY-MM-DD. Empty: the date the run was scheduled for, or today.",
)
MEASURE = {"partition_date": PARTITION_DATE}
WEEK = {
    "partition_date": Param(
        None,
        type=["null", "string"],
        format="date",
        title="Any date of the week",
        description="The ISO week that holds it is summed up. Empty: the week the run was scheduled for, or this week.",
    )
}
INGEST = {
    "story": Param(
        None,
        type=["null", "string"],
        title="Story to investigate",
        description="A name for it, with a folder or addresses below. Empty: the daily sources.",
    ),
    "folder": Param(
        None,
        type=["null", "string"],
        title="Folder",
        description="Name of a folder below data/inbox that holds the story's .txt or .html files.",
    ),
    "urls": Param(
        None,
        type=["null", "array"],
        items={"type": "string"},
        title="Addresses",
        description="Addresses of the story's articles, one a line.",
    ),
    "refetch": Param(
        False,
        type="boolean",
        title="Fetch again",
        description="Fetch once more what an earlier run of the date has kept. Otherwise kept pages are used.",
    ),
    "partition_date": PARTITION_DATE,
}
