"""The assets that chain the Dags. Each has one partition a day, weeks one a week."""

from airflow.sdk import Asset

ARTICLES = Asset("articles", group="wiretrace")
DERIVATIONS = Asset("derivations", group="wiretrace")
CLAIMS = Asset("claims", group="wiretrace")
PUBLISHED = Asset("published", group="wiretrace")
WEEKS = Asset("weeks", group="wiretrace")
