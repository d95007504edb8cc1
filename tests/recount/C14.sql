-- 附件2·二（一）3(1)“培育社区志愿者队伍”：看材料查验表，有为达标、无为未达标、写明不适用的不适用、没有结果的无法核定；
-- 前后不一致的交评估人员。有批准文件豁免的不适用。
WITH noted AS (
    SELECT street, year, community, count(DISTINCT seen) AS kinds, min(seen) AS seen
    FROM documents WHERE excluded = '' AND code = 'C14' AND seen <> '' GROUP BY street, year, community
)
SELECT c.street, c.year, c.community, NULL AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN EXISTS (SELECT 1 FROM adjustments a WHERE a.excluded = '' AND a.code = 'C14' AND a.kind = '豁免'
            AND a.document <> '' AND a.street = c.street AND a.year = c.year AND a.community IN ('', c.community))
        THEN 'not_applicable'
    WHEN n.kinds > 1 THEN 'for_evaluator'
    WHEN n.seen = '有' THEN 'met' WHEN n.seen = '无' THEN 'not_met' WHEN n.seen = '不适用' THEN 'not_applicable'
    ELSE 'cannot_assess' END AS verdict
FROM community_year c LEFT JOIN noted n USING (street, year, community);
