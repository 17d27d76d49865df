-- The zones of the orders' lake against each other, by event id: each query returns what is missing, so none. 'bipipeline lake verify' compares values too.
-- It reads the whole raw zone, so it is not part of sql/checks. Run it on Athena (views apply --checks sql/verify) or over a folder (views check sql/verify).
-- Rows of backfills have no raw record and are left out. Records that the schema ignores, and rows whose raw has expired, would be returned.

-- name: a raw record is a row or in quarantine
WITH raw_ids AS (
    SELECT
        r.dt AS dt,
        coalesce(json_extract_scalar(r.record, '$.eventID'), concat('x', lower(substr(to_hex(sha256(to_utf8(r.record))), 1, 32)))) AS event_id
    FROM orders_raw AS r
), quarantine_ids AS (
    SELECT
        coalesce(
            json_extract_scalar(q.record, '$.record.eventID'),
            concat('x', lower(substr(to_hex(sha256(to_utf8(substr(q.record, strpos(q.record, ',"record":') + 10, length(q.record) - strpos(q.record, ',"record":') - 10)))), 1, 32)))
        ) AS event_id
    FROM orders_quarantine AS q
), kept_ids AS (
    SELECT o."_event_id" AS event_id FROM orders AS o
    UNION
    SELECT q.event_id AS event_id FROM quarantine_ids AS q
)
SELECT
    r.dt AS dt,
    r.event_id AS event_id
FROM raw_ids AS r
LEFT JOIN kept_ids AS k ON k.event_id = r.event_id
WHERE k.event_id IS NULL;

-- name: a row of a change has a raw record
WITH raw_ids AS (
    SELECT DISTINCT
        coalesce(json_extract_scalar(r.record, '$.eventID'), concat('x', lower(substr(to_hex(sha256(to_utf8(r.record))), 1, 32)))) AS event_id
    FROM orders_raw AS r
)
SELECT
    o.dt AS dt,
    o."_event_id" AS event_id
FROM orders AS o
LEFT JOIN raw_ids AS r ON r.event_id = o."_event_id"
WHERE o."_sequence" IS NOT NULL AND r.event_id IS NULL;

-- name: a line of an order has a row of the order's change
SELECT
    i.dt AS dt,
    i."_event_id" AS event_id
FROM order_items AS i
LEFT JOIN (SELECT DISTINCT o."_event_id" AS event_id FROM orders AS o) AS p ON p.event_id = i."_event_id"
WHERE p.event_id IS NULL;
