-- 二（六）“姑苏区、苏州工业园区、苏州高新区试点经费全部由本市级承担”：这三个区的街道收到的每一笔，拨付方都须是市级。
SELECT s.street, s.year, '' AS community, avg(p.payer = '市级') AS value,
    sum(p.payer = '市级') AS numerator, count(*) AS denominator,
    CASE WHEN min(p.payer = '市级') THEN 'met' ELSE 'not_met' END AS verdict
FROM street_year s JOIN payment p ON p.street = s.street AND p.year = s.year AND p.date BETWEEN s.first AND s.last
WHERE s.district IN ('姑苏区', '苏州工业园区', '苏州高新区') GROUP BY s.street, s.year
UNION ALL SELECT street, year, '', NULL, NULL, NULL, 'not_applicable' FROM street_year
WHERE district NOT IN ('姑苏区', '苏州工业园区', '苏州高新区');
