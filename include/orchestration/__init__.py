"""What the Dags share, and how they are run on one machine: the only part of include/ that knows Airflow."""
