"""The assets that chain the Dags. Each has one partition a day."""

from airflow.sdk import Asset

ARTICLES = Asset("articles", group="wiretrace")
DERIVATIONS = Asset("derivations", group="wiretrace")
CLAIMS = Asset("claims", group="wiretrace")
PUBLISHED = Asset("published", group="wiretrace")
