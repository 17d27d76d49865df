-- Each query returns the rows that violate a rule; it must return no rows. 'views apply --checks sql/checks' runs them on Athena, 'dotnet test' here.

-- name: a change has a time
SELECT
    e."_event_id" AS event_id
FROM lake_table_events AS e
WHERE e."_event_time" IS NULL;

-- name: the days contain every change
SELECT
    d.changes AS changes_of_days,
    e.changes AS changes
FROM (SELECT sum(changes) AS changes FROM lake_table_changes_per_day) AS d
CROSS JOIN (SELECT count(*) AS changes FROM lake_table_events) AS e
WHERE d.changes <> e.changes;
