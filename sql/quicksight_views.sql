-- The business views of the orders sample, for QuickSight, over the generated views orders_events, orders_current and
-- order_items_current. Apply them with:  bipipeline views apply --schema … --views sql/quicksight_views.sql
--
-- What counts
--   Revenue is the worth of the goods, line by line: units × unit price − discount. Shipping is not in it, and the shop's prices
--   include no tax. An order is revenue from its payment on and as long as it is not undone: status PAID, SHIPPED or DELIVERED.
--   PENDING is not revenue yet; CANCELLED (refunded) and RETURNED no longer are. An order that was withdrawn before it was paid, or that
--   the table's TTL removed, is deleted in DynamoDB and therefore in no current view; only order_status_funnel still counts it.
--   An order belongs to the UTC day and month in which it was placed, whenever it was paid: a late change moves no other month.
--
-- What the views keep to
--   Every column is listed and cast to a type that QuickSight imports (varchar, integer, bigint, decimal of at most 4 places, double,
--   date). Money is decimal from end to end. Averages are rounded half up to the cent in whole numbers, because engines disagree about
--   the result of dividing decimals. Shares and growth are ratios: 0.25 is 25 %. Ties in a ranking are broken by the key, so that the
--   same orders always give the same rows. No view orders its rows; whoever reads them does.

-- name:  order_lines
-- owner: sales-analytics
-- grain: one line of an order that exists
CREATE OR REPLACE VIEW order_lines AS
SELECT
    CAST(i.order_id AS varchar) AS order_id,
    CAST(i."_position" AS integer) AS line_position,
    CAST(i.sku AS varchar) AS sku,
    CAST(i.product_name AS varchar) AS product_name,
    CAST(i.category AS varchar) AS category,
    CAST(i.quantity AS bigint) AS units,
    CAST(CAST(i.quantity AS decimal(10, 0)) * i.unit_price - coalesce(i.discount, CAST(0 AS decimal(12, 2))) AS decimal(18, 2)) AS amount
FROM order_items_current AS i;

-- name:  paid_orders
-- owner: sales-analytics
-- grain: one order that counts as revenue; the one place that says which do
CREATE OR REPLACE VIEW paid_orders AS
WITH totals AS (
    SELECT
        l.order_id AS order_id,
        sum(l.units) AS units,
        sum(l.amount) AS revenue
    FROM order_lines AS l
    GROUP BY l.order_id
)
SELECT
    CAST(o.order_id AS varchar) AS order_id,
    CAST(o.created_at AS timestamp) AS created_at,
    CAST(o.created_at AS date) AS order_date,
    CAST(date_trunc('month', o.created_at) AS date) AS order_month,
    CAST(o.customer_id AS varchar) AS customer_id,
    CAST(o.customer_name AS varchar) AS customer_name,
    CAST(o.address_country_code AS varchar) AS country_code,
    CAST(o.address_country AS varchar) AS country,
    CAST(coalesce(t.units, 0) AS bigint) AS units,
    CAST(coalesce(t.revenue, CAST(0 AS decimal(18, 2))) AS decimal(18, 2)) AS revenue
FROM orders_current AS o
LEFT JOIN totals AS t ON t.order_id = o.order_id
WHERE o.status IN ('PAID', 'SHIPPED', 'DELIVERED');

-- name:  revenue_by_category
-- owner: sales-analytics
-- grain: one product category
-- note:  orders counts an order in each category it has a line of; the column does not add up to the number of orders
CREATE OR REPLACE VIEW revenue_by_category AS
WITH categories AS (
    SELECT
        l.category AS category,
        count(DISTINCT l.order_id) AS orders,
        sum(l.units) AS units,
        sum(l.amount) AS revenue
    FROM order_lines AS l
    INNER JOIN paid_orders AS p ON p.order_id = l.order_id
    GROUP BY l.category
)
SELECT
    CAST(row_number() OVER (ORDER BY c.revenue DESC, c.category) AS integer) AS revenue_rank,
    CAST(c.category AS varchar) AS category,
    CAST(c.orders AS bigint) AS orders,
    CAST(c.units AS bigint) AS units,
    CAST(c.revenue AS decimal(18, 2)) AS revenue,
    CAST(c.revenue AS double) / nullif(CAST(sum(c.revenue) OVER () AS double), CAST(0 AS double)) AS revenue_share
