-- 二（七）“7月,中标机构入驻试点街道(乡镇),履行合同”：有常驻人员在2016年7月内到岗；无人到岗的交评估人员；只看第一年。
SELECT s.street, s.year, '' AS community,
    count(DISTINCT r.who) AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN count(DISTINCT r.who) >= 1 THEN 'met' ELSE 'for_evaluator' END AS verdict
FROM street_year s
LEFT JOIN roster r ON r.street = s.street AND r.year = s.year AND r.stationed = 1
    AND r.joined_on BETWEEN '2016-07-01' AND '2016-07-31'
WHERE s.year = 1 GROUP BY s.street, s.year
UNION ALL SELECT street, year, '', NULL, NULL, NULL, 'not_applicable' FROM street_year WHERE year = 2;
