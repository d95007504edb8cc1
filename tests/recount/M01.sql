-- 二（七）“4月下旬,市政府召开试点工作推进会,启动试点”：2016年4月21日至30日须有会议记录，没有的交评估人员；整个试点，只看第一年。
SELECT s.street, s.year, '' AS community, count(m.date) AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN count(m.date) THEN 'met' ELSE 'for_evaluator' END AS verdict
FROM street_year s
LEFT JOIN milestones m ON m.excluded = '' AND m.kind = '推进会' AND m.date BETWEEN '2016-04-21' AND '2016-04-30'
WHERE s.year = 1 GROUP BY s.street, s.year
UNION ALL SELECT street, year, '', NULL, NULL, NULL, 'not_applicable' FROM street_year WHERE year = 2;
