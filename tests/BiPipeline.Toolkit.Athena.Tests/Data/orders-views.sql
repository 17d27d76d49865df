CREATE OR REPLACE VIEW "orders_events" AS
SELECT
  CAST("order_id" AS varchar) AS "order_id",
  CAST("customer_id" AS varchar) AS "customer_id",
  CAST("status" AS varchar) AS "status",
  CAST("amount" AS decimal(12,2)) AS "amount",
  CAST("updated_at" AS timestamp) AS "updated_at",
  CAST("items" AS array(row("sku" varchar, "unit_price" decimal(12,2), "quantity" integer))) AS "items",
  CAST("_op" AS varchar) AS "_op",
  CAST("_event_id" AS varchar) AS "_event_id",
  CAST("_stream" AS varchar) AS "_stream",
  CAST("_sequence" AS varchar) AS "_sequence",
  CAST("_event_time" AS timestamp) AS "_event_time",
  CAST("_deleted" AS boolean) AS "_deleted",
  CAST("_ttl" AS boolean) AS "_ttl",
  CAST("_schema_version" AS integer) AS "_schema_version",
  CAST("_rescued" AS varchar) AS "_rescued",
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
    row_number() OVER (PARTITION BY "dt", "_stream", substr("_sequence", 1, 40), "_event_id" ORDER BY "_schema_version" DESC NULLS LAST, "_sequence" ASC NULLS LAST) AS "_rank"
  FROM "orders"
  WHERE "_op" IS DISTINCT FROM 'ITEM'
) AS "ranked"
WHERE "_rank" = 1;

CREATE OR REPLACE VIEW "orders_current" AS
SELECT
  CAST("order_id" AS varchar) AS "order_id",
  CAST("customer_id" AS varchar) AS "customer_id",
  CAST("status" AS varchar) AS "status",
  CAST("amount" AS decimal(12,2)) AS "amount",
  CAST("updated_at" AS timestamp) AS "updated_at",
  CAST("items" AS array(row("sku" varchar, "unit_price" decimal(12,2), "quantity" integer))) AS "items",
  CAST("_op" AS varchar) AS "_op",
  CAST("_event_id" AS varchar) AS "_event_id",
  CAST("_stream" AS varchar) AS "_stream",
  CAST("_sequence" AS varchar) AS "_sequence",
  CAST("_event_time" AS timestamp) AS "_event_time",
  CAST("_deleted" AS boolean) AS "_deleted",
  CAST("_ttl" AS boolean) AS "_ttl",
  CAST("_schema_version" AS integer) AS "_schema_version",
  CAST("_rescued" AS varchar) AS "_rescued",
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
WHERE "_rank" = 1 AND NOT "_deleted";