FROM categories AS c;

-- name:  monthly_trends
-- owner: sales-analytics
-- grain: one month (UTC) with revenue
-- note:  growth compares with the calendar month before and is NULL when that one has no revenue
CREATE OR REPLACE VIEW monthly_trends AS
WITH months AS (
    SELECT
        p.order_month AS order_month,
        count(p.order_id) AS orders,
        count(DISTINCT p.customer_id) AS customers,
        CAST(sum(p.revenue) AS decimal(18, 2)) AS revenue,
        CAST(sum(p.revenue) * 100 AS bigint) AS revenue_cents
    FROM paid_orders AS p
    GROUP BY p.order_month
)
SELECT
    CAST(m.order_month AS date) AS order_month,
    CAST(m.orders AS bigint) AS orders,
    CAST(m.customers AS bigint) AS customers,
    CAST(m.revenue AS decimal(18, 2)) AS revenue,
    CAST(CAST((2 * m.revenue_cents + m.orders) / (2 * m.orders) AS decimal(18, 0)) * DECIMAL '0.01' AS decimal(18, 2)) AS average_order_value,
    CAST(b.revenue AS decimal(18, 2)) AS revenue_month_before,
    CAST(m.revenue - b.revenue AS double) / nullif(CAST(b.revenue AS double), CAST(0 AS double)) AS revenue_growth
FROM months AS m
LEFT JOIN months AS b ON b.order_month = CAST(date_add('month', -1, m.order_month) AS date);

-- name:  top_customers
-- owner: sales-analytics
-- grain: one of the twenty customers with the most revenue
-- note:  name and country are those of the customer's latest paid order
CREATE OR REPLACE VIEW top_customers AS
WITH totals AS (
    SELECT
        p.customer_id AS customer_id,
        count(p.order_id) AS orders,
        sum(p.units) AS units,
        sum(p.revenue) AS revenue,
        CAST(sum(p.revenue) * 100 AS bigint) AS revenue_cents,
        min(p.order_date) AS first_order_date,
        max(p.order_date) AS last_order_date
    FROM paid_orders AS p
    GROUP BY p.customer_id
),
orders_by_recency AS (
    SELECT
        p.customer_id AS customer_id,
        p.customer_name AS customer_name,
        p.country_code AS country_code,
        p.country AS country,
        row_number() OVER (PARTITION BY p.customer_id ORDER BY p.created_at DESC, p.order_id DESC) AS recency
    FROM paid_orders AS p
),
ranked AS (
    SELECT
        row_number() OVER (ORDER BY t.revenue DESC, t.customer_id) AS revenue_rank,
        t.customer_id AS customer_id,
        t.orders AS orders,
        t.units AS units,
        t.revenue AS revenue,
        t.revenue_cents AS revenue_cents,
        t.first_order_date AS first_order_date,
        t.last_order_date AS last_order_date
    FROM totals AS t
)
SELECT
    CAST(r.revenue_rank AS integer) AS revenue_rank,
    CAST(r.customer_id AS varchar) AS customer_id,
    CAST(l.customer_name AS varchar) AS customer_name,
    CAST(l.country_code AS varchar) AS country_code,
    CAST(l.country AS varchar) AS country,
    CAST(r.orders AS bigint) AS orders,
    CAST(r.units AS bigint) AS units,
    CAST(r.revenue AS decimal(18, 2)) AS revenue,
    CAST(CAST((2 * r.revenue_cents + r.orders) / (2 * r.orders) AS decimal(18, 0)) * DECIMAL '0.01' AS decimal(18, 2)) AS average_order_value,
    CAST(r.first_order_date AS date) AS first_order_date,
    CAST(r.last_order_date AS date) AS last_order_date
