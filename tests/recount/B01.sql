-- 二（六）“试点经费预算共计1440万元,分两年投入”：市里编列的两年预算相加，须正好是1440万元；整个试点一个结论，按合同期计。
SELECT s.street, s.year, '' AS community, sum(b.amount) AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN s.year < 2 THEN 'in_progress' WHEN sum(b.amount) = 14400000 THEN 'met' ELSE 'not_met' END AS verdict
FROM street_year s JOIN budget b ON b.excluded = '' AND b.year <= s.year
GROUP BY s.street, s.year;
