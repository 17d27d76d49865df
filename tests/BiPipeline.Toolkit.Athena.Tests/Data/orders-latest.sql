CREATE TABLE `orders_latest` (
  `order_id` string COMMENT 'orderId',
  `customer_id` string COMMENT 'customer.id',
  `status` string COMMENT 'status',
  `amount` decimal(12,2) COMMENT 'amount',
  `updated_at` timestamp COMMENT 'updatedAtMs',
  `items` array<struct<sku:string,unit_price:decimal(12,2),quantity:int>> COMMENT 'items',
  `_op` string COMMENT 'INSERT, MODIFY, REMOVE or ITEM',
  `_event_id` string COMMENT 'Identity of the change',
  `_stream` string COMMENT 'Label of the stream',
  `_sequence` string COMMENT 'Sequence number, 40 digits',
  `_event_time` timestamp COMMENT 'Time of the change, UTC',
  `_deleted` boolean COMMENT 'The item is deleted after this change',
  `_ttl` boolean COMMENT 'Deleted by the TTL service',
  `_schema_version` int COMMENT 'Version of the schema file',
  `_rescued` string COMMENT 'JSON of values that fit no column',
  `dt` string
)
PARTITIONED BY (bucket(16, `order_id`))
LOCATION 's3://example-lake/lake/latest/orders_latest/'
TBLPROPERTIES (
  'table_type'='ICEBERG',
  'format'='parquet',
  'write_compression'='zstd'
);

