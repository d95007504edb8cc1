-- 附件2·二（一）2“重点为老年人、优抚对象……提供文化康乐、正面成长、增能减压服务”：看评分表，评估人员认定符合不符合；
-- 待定、没有写的或前后不一致的，仍待评估人员核定。
WITH noted AS (
    SELECT street, year, community, count(DISTINCT rating) AS kinds, min(rating) AS rating
    FROM ratings WHERE excluded = '' AND code = 'C08' AND rating <> '' GROUP BY street, year, community
)
SELECT c.street, c.year, c.community, NULL AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN n.kinds = 1 AND n.rating = '符合' THEN 'met' WHEN n.kinds = 1 AND n.rating = '不符合' THEN 'not_met'
    ELSE 'for_evaluator' END AS verdict
FROM community_year c LEFT JOIN noted n USING (street, year, community);
