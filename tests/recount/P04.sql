-- 二（一）“以社区照顾、社区参与、社区融入和社区发展为重点”：服务记录、活动记录合在一起，四个领域当年各有一条以上；缺的由评估人员看缘由；
-- 两张表都没有服务领域一栏的无从核定。
WITH told AS (
    SELECT street, year, date, domain FROM service UNION ALL SELECT street, year, date, domain FROM activity_row
)
SELECT s.street, s.year, '' AS community,
    count(DISTINCT t.domain) AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN count(DISTINCT t.domain) = 4 THEN 'met' ELSE 'for_evaluator' END AS verdict
FROM street_year s
LEFT JOIN told t ON t.street = s.street AND t.year = s.year AND t.date BETWEEN s.first AND s.last
    AND t.domain IN ('社区照顾', '社区参与', '社区融入', '社区发展')
WHERE EXISTS (SELECT 1 FROM heads h WHERE h.name IN ('services', 'activities') AND h.field = 'domain'
    AND h.street = s.street AND h.year = s.year)
GROUP BY s.street, s.year;