MERGE INTO "orders_latest" AS "target"
USING (
  SELECT
    CAST("order_id" AS varchar) AS "order_id",
    CASE WHEN NOT "_deleted" THEN CAST("customer_id" AS varchar) END AS "customer_id",
    CASE WHEN NOT "_deleted" THEN CAST("status" AS varchar) END AS "status",
    CASE WHEN NOT "_deleted" THEN CAST("amount" AS decimal(12,2)) END AS "amount",
    CASE WHEN NOT "_deleted" THEN CAST("updated_at" AS timestamp(6)) END AS "updated_at",
    CASE WHEN NOT "_deleted" THEN CAST("items" AS array(row("sku" varchar, "unit_price" decimal(12,2), "quantity" integer))) END AS "items",
    CAST("_op" AS varchar) AS "_op",
    CAST("_event_id" AS varchar) AS "_event_id",
    CAST("_stream" AS varchar) AS "_stream",
    CAST("_sequence" AS varchar) AS "_sequence",
    CAST("_event_time" AS timestamp(6)) AS "_event_time",
    CAST("_deleted" AS boolean) AS "_deleted",
    CAST("_ttl" AS boolean) AS "_ttl",
    CAST("_schema_version" AS integer) AS "_schema_version",
    CASE WHEN NOT "_deleted" THEN CAST("_rescued" AS varchar) END AS "_rescued",
    CAST("dt" AS varchar) AS "dt"
  FROM (
    SELECT
      "order_id",
      "customer_id",
      "status",
      "amount",
      "updated_at",
      "items",
      "_op",
      "_event_id",
      "_stream",
      "_sequence",
      "_event_time",
      "_deleted",
      "_ttl",
      "_schema_version",
      "_rescued",
      "dt",
      row_number() OVER (PARTITION BY "order_id" ORDER BY CASE WHEN "_sequence" IS NOT NULL THEN coalesce("_event_time", TIMESTAMP '9999-12-31 23:59:59.999') WHEN "_op" = 'ITEM' THEN "_event_time" - INTERVAL '5' MINUTE ELSE "_event_time" - INTERVAL '10' SECOND END DESC NULLS LAST, "_sequence" DESC NULLS LAST) AS "_rank"
    FROM (
      SELECT
        "order_id",
        "customer_id",
        "status",
        "amount",
        "updated_at",
        "items",
        "_op",
        "_event_id",
        "_stream",
        "_sequence",
        "_event_time",
        "_deleted",
        "_ttl",
        "_schema_version",
        "_rescued",
        "dt",
        row_number() OVER (PARTITION BY "order_id", "_sequence" IS NULL ORDER BY "_stream" DESC NULLS LAST, "_sequence" DESC NULLS LAST, CASE WHEN "_sequence" IS NULL THEN "_event_time" END DESC NULLS LAST, "_schema_version" DESC NULLS LAST, "_event_id" DESC NULLS LAST) AS "_kind_rank"
      FROM "orders"
    ) AS "kinds"
    WHERE "_kind_rank" = 1
  ) AS "ranked"
  WHERE "_rank" = 1
) AS "source"
ON "target"."order_id" = "source"."order_id"
WHEN MATCHED AND CASE
  WHEN ("source"."_sequence" IS NULL) = ("target"."_sequence" IS NULL) THEN
    coalesce("source"."_stream", '') > coalesce("target"."_stream", '')
    OR (coalesce("source"."_stream", '') = coalesce("target"."_stream", '') AND (coalesce("source"."_sequence", '') > coalesce("target"."_sequence", '')
    OR (coalesce("source"."_sequence", '') = coalesce("target"."_sequence", '') AND (coalesce(CASE WHEN "source"."_sequence" IS NULL THEN "source"."_event_time" END, TIMESTAMP '0001-01-01 00:00:00') > coalesce(CASE WHEN "target"."_sequence" IS NULL THEN "target"."_event_time" END, TIMESTAMP '0001-01-01 00:00:00')
    OR (coalesce(CASE WHEN "source"."_sequence" IS NULL THEN "source"."_event_time" END, TIMESTAMP '0001-01-01 00:00:00') = coalesce(CASE WHEN "target"."_sequence" IS NULL THEN "target"."_event_time" END, TIMESTAMP '0001-01-01 00:00:00') AND (coalesce("source"."_schema_version", 0) > coalesce("target"."_schema_version", 0)
    OR (coalesce("source"."_schema_version", 0) = coalesce("target"."_schema_version", 0) AND (coalesce("source"."_event_id", '') > coalesce("target"."_event_id", '')))))))))
  WHEN "source"."_sequence" IS NULL THEN CASE WHEN "source"."_sequence" IS NOT NULL THEN coalesce("source"."_event_time", TIMESTAMP '9999-12-31 23:59:59.999') WHEN "source"."_op" = 'ITEM' THEN "source"."_event_time" - INTERVAL '5' MINUTE ELSE "source"."_event_time" - INTERVAL '10' SECOND END > CASE WHEN "target"."_sequence" IS NOT NULL THEN coalesce("target"."_event_time", TIMESTAMP '9999-12-31 23:59:59.999') WHEN "target"."_op" = 'ITEM' THEN "target"."_event_time" - INTERVAL '5' MINUTE ELSE "target"."_event_time" - INTERVAL '10' SECOND END
  ELSE CASE WHEN "source"."_sequence" IS NOT NULL THEN coalesce("source"."_event_time", TIMESTAMP '9999-12-31 23:59:59.999') WHEN "source"."_op" = 'ITEM' THEN "source"."_event_time" - INTERVAL '5' MINUTE ELSE "source"."_event_time" - INTERVAL '10' SECOND END >= CASE WHEN "target"."_sequence" IS NOT NULL THEN coalesce("target"."_event_time", TIMESTAMP '9999-12-31 23:59:59.999') WHEN "target"."_op" = 'ITEM' THEN "target"."_event_time" - INTERVAL '5' MINUTE ELSE "target"."_event_time" - INTERVAL '10' SECOND END
END
THEN UPDATE SET
  "customer_id" = "source"."customer_id",
  "status" = "source"."status",
  "amount" = "source"."amount",
  "updated_at" = "source"."updated_at",
  "items" = "source"."items",
  "_op" = "source"."_op",
  "_event_id" = "source"."_event_id",
  "_stream" = "source"."_stream",
  "_sequence" = "source"."_sequence",
  "_event_time" = "source"."_event_time",
  "_deleted" = "source"."_deleted",
  "_ttl" = "source"."_ttl",
  "_schema_version" = "source"."_schema_version",
  "_rescued" = "source"."_rescued",
  "dt" = "source"."dt"
