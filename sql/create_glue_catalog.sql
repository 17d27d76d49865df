-- Made from the schema file by 'bipipeline glue ddl'; change that, not this.

CREATE DATABASE IF NOT EXISTS `orders_lake`
COMMENT 'Lake at s3://orders-lake-123456789012';

CREATE EXTERNAL TABLE IF NOT EXISTS `orders_lake`.`orders` (
  `order_id` string COMMENT 'Number of the order',
  `status` string COMMENT 'PENDING, PAID, SHIPPED, DELIVERED, RETURNED or CANCELLED',
  `created_at` timestamp COMMENT 'When the order was placed, UTC',
  `updated_at` timestamp COMMENT 'When the shop last wrote the order, UTC',
  `expires_at` timestamp COMMENT 'TTL attribute of the table: an unpaid order is deleted some time after it',
  `currency` string COMMENT 'ISO 4217',
  `channel` string COMMENT 'WEB, APP or MARKETPLACE; since March 2026',
  `customer_id` string COMMENT 'customer.customerId',
  `customer_name` string COMMENT 'customer.name',
  `customer_email` string COMMENT 'customer.email',
  `customer_is_business` boolean COMMENT 'customer.isBusiness',
  `address_street` string COMMENT 'customer.address.street',
  `address_line2` string COMMENT 'customer.address.line2',
  `address_city` string COMMENT 'customer.address.city',
  `address_postal_code` string COMMENT 'Stored as a number until April 2026; text takes both',
  `address_country_code` string COMMENT 'ISO 3166-1 alpha-2',
  `address_country` string COMMENT 'customer.address.country',
  `subtotal` decimal(12,2) COMMENT 'Goods after discounts, without shipping',
  `shipping_fee` decimal(12,2) COMMENT 'shippingFee',
  `total_amount` decimal(12,2) COMMENT 'What the customer pays',
  `payment_method` string COMMENT 'CARD, PAYPAL, BANK_TRANSFER or INVOICE',
  `payment_reference` decimal(38,0) COMMENT 'Number of the bank: 38 digits, every one kept',
  `delivery_estimate_days` int COMMENT 'A range such as 3-5, written for two weeks in May 2026, is in _rescued',
  `loyalty_points` int COMMENT 'loyaltyPoints',
  `coupon_code` string COMMENT 'couponCode',
  `is_gift` boolean COMMENT 'isGift',
  `tags` array<string> COMMENT 'tags',
  `shipped_at` timestamp COMMENT 'shippedAt',
  `carrier` string COMMENT 'carrier',
  `tracking_number` string COMMENT 'trackingNumber',
  `delivered_at` timestamp COMMENT 'deliveredAt',
  `returned_at` timestamp COMMENT 'returnedAt',
  `return_reason` string COMMENT 'returnReason',
  `cancel_reason` string COMMENT 'cancelReason',
  `_op` string COMMENT 'INSERT, MODIFY, REMOVE or ITEM',
  `_event_id` string COMMENT 'Identity of the change',
  `_stream` string COMMENT 'Label of the stream',
  `_sequence` string COMMENT 'Sequence number, 40 digits',
  `_event_time` timestamp COMMENT 'Time of the change, UTC',
  `_deleted` boolean COMMENT 'The item is gone after this change',
  `_ttl` boolean COMMENT 'Deleted by the TTL service',
  `_schema_version` int COMMENT 'Version of the schema file',
  `_rescued` string COMMENT 'JSON of values that no column could take'
)
COMMENT 'Changes of orders, one row a change'
PARTITIONED BY (
  `dt` string COMMENT 'UTC day of event_time'
)
ROW FORMAT SERDE 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe'
WITH SERDEPROPERTIES (
  'serialization.format' = '1'
)
STORED AS INPUTFORMAT 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat'
LOCATION 's3://orders-lake-123456789012/processed/orders/'
TBLPROPERTIES (
  'bipipeline.schema_sha256' = 'b8a3b346d5d26ed53e3b57f9ed50362cbd4bea5936c378a1e16efb289b077443',
  'bipipeline.schema_version' = '1',
  'bipipeline.toolkit_version' = '0.1.0',
  'classification' = 'parquet',
  'projection.dt.format' = 'yyyy-MM-dd',
  'projection.dt.interval' = '1',
  'projection.dt.interval.unit' = 'DAYS',
  'projection.dt.range' = '2025-09-01,NOW+1DAY',
  'projection.dt.type' = 'date',
  'projection.enabled' = 'true',
  'storage.location.template' = 's3://orders-lake-123456789012/processed/orders/dt=${dt}/'
);

