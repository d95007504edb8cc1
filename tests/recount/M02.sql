-- 二（七）“5月上旬,……提出具体购买服务需求,报市民政局审定”：2016年5月1日至10日须有该街道的需求审定记录，没有的交评估人员；只看第一年。
SELECT s.street, s.year, '' AS community,
    count(m.date) AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN count(m.date) THEN 'met' ELSE 'for_evaluator' END AS verdict
FROM street_year s
LEFT JOIN milestones m ON m.excluded = '' AND m.street = s.street AND m.kind = '需求审定'
    AND m.date BETWEEN '2016-05-01' AND '2016-05-10'
WHERE s.year = 1 GROUP BY s.street, s.year
UNION ALL SELECT street, year, '', NULL, NULL, NULL, 'not_applicable' FROM street_year WHERE year = 2;