WHEN NOT MATCHED THEN INSERT (
  "order_id",
  "customer_id",
  "status",
  "amount",
  "updated_at",
  "items",
  "_op",
  "_event_id",
  "_stream",
  "_sequence",
  "_event_time",
  "_deleted",
  "_ttl",
  "_schema_version",
  "_rescued",
  "dt"
) VALUES (
  "source"."order_id",
  "source"."customer_id",
  "source"."status",
  "source"."amount",
  "source"."updated_at",
  "source"."items",
  "source"."_op",
  "source"."_event_id",
  "source"."_stream",
  "source"."_sequence",
  "source"."_event_time",
  "source"."_deleted",
  "source"."_ttl",
  "source"."_schema_version",
  "source"."_rescued",
  "source"."dt"
);

MERGE INTO "orders_latest" AS "target"
USING (
  SELECT
    CAST("order_id" AS varchar) AS "order_id",
    CASE WHEN NOT "_deleted" THEN CAST("customer_id" AS varchar) END AS "customer_id",
    CASE WHEN NOT "_deleted" THEN CAST("status" AS varchar) END AS "status",
    CASE WHEN NOT "_deleted" THEN CAST("amount" AS decimal(12,2)) END AS "amount",
    CASE WHEN NOT "_deleted" THEN CAST("updated_at" AS timestamp(6)) END AS "updated_at",
    CASE WHEN NOT "_deleted" THEN CAST("items" AS array(row("sku" varchar, "unit_price" decimal(12,2), "quantity" integer))) END AS "items",
    CAST("_op" AS varchar) AS "_op",
    CAST("_event_id" AS varchar) AS "_event_id",
    CAST("_stream" AS varchar) AS "_stream",
    CAST("_sequence" AS varchar) AS "_sequence",
    CAST("_event_time" AS timestamp(6)) AS "_event_time",
    CAST("_deleted" AS boolean) AS "_deleted",
    CAST("_ttl" AS boolean) AS "_ttl",
    CAST("_schema_version" AS integer) AS "_schema_version",
    CASE WHEN NOT "_deleted" THEN CAST("_rescued" AS varchar) END AS "_rescued",
    CAST("dt" AS varchar) AS "dt"
  FROM (
    SELECT
      "order_id",
      "customer_id",
      "status",
      "amount",
      "updated_at",
      "items",
      "_op",
      "_event_id",
      "_stream",
      "_sequence",
      "_event_time",
      "_deleted",
      "_ttl",
      "_schema_version",
      "_rescued",
      "dt",
      row_number() OVER (PARTITION BY "order_id" ORDER BY CASE WHEN "_sequence" IS NOT NULL THEN coalesce("_event_time", TIMESTAMP '9999-12-31 23:59:59.999') WHEN "_op" = 'ITEM' THEN "_event_time" - INTERVAL '5' MINUTE ELSE "_event_time" - INTERVAL '10' SECOND END DESC NULLS LAST, "_sequence" DESC NULLS LAST) AS "_rank"
    FROM (
      SELECT
        "order_id",
        "customer_id",
        "status",
        "amount",
        "updated_at",
        "items",
        "_op",
        "_event_id",
        "_stream",
        "_sequence",
        "_event_time",
        "_deleted",
        "_ttl",
        "_schema_version",
        "_rescued",
        "dt",
        row_number() OVER (PARTITION BY "order_id", "_sequence" IS NULL ORDER BY "_stream" DESC NULLS LAST, "_sequence" DESC NULLS LAST, CASE WHEN "_sequence" IS NULL THEN "_event_time" END DESC NULLS LAST, "_schema_version" DESC NULLS LAST, "_event_id" DESC NULLS LAST) AS "_kind_rank"
      FROM "orders"
      WHERE "dt" IN ('2026-11-27', '2026-11-28')
        AND "dt" >= '2026-11-19'
        AND "_event_time" >= TIMESTAMP '2026-11-19 23:02:00.000'
        AND ("_sequence" IS NOT NULL OR "_event_time" >= TIMESTAMP '2026-11-20 00:02:00.000')
    ) AS "kinds"
    WHERE "_kind_rank" = 1
  ) AS "ranked"
  WHERE "_rank" = 1
) AS "source"
ON "target"."order_id" = "source"."order_id"
WHEN MATCHED AND CASE
  WHEN ("source"."_sequence" IS NULL) = ("target"."_sequence" IS NULL) THEN
    coalesce("source"."_stream", '') > coalesce("target"."_stream", '')
    OR (coalesce("source"."_stream", '') = coalesce("target"."_stream", '') AND (coalesce("source"."_sequence", '') > coalesce("target"."_sequence", '')
    OR (coalesce("source"."_sequence", '') = coalesce("target"."_sequence", '') AND (coalesce(CASE WHEN "source"."_sequence" IS NULL THEN "source"."_event_time" END, TIMESTAMP '0001-01-01 00:00:00') > coalesce(CASE WHEN "target"."_sequence" IS NULL THEN "target"."_event_time" END, TIMESTAMP '0001-01-01 00:00:00')
    OR (coalesce(CASE WHEN "source"."_sequence" IS NULL THEN "source"."_event_time" END, TIMESTAMP '0001-01-01 00:00:00') = coalesce(CASE WHEN "target"."_sequence" IS NULL THEN "target"."_event_time" END, TIMESTAMP '0001-01-01 00:00:00') AND (coalesce("source"."_schema_version", 0) > coalesce("target"."_schema_version", 0)
    OR (coalesce("source"."_schema_version", 0) = coalesce("target"."_schema_version", 0) AND (coalesce("source"."_event_id", '') > coalesce("target"."_event_id", '')))))))))
  WHEN "source"."_sequence" IS NULL THEN CASE WHEN "source"."_sequence" IS NOT NULL THEN coalesce("source"."_event_time", TIMESTAMP '9999-12-31 23:59:59.999') WHEN "source"."_op" = 'ITEM' THEN "source"."_event_time" - INTERVAL '5' MINUTE ELSE "source"."_event_time" - INTERVAL '10' SECOND END > CASE WHEN "target"."_sequence" IS NOT NULL THEN coalesce("target"."_event_time", TIMESTAMP '9999-12-31 23:59:59.999') WHEN "target"."_op" = 'ITEM' THEN "target"."_event_time" - INTERVAL '5' MINUTE ELSE "target"."_event_time" - INTERVAL '10' SECOND END
  ELSE CASE WHEN "source"."_sequence" IS NOT NULL THEN coalesce("source"."_event_time", TIMESTAMP '9999-12-31 23:59:59.999') WHEN "source"."_op" = 'ITEM' THEN "source"."_event_time" - INTERVAL '5' MINUTE ELSE "source"."_event_time" - INTERVAL '10' SECOND END >= CASE WHEN "target"."_sequence" IS NOT NULL THEN coalesce("target"."_event_time", TIMESTAMP '9999-12-31 23:59:59.999') WHEN "target"."_op" = 'ITEM' THEN "target"."_event_time" - INTERVAL '5' MINUTE ELSE "target"."_event_time" - INTERVAL '10' SECOND END
