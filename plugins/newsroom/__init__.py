"""The newsroom: pages over the published database. Knows nothing of Airflow; newsroom_plugin.py puts it there."""
