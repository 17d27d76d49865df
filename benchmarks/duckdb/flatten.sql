-- The work of `bipipeline flatten` on the benchmarks' Orders records, in DuckDB: explicit columns, one thread, one Snappy file.
-- compare.py replaces @INPUT@ and @OUTPUT@ with the paths, and @ITEM@ with the type of an image.
SET threads = 1;
SET preserve_insertion_order = true;
COPY (
  WITH changes AS (
    SELECT eventID, eventName, dynamodb AS change, CASE eventName WHEN 'REMOVE' THEN dynamodb.OldImage ELSE dynamodb.NewImage END AS item
    FROM read_json('@INPUT@', format = 'newline_delimited', columns = {
      eventID: 'VARCHAR',
      eventName: 'VARCHAR',
      dynamodb: 'STRUCT(ApproximateCreationDateTime BIGINT, NewImage @ITEM@, OldImage @ITEM@, SequenceNumber VARCHAR)'
    })
  )
  SELECT
    item.orderId.S AS order_id,
    item.customerId.S AS customer_id,
    item.status.S AS status,
    item.currency.S AS currency,
    item.amount.N::DECIMAL(12,2) AS amount,
    item.tax.N::DECIMAL(12,2) AS tax,
    item.discount.N::DECIMAL(12,2) AS discount,
    strptime(item.createdAt.S, '%Y-%m-%dT%H:%M:%S.%gZ') AS created_at,
    make_timestamp(item.updatedAtMs.N::BIGINT * 1000) AS updated_at,
    item.isGift."BOOL" AS is_gift,
    item.couponCode.S AS coupon_code,
    item.channel.S AS channel,
    item.warehouse.S AS warehouse,
    item.version.N::INTEGER AS version,
    item.weightKg.N::DOUBLE AS weight_kg,
    item.note.S AS note,
    item.customer.M.name.S AS customer_name,
    item.customer.M.email.S AS customer_email,
    item.customer.M.tier.S AS customer_tier,
    item.customer.M.address.M.city.S AS city,
    item.customer.M.address.M.country.S AS country,
    item.customer.M.address.M.zip.S AS zip,
    list_transform(item.items.L, lambda entry: {'sku': entry.M.sku.S, 'qty': entry.M.qty.N::INTEGER, 'price': entry.M.price.N::DECIMAL(12,2)}) AS items,
    item.tags.SS AS tags,
    eventName AS _op,
    eventID AS _event_id,
    change.SequenceNumber AS _sequence,
    to_timestamp(change.ApproximateCreationDateTime)::TIMESTAMP AS _event_time
  FROM changes
) TO '@OUTPUT@' (FORMAT parquet, COMPRESSION snappy);
