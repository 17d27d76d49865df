-- Your views, over the generated ones: lake_table_events has each change once, lake_table_current each item's latest state.
-- They are Athena SQL. Casts keep a view's column types when the table's columns change.

-- name:  lake_table_changes_per_day
-- owner: your-team
-- grain: one UTC day with changes
CREATE OR REPLACE VIEW lake_table_changes_per_day AS
SELECT
    CAST(e."_event_time" AS date) AS change_date,
    CAST(count(*) AS bigint) AS changes,
    CAST(count_if(e."_op" = 'INSERT') AS bigint) AS inserts,
    CAST(count_if(e."_deleted") AS bigint) AS deletes
FROM lake_table_events AS e
GROUP BY CAST(e."_event_time" AS date);