FROM ranked AS r
INNER JOIN orders_by_recency AS l ON l.customer_id = r.customer_id
WHERE r.revenue_rank <= 20 AND l.recency = 1;

-- name:  order_status_funnel
-- owner: sales-analytics
-- grain: one stage of an order's life
-- note:  orders_reached counts orders that ever were in the stage, from the history of changes; orders_now those that are in it.
--        WITHDRAWN: deleted on the customer's word before payment; EXPIRED: deleted by the table's TTL, unpaid.
CREATE OR REPLACE VIEW order_status_funnel AS
WITH stages AS (
    SELECT
        v.stage_order AS stage_order,
        v.stage AS stage
    FROM (
        VALUES
            (1, 'PLACED'), (2, 'PAID'), (3, 'SHIPPED'), (4, 'DELIVERED'), (5, 'RETURNED'), (6, 'CANCELLED'), (7, 'WITHDRAWN'), (8, 'EXPIRED')
    ) AS v (stage_order, stage)
),
steps AS (
    SELECT
        e.order_id AS order_id,
        CASE
            WHEN e."_deleted" AND e."_ttl" THEN 'EXPIRED'
            WHEN e."_deleted" THEN 'WITHDRAWN'
            WHEN e.status = 'PENDING' THEN 'PLACED'
            ELSE e.status
        END AS stage
    FROM orders_events AS e
),
reached AS (
    SELECT
        s.stage AS stage,
        count(DISTINCT s.order_id) AS orders
    FROM steps AS s
    GROUP BY s.stage
),
deletions AS (
    SELECT
        e.order_id AS order_id,
        CASE WHEN e."_ttl" THEN 'EXPIRED' ELSE 'WITHDRAWN' END AS stage,
        row_number() OVER (PARTITION BY e.order_id ORDER BY e."_stream" DESC, e."_sequence" DESC) AS recency
    FROM orders_events AS e
    WHERE e."_deleted"
),
present AS (
    SELECT
        c.order_id AS order_id,
        CASE WHEN c.status = 'PENDING' THEN 'PLACED' ELSE c.status END AS stage
    FROM orders_current AS c
    UNION ALL
    SELECT
        d.order_id AS order_id,
        d.stage AS stage
    FROM deletions AS d
    LEFT JOIN orders_current AS c ON c.order_id = d.order_id
    WHERE d.recency = 1 AND c.order_id IS NULL
),
standing AS (
    SELECT
        p.stage AS stage,
        count(p.order_id) AS orders
    FROM present AS p
    GROUP BY p.stage
),
counted AS (
    SELECT
        s.stage_order AS stage_order,
        s.stage AS stage,
        coalesce(r.orders, 0) AS orders_reached,
        coalesce(n.orders, 0) AS orders_now
    FROM stages AS s
    LEFT JOIN reached AS r ON r.stage = s.stage
    LEFT JOIN standing AS n ON n.stage = s.stage
)
SELECT
    CAST(c.stage_order AS integer) AS stage_order,
    CAST(c.stage AS varchar) AS stage,
    CAST(c.orders_reached AS bigint) AS orders_reached,
    CAST(c.orders_now AS bigint) AS orders_now,
    CAST(c.orders_reached AS double)
        / nullif(CAST(max(CASE WHEN c.stage_order = 1 THEN c.orders_reached END) OVER () AS double), CAST(0 AS double)) AS share_of_placed
FROM counted AS c;

