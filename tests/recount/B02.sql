-- 二（六）“第一年,每个街道(乡镇)服务费60万”：60万元是上限，合同约定的年度服务费不得高于它。
SELECT s.street, s.year, '' AS community, sum(k.fee) AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN sum(k.fee) <= 600000 THEN 'met' ELSE 'not_met' END AS verdict
FROM street_year s JOIN contracts k ON k.excluded = '' AND k.street = s.street AND k.year = s.year
WHERE s.year = 1 GROUP BY s.street, s.year
UNION ALL SELECT street, year, '', NULL, NULL, NULL, 'not_applicable' FROM street_year WHERE year <> 1;
