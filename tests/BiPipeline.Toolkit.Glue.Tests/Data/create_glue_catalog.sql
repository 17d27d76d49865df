-- Made from the schema file by 'bipipeline glue ddl'; change that, not this.

CREATE DATABASE IF NOT EXISTS `analytics`
COMMENT 'Lake at s3://example-lake/lake';

CREATE EXTERNAL TABLE IF NOT EXISTS `analytics`.`orders` (
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
LOCATION 's3://example-lake/lake/processed/orders/'
TBLPROPERTIES (
  'bipipeline.schema_sha256' = 'e9832cdc8d67756a7a746364b3e4ea9887a05089f153c98e31c95d6f4b118855',
  'bipipeline.schema_version' = '1',
  'bipipeline.toolkit_version' = '0.1.0',
  'classification' = 'parquet',
  'projection.dt.format' = 'yyyy-MM-dd',
  'projection.dt.interval' = '1',
  'projection.dt.interval.unit' = 'DAYS',
  'projection.dt.range' = '2020-01-01,NOW+1DAY',
  'projection.dt.type' = 'date',
  'projection.enabled' = 'true',
  'storage.location.template' = 's3://example-lake/lake/processed/orders/dt=${dt}/'
);

CREATE EXTERNAL TABLE IF NOT EXISTS `analytics`.`order_items` (
  `order_id` string COMMENT 'orderId',
  `_position` int COMMENT 'Index in the list',
  `sku` string COMMENT 'sku',
  `unit_price` decimal(12,2) COMMENT 'unitPrice',
  `quantity` int COMMENT 'quantity',
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
LOCATION 's3://example-lake/lake/processed/order_items/'
TBLPROPERTIES (
  'bipipeline.schema_sha256' = 'e9832cdc8d67756a7a746364b3e4ea9887a05089f153c98e31c95d6f4b118855',
  'bipipeline.schema_version' = '1',
  'bipipeline.toolkit_version' = '0.1.0',
  'classification' = 'parquet',
  'projection.dt.format' = 'yyyy-MM-dd',
  'projection.dt.interval' = '1',
  'projection.dt.interval.unit' = 'DAYS',
  'projection.dt.range' = '2020-01-01,NOW+1DAY',
  'projection.dt.type' = 'date',
  'projection.enabled' = 'true',
  'storage.location.template' = 's3://example-lake/lake/processed/order_items/dt=${dt}/'
);

CREATE EXTERNAL TABLE IF NOT EXISTS `analytics`.`orders_raw` (
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
LOCATION 's3://example-lake/lake/raw/orders/'
TBLPROPERTIES (
  'bipipeline.schema_sha256' = 'e9832cdc8d67756a7a746364b3e4ea9887a05089f153c98e31c95d6f4b118855',
  'bipipeline.schema_version' = '1',
  'bipipeline.toolkit_version' = '0.1.0',
  'classification' = 'json',
  'projection.dt.format' = 'yyyy-MM-dd',
  'projection.dt.interval' = '1',
  'projection.dt.interval.unit' = 'DAYS',
  'projection.dt.range' = '2020-01-01,NOW+1DAY',
  'projection.dt.type' = 'date',
  'projection.enabled' = 'true',
  'storage.location.template' = 's3://example-lake/lake/raw/orders/dt=${dt}/'
);

CREATE EXTERNAL TABLE IF NOT EXISTS `analytics`.`orders_quarantine` (
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
LOCATION 's3://example-lake/lake/quarantine/orders/'
TBLPROPERTIES (
  'bipipeline.schema_sha256' = 'e9832cdc8d67756a7a746364b3e4ea9887a05089f153c98e31c95d6f4b118855',
  'bipipeline.schema_version' = '1',
  'bipipeline.toolkit_version' = '0.1.0',
  'classification' = 'json',
  'projection.dt.format' = 'yyyy-MM-dd',
  'projection.dt.interval' = '1',
  'projection.dt.interval.unit' = 'DAYS',
  'projection.dt.range' = '2020-01-01,NOW+1DAY',
  'projection.dt.type' = 'date',
  'projection.enabled' = 'true',
  'storage.location.template' = 's3://example-lake/lake/quarantine/orders/dt=${dt}/'
);
