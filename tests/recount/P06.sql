-- 二（四）“合同期限2年”：每份合同从起始日到终止日须满24个月；按年度登记的合同逐年看。
WITH term AS (
    SELECT s.street, s.year, k.contract_no, min(date(k.from_on, '+24 months') <= date(k.to_on, '+1 day')) AS full
    FROM street_year s JOIN contracts k ON k.excluded = '' AND k.street = s.street AND k.year = s.year
    GROUP BY s.street, s.year, k.contract_no
)
SELECT street, year, '' AS community, avg(full) AS value, sum(full) AS numerator, count(*) AS denominator,
    CASE WHEN min(full) THEN 'met' ELSE 'not_met' END AS verdict
FROM term GROUP BY street, year;