-- name:  sales_by_country
-- owner: sales-analytics
-- grain: one country that goods were sent to
CREATE OR REPLACE VIEW sales_by_country AS
WITH countries AS (
    SELECT
        p.country_code AS country_code,
        max(p.country) AS country,
        count(p.order_id) AS orders,
        count(DISTINCT p.customer_id) AS customers,
        sum(p.units) AS units,
        sum(p.revenue) AS revenue,
        CAST(sum(p.revenue) * 100 AS bigint) AS revenue_cents
    FROM paid_orders AS p
    GROUP BY p.country_code
)
SELECT
    CAST(row_number() OVER (ORDER BY c.revenue DESC, c.country_code) AS integer) AS revenue_rank,
    CAST(c.country_code AS varchar) AS country_code,
    CAST(c.country AS varchar) AS country,
    CAST(c.orders AS bigint) AS orders,
    CAST(c.customers AS bigint) AS customers,
    CAST(c.units AS bigint) AS units,
    CAST(c.revenue AS decimal(18, 2)) AS revenue,
    CAST(CAST((2 * c.revenue_cents + c.orders) / (2 * c.orders) AS decimal(18, 0)) * DECIMAL '0.01' AS decimal(18, 2)) AS average_order_value,
    CAST(c.revenue AS double) / nullif(CAST(sum(c.revenue) OVER () AS double), CAST(0 AS double)) AS revenue_share
FROM countries AS c;

-- name:  daily_kpis
-- owner: sales-analytics
-- grain: one day (UTC) on which an order was placed that still exists
-- note:  new_customers had their first paid order on the day; orders_with_rescued_values hold something that no column could take
CREATE OR REPLACE VIEW daily_kpis AS
WITH first_orders AS (
    SELECT
        p.customer_id AS customer_id,
        min(p.order_date) AS first_order_date
    FROM paid_orders AS p
    GROUP BY p.customer_id
),
new_customers AS (
    SELECT
        f.first_order_date AS order_date,
        count(f.customer_id) AS customers
    FROM first_orders AS f
    GROUP BY f.first_order_date
),
days AS (
    SELECT
        CAST(o.created_at AS date) AS order_date,
        count(o.order_id) AS orders_placed,
        count(p.order_id) AS orders_paid,
        sum(CASE WHEN o.status = 'PENDING' THEN 1 ELSE 0 END) AS orders_pending,
        sum(CASE WHEN o.status = 'CANCELLED' THEN 1 ELSE 0 END) AS orders_cancelled,
        sum(CASE WHEN o.status = 'RETURNED' THEN 1 ELSE 0 END) AS orders_returned,
        sum(CASE WHEN o."_rescued" IS NOT NULL THEN 1 ELSE 0 END) AS orders_with_rescued_values,
        coalesce(sum(p.units), 0) AS units,
        coalesce(sum(p.revenue), CAST(0 AS decimal(18, 2))) AS revenue,
        CAST(coalesce(sum(p.revenue), CAST(0 AS decimal(18, 2))) * 100 AS bigint) AS revenue_cents
    FROM orders_current AS o
    LEFT JOIN paid_orders AS p ON p.order_id = o.order_id
    GROUP BY CAST(o.created_at AS date)
)
SELECT
    CAST(d.order_date AS date) AS order_date,
    CAST(d.orders_placed AS bigint) AS orders_placed,
    CAST(d.orders_paid AS bigint) AS orders_paid,
    CAST(d.orders_pending AS bigint) AS orders_pending,
    CAST(d.orders_cancelled AS bigint) AS orders_cancelled,
    CAST(d.orders_returned AS bigint) AS orders_returned,
    CAST(d.units AS bigint) AS units,
    CAST(d.revenue AS decimal(18, 2)) AS revenue,
    CAST(CAST((2 * d.revenue_cents + d.orders_paid) / nullif(2 * d.orders_paid, 0) AS decimal(18, 0)) * DECIMAL '0.01' AS decimal(18, 2)) AS average_order_value,
    CAST(coalesce(n.customers, 0) AS bigint) AS new_customers,
    CAST(d.orders_with_rescued_values AS bigint) AS orders_with_rescued_values
FROM days AS d
LEFT JOIN new_customers AS n ON n.order_date = d.order_date;
