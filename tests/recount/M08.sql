-- 二（二）“在试点基础上,总结经验、扩大覆盖,逐步实现全市社区服务社会化”：结项时由评估人员认定，第一年不判定；整个试点一个结论。
WITH noted AS (
    SELECT count(DISTINCT rating) AS kinds, min(rating) AS rating FROM ratings
    WHERE excluded = '' AND code = 'M08' AND rating <> '' AND street = '全市'
)
SELECT s.street, s.year, '' AS community, NULL AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN s.year < 2 THEN 'not_applicable' WHEN n.kinds = 1 AND n.rating = '符合' THEN 'met'
    WHEN n.kinds = 1 AND n.rating = '不符合' THEN 'not_met' ELSE 'for_evaluator' END AS verdict
FROM street_year s, noted n;