CREATE OR REPLACE VIEW "orders_history" AS
SELECT
  CAST("order_id" AS varchar) AS "order_id",
  CAST("customer_id" AS varchar) AS "customer_id",
  CAST("status" AS varchar) AS "status",
  CAST("amount" AS decimal(12,2)) AS "amount",
  CAST("updated_at" AS timestamp) AS "updated_at",
  CAST("items" AS array(row("sku" varchar, "unit_price" decimal(12,2), "quantity" integer))) AS "items",
  CAST("_op" AS varchar) AS "_op",
  CAST("_event_id" AS varchar) AS "_event_id",
  CAST("_stream" AS varchar) AS "_stream",
  CAST("_sequence" AS varchar) AS "_sequence",
  CAST("_event_time" AS timestamp) AS "_event_time",
  CAST("_deleted" AS boolean) AS "_deleted",
  CAST("_ttl" AS boolean) AS "_ttl",
  CAST("_schema_version" AS integer) AS "_schema_version",
  CAST("_rescued" AS varchar) AS "_rescued",
  CAST("dt" AS varchar) AS "dt",
  CAST("valid_from" AS timestamp) AS "valid_from",
  CAST("valid_to" AS timestamp) AS "valid_to"
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
    "_event_time" AS "valid_from",
    lead("_event_time") OVER (PARTITION BY "order_id" ORDER BY "_place" ASC NULLS FIRST, "_stream" ASC NULLS FIRST, "_sequence" ASC NULLS FIRST, "_schema_version" ASC NULLS FIRST, "_event_id" ASC NULLS FIRST) AS "valid_to"
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
      "_place", "_value",
      lag("_value") OVER (PARTITION BY "order_id" ORDER BY "_place" ASC NULLS FIRST, "_stream" ASC NULLS FIRST, "_sequence" ASC NULLS FIRST, "_schema_version" ASC NULLS FIRST, "_event_id" ASC NULLS FIRST) AS "_before"
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
        "_place", "_value",
        max(CASE WHEN "_sequence" IS NOT NULL THEN "_place" END) OVER (PARTITION BY "order_id" ORDER BY "_place" ASC NULLS FIRST, "_stream" ASC NULLS FIRST, "_sequence" ASC NULLS FIRST, "_schema_version" ASC NULLS FIRST, "_event_id" ASC NULLS FIRST) AS "_change"
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
          CASE WHEN "_sequence" IS NULL THEN "_event_time"
            ELSE max(coalesce("_event_time", TIMESTAMP '9999-12-31 23:59:59.999')) OVER (PARTITION BY "order_id", "_sequence" IS NULL ORDER BY "_stream" ASC NULLS FIRST, "_sequence" ASC NULLS FIRST, "_schema_version" ASC NULLS FIRST, "_event_id" ASC NULLS FIRST) END AS "_place",
          CASE WHEN NOT "_deleted" THEN ROW("customer_id", "status", "amount", "updated_at", "items", "_rescued") END AS "_value"
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
            row_number() OVER (PARTITION BY "_stream", substr("_sequence", 1, 40), "_event_id" ORDER BY "_schema_version" DESC NULLS LAST, "_sequence" ASC NULLS LAST) AS "_rank"
          FROM "orders"
        ) AS "ranked"
        WHERE "_rank" = 1
      ) AS "placed"
    ) AS "known"
    WHERE "_sequence" IS NOT NULL OR "_change" IS NULL OR CASE WHEN "_op" = 'ITEM' THEN "_event_time" - INTERVAL '5' MINUTE ELSE "_event_time" - INTERVAL '10' SECOND END > "_change"
  ) AS "compared"
  WHERE "_sequence" IS NOT NULL OR "_value" IS DISTINCT FROM "_before"
) AS "versions"
WHERE NOT "_deleted";

CREATE OR REPLACE VIEW "order_items_current" AS
SELECT
  CAST("element"."order_id" AS varchar) AS "order_id",
  CAST("element"."_position" AS integer) AS "_position",
  CAST("element"."sku" AS varchar) AS "sku",
  CAST("element"."unit_price" AS decimal(12,2)) AS "unit_price",
  CAST("element"."quantity" AS integer) AS "quantity",
  CAST("element"."_op" AS varchar) AS "_op",
  CAST("element"."_event_id" AS varchar) AS "_event_id",
  CAST("element"."_stream" AS varchar) AS "_stream",
  CAST("element"."_sequence" AS varchar) AS "_sequence",
  CAST("element"."_event_time" AS timestamp) AS "_event_time",
  CAST("element"."_deleted" AS boolean) AS "_deleted",
  CAST("element"."_ttl" AS boolean) AS "_ttl",
  CAST("element"."_schema_version" AS integer) AS "_schema_version",
  CAST("element"."_rescued" AS varchar) AS "_rescued",
  CAST("element"."dt" AS varchar) AS "dt"
FROM (
  SELECT
    "order_id",
    "_position",
    "sku",
    "unit_price",
    "quantity",
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
    row_number() OVER (PARTITION BY "dt", "order_id", "_stream", "_sequence", "_event_id", "_schema_version", "_position" ORDER BY "_position") AS "_rank"
  FROM "order_items"
) AS "element"
JOIN "orders_current" AS "parent"
  ON "parent"."order_id" = "element"."order_id"
  AND coalesce("parent"."_stream", '') = coalesce("element"."_stream", '')
  AND coalesce("parent"."_sequence", '') = coalesce("element"."_sequence", '')
  AND "parent"."_event_id" = "element"."_event_id"
  AND "parent"."_schema_version" = "element"."_schema_version"
WHERE "element"."_rank" = 1;

