-- 附件1·二·1“社会工作或社会学专业本科以上学历;或取得国家社会工作师职业资格……”：看材料查验表，有为达标、无为未达标、
-- 写明不适用的不适用、没有结果的无法核定，前后不一致的交评估人员。
WITH noted AS (
    SELECT street, year, count(DISTINCT seen) AS kinds, min(seen) AS seen
    FROM documents WHERE excluded = '' AND code = 'T10' AND seen <> '' GROUP BY street, year
)
SELECT s.street, s.year, '' AS community, NULL AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN n.kinds > 1 THEN 'for_evaluator'
    WHEN n.seen = '有' THEN 'met' WHEN n.seen = '无' THEN 'not_met' WHEN n.seen = '不适用' THEN 'not_applicable'
    ELSE 'cannot_assess' END AS verdict
FROM street_year s LEFT JOIN noted n USING (street, year);
