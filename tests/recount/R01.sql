-- 三（四）“街道(乡镇)和社区服务场地无偿提供承接机构共享使用”：街道本级和每个服务社区各看一处；看材料查验表，有为达标、无为未达标、
-- 写明不适用的不适用、没有结果的无法核定，前后不一致的交评估人员。
WITH noted AS (
    SELECT street, year, community, count(DISTINCT seen) AS kinds, min(seen) AS seen
    FROM documents WHERE excluded = '' AND code = 'R01' AND seen <> '' GROUP BY street, year, community
)
SELECT u.street, u.year, u.community, NULL AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN n.kinds > 1 THEN 'for_evaluator'
    WHEN n.seen = '有' THEN 'met' WHEN n.seen = '无' THEN 'not_met' WHEN n.seen = '不适用' THEN 'not_applicable'
    ELSE 'cannot_assess' END AS verdict
FROM unit_year u LEFT JOIN noted n ON n.street = u.street AND n.year = u.year
    AND n.community = replace(u.community, '街道本级', '');
