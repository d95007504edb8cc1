-- 二（七）“5月中旬至6月,市民政局统一编制招标文件,组织招投标”：2016年5月11日至6月30日须有招投标的记录，没有的交评估人员；
-- 整个试点，只看第一年。
SELECT s.street, s.year, '' AS community, count(m.date) AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN count(m.date) THEN 'met' ELSE 'for_evaluator' END AS verdict
FROM street_year s
LEFT JOIN milestones m ON m.excluded = '' AND m.kind = '招投标' AND m.date BETWEEN '2016-05-11' AND '2016-06-30'
WHERE s.year = 1 GROUP BY s.street, s.year
UNION ALL SELECT street, year, '', NULL, NULL, NULL, 'not_applicable' FROM street_year WHERE year = 2;
