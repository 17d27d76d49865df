CREATE OR REPLACE VIEW revenue_by_status AS
SELECT status, CAST(sum(amount) AS decimal(18,2)) AS revenue
FROM orders_current
GROUP BY status;
