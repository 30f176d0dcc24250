-- Grain: one row: the last date of which the warehouse has measured articles.
select max(partition_key) as partition_key from overlap.measured_articles where method_version = $method_version