END
THEN UPDATE SET
  "customer_id" = "source"."customer_id",
  "status" = "source"."status",
  "amount" = "source"."amount",
  "updated_at" = "source"."updated_at",
  "items" = "source"."items",
  "_op" = "source"."_op",
  "_event_id" = "source"."_event_id",
  "_stream" = "source"."_stream",
  "_sequence" = "source"."_sequence",
  "_event_time" = "source"."_event_time",
  "_deleted" = "source"."_deleted",
  "_ttl" = "source"."_ttl",
  "_schema_version" = "source"."_schema_version",
  "_rescued" = "source"."_rescued",
  "dt" = "source"."dt"
WHEN NOT MATCHED THEN INSERT (
  "order_id",
  "customer_id",
  "status",
  "amount",
  "updated_at",
  "items",
  "_op",
  "_event_id",
  "_stream",
  "_sequence",
  "_event_time",
  "_deleted",
  "_ttl",
  "_schema_version",
  "_rescued",
  "dt"
) VALUES (
  "source"."order_id",
  "source"."customer_id",
  "source"."status",
  "source"."amount",
  "source"."updated_at",
  "source"."items",
  "source"."_op",
  "source"."_event_id",
  "source"."_stream",
  "source"."_sequence",
  "source"."_event_time",
  "source"."_deleted",
  "source"."_ttl",
  "source"."_schema_version",
  "source"."_rescued",
  "source"."dt"
);

