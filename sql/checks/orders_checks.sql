-- What must hold of the orders' views, whatever the data: each query returns the rows that break a rule, so none.
-- Run after the views are applied, on Athena (views apply --checks sql/checks) and over a lake's folder (views check sql/checks).

-- name: an order is in orders_current once
SELECT
    o.order_id AS order_id
FROM orders_current AS o
GROUP BY o.order_id
HAVING count(*) > 1;

-- name: a line belongs to an order that exists
SELECT
    i.order_id AS order_id
FROM order_items_current AS i
LEFT JOIN orders_current AS o ON o.order_id = i.order_id
WHERE o.order_id IS NULL;

-- name: a change is in orders_events once a day
SELECT
    e."_event_id" AS event_id
FROM orders_events AS e
GROUP BY e.dt, e."_event_id"
HAVING count(*) > 1;

-- name: months, countries and days tell one revenue
SELECT
    m.revenue AS months,
    c.revenue AS countries,
    d.revenue AS days
FROM (SELECT sum(revenue) AS revenue FROM monthly_trends) AS m
CROSS JOIN (SELECT sum(revenue) AS revenue FROM sales_by_country) AS c
CROSS JOIN (SELECT sum(revenue) AS revenue FROM daily_kpis) AS d
WHERE m.revenue <> c.revenue OR m.revenue <> d.revenue;

-- name: shares add up to one
SELECT
    sum(r.revenue_share) AS shares
FROM revenue_by_category AS r
HAVING abs(sum(r.revenue_share) - CAST(1 AS double)) > CAST('0.000001' AS double);

-- name: no stage holds more orders than ever reached it
SELECT
    f.stage AS stage
FROM order_status_funnel AS f
WHERE f.orders_now > f.orders_reached;
