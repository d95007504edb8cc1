-- 二（七）“2016年12月,市统一组织项目评估、跟进监管”：2016年12月内该街道须有一次评估的记录，没有的交评估人员；只看第一年。
SELECT s.street, s.year, '' AS community,
    count(e.date) AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN count(e.date) THEN 'met' ELSE 'for_evaluator' END AS verdict
FROM street_year s
LEFT JOIN evaluations e ON e.excluded = '' AND e.street = s.street AND e.node = '中期评估'
    AND e.date BETWEEN '2016-12-01' AND '2016-12-31'
WHERE s.year = 1 GROUP BY s.street, s.year
UNION ALL SELECT street, year, '', NULL, NULL, NULL, 'not_applicable' FROM street_year WHERE year = 2;