CREATE EXTERNAL TABLE IF NOT EXISTS `orders_lake`.`order_items` (
  `order_id` string COMMENT 'Number of the order',
  `_position` int COMMENT 'Index in the list',
  `sku` string COMMENT 'sku',
  `product_name` string COMMENT 'productName',
  `category` string COMMENT 'category',
  `quantity` int COMMENT 'quantity',
  `unit_price` decimal(12,2) COMMENT 'Price of one piece',
  `discount` decimal(12,2) COMMENT 'Taken off the line; NULL: none',
  `_op` string COMMENT 'INSERT, MODIFY, REMOVE or ITEM',
  `_event_id` string COMMENT 'Identity of the change',
  `_stream` string COMMENT 'Label of the stream',
  `_sequence` string COMMENT 'Sequence number, 40 digits',
  `_event_time` timestamp COMMENT 'Time of the change, UTC',
  `_deleted` boolean COMMENT 'The item is gone after this change',
  `_ttl` boolean COMMENT 'Deleted by the TTL service',
  `_schema_version` int COMMENT 'Version of the schema file',
  `_rescued` string COMMENT 'JSON of values that no column could take'
)
COMMENT 'Changes of orders, one row an element of items'
PARTITIONED BY (
  `dt` string COMMENT 'UTC day of event_time'
)
ROW FORMAT SERDE 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe'
WITH SERDEPROPERTIES (
  'serialization.format' = '1'
)
STORED AS INPUTFORMAT 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat'
LOCATION 's3://orders-lake-123456789012/processed/order_items/'
TBLPROPERTIES (
  'bipipeline.schema_sha256' = 'b8a3b346d5d26ed53e3b57f9ed50362cbd4bea5936c378a1e16efb289b077443',
  'bipipeline.schema_version' = '1',
  'bipipeline.toolkit_version' = '0.1.0',
  'classification' = 'parquet',
  'projection.dt.format' = 'yyyy-MM-dd',
  'projection.dt.interval' = '1',
  'projection.dt.interval.unit' = 'DAYS',
  'projection.dt.range' = '2025-09-01,NOW+1DAY',
  'projection.dt.type' = 'date',
  'projection.enabled' = 'true',
  'storage.location.template' = 's3://orders-lake-123456789012/processed/order_items/dt=${dt}/'
);

CREATE EXTERNAL TABLE IF NOT EXISTS `orders_lake`.`orders_raw` (
  `record` string COMMENT 'One JSON document; read it with json_extract_scalar'
)
COMMENT 'Records of orders as received, one JSON a line'
PARTITIONED BY (
  `dt` string COMMENT 'UTC day of event_time'
)
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe'
WITH SERDEPROPERTIES (
  'serialization.format' = '1'
)
STORED AS INPUTFORMAT 'org.apache.hadoop.mapred.TextInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION 's3://orders-lake-123456789012/raw/orders/'
TBLPROPERTIES (
  'bipipeline.schema_sha256' = 'b8a3b346d5d26ed53e3b57f9ed50362cbd4bea5936c378a1e16efb289b077443',
  'bipipeline.schema_version' = '1',
  'bipipeline.toolkit_version' = '0.1.0',
  'classification' = 'json',
  'projection.dt.format' = 'yyyy-MM-dd',
  'projection.dt.interval' = '1',
  'projection.dt.interval.unit' = 'DAYS',
  'projection.dt.range' = '2020-01-01,NOW+1DAY',
  'projection.dt.type' = 'date',
  'projection.enabled' = 'true',
  'storage.location.template' = 's3://orders-lake-123456789012/raw/orders/dt=${dt}/'
);

CREATE EXTERNAL TABLE IF NOT EXISTS `orders_lake`.`orders_quarantine` (
  `record` string COMMENT 'One JSON document; read it with json_extract_scalar'
)
COMMENT 'Records of orders that could not be read, one JSON with reason and record a line'
PARTITIONED BY (
  `dt` string COMMENT 'UTC day of event_time'
)
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe'
WITH SERDEPROPERTIES (
  'serialization.format' = '1'
)
STORED AS INPUTFORMAT 'org.apache.hadoop.mapred.TextInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION 's3://orders-lake-123456789012/quarantine/orders/'
TBLPROPERTIES (
  'bipipeline.schema_sha256' = 'b8a3b346d5d26ed53e3b57f9ed50362cbd4bea5936c378a1e16efb289b077443',
  'bipipeline.schema_version' = '1',
  'bipipeline.toolkit_version' = '0.1.0',
  'classification' = 'json',
  'projection.dt.format' = 'yyyy-MM-dd',
  'projection.dt.interval' = '1',
  'projection.dt.interval.unit' = 'DAYS',
  'projection.dt.range' = '2020-01-01,NOW+1DAY',
  'projection.dt.type' = 'date',
  'projection.enabled' = 'true',
  'storage.location.template' = 's3://orders-lake-123456789012/quarantine/orders/dt=${dt}/'
);
