-- 附件2·二（二）“针对社区焦点问题,组织居民议事,形成方案并解决不少于2例”：议事、方案、解决三个日期先后有序才算一例；
-- 只约束自选了“治理难点问题”的社区；按合同期累计，结项时判定。
SELECT c.street, c.year, c.community,
    CASE WHEN k.option = '治理难点问题' THEN count(DISTINCT p.title) END AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN k.option <> '治理难点问题' THEN 'not_applicable' WHEN c.year < 2 THEN 'in_progress'
        WHEN count(DISTINCT p.title) >= 2 THEN 'met' ELSE 'not_met' END AS verdict
FROM community_year c
JOIN communities k ON k.excluded = '' AND k.street = c.street AND k.year = c.year AND k.community = c.community
LEFT JOIN problems p ON p.excluded = '' AND p.street = c.street AND p.year <= c.year AND p.community = c.community
    AND p.deliberated_on <= p.planned_on AND p.planned_on <= p.solved_on AND p.solved_on <= c.last
GROUP BY c.street, c.year, c.community;