SELECT
  coalesce(sum("rows"), 0) AS "rows",
  count_if("rows" > 1) AS "repeated",
  coalesce(sum("deleted"), 0) AS "deleted",
  coalesce(sum("undated"), 0) AS "undated",
  max("newest") AS "newest"
FROM (
  SELECT
    "order_id",
    count(*) AS "rows",
    count_if("_deleted") AS "deleted",
    count_if("_event_time" IS NULL) AS "undated",
    max("_event_time") AS "newest"
  FROM "orders_latest"
  GROUP BY "order_id"
) AS "keys";

SELECT
  count("lake"."order_id") AS "expected",
  count("latest"."order_id") AS "found",
  count_if("lake"."order_id" IS DISTINCT FROM "latest"."order_id" OR "lake"."_event_id" IS DISTINCT FROM "latest"."_event_id" OR "lake"."_stream" IS DISTINCT FROM "latest"."_stream" OR "lake"."_sequence" IS DISTINCT FROM "latest"."_sequence" OR "lake"."_schema_version" IS DISTINCT FROM "latest"."_schema_version") AS "different"
FROM (
  SELECT "order_id", "_event_id", "_stream", "_sequence", "_schema_version", "_event_time"
  FROM (
    SELECT
      "order_id",
      "customer_id",
      "status",
      "amount",
      "updated_at",
      "items",
      "_op",
      "_event_id",
      "_stream",
      "_sequence",
      "_event_time",
      "_deleted",
      "_ttl",
      "_schema_version",
      "_rescued",
      "dt",
      row_number() OVER (PARTITION BY "order_id" ORDER BY CASE WHEN "_sequence" IS NOT NULL THEN coalesce("_event_time", TIMESTAMP '9999-12-31 23:59:59.999') WHEN "_op" = 'ITEM' THEN "_event_time" - INTERVAL '5' MINUTE ELSE "_event_time" - INTERVAL '10' SECOND END DESC NULLS LAST, "_sequence" DESC NULLS LAST) AS "_rank"
    FROM (
      SELECT
        "order_id",
        "customer_id",
        "status",
        "amount",
        "updated_at",
        "items",
        "_op",
        "_event_id",
        "_stream",
        "_sequence",
        "_event_time",
        "_deleted",
        "_ttl",
        "_schema_version",
        "_rescued",
        "dt",
        row_number() OVER (PARTITION BY "order_id", "_sequence" IS NULL ORDER BY "_stream" DESC NULLS LAST, "_sequence" DESC NULLS LAST, CASE WHEN "_sequence" IS NULL THEN "_event_time" END DESC NULLS LAST, "_schema_version" DESC NULLS LAST, "_event_id" DESC NULLS LAST) AS "_kind_rank"
      FROM "orders"
      WHERE "dt" >= '2026-11-19'
        AND "_event_time" >= TIMESTAMP '2026-11-19 23:02:00.000'
        AND ("_sequence" IS NOT NULL OR "_event_time" >= TIMESTAMP '2026-11-20 00:02:00.000')
    ) AS "kinds"
    WHERE "_kind_rank" = 1
  ) AS "ranked"
  WHERE "_rank" = 1 AND "_event_time" >= TIMESTAMP '2026-11-19 23:57:00.000'
) AS "lake"
FULL JOIN (
  SELECT "order_id", "_event_id", "_stream", "_sequence", "_schema_version", "_event_time"
  FROM "orders_latest"
  WHERE true AND "_event_time" >= TIMESTAMP '2026-11-19 23:57:00.000'
) AS "latest"
ON "lake"."order_id" = "latest"."order_id"
WHERE "lake"."_event_time" IS NULL OR "lake"."_event_time" < TIMESTAMP '2026-11-28 00:02:00.000';

DELETE FROM "orders_latest" WHERE "_event_time" < TIMESTAMP '2026-11-19 23:02:00.000' OR "_event_time" IS NULL;

OPTIMIZE "orders_latest" REWRITE DATA USING BIN_PACK;

VACUUM "orders_latest";

