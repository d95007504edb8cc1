-- 附件2·二（一）1(2)“绘制社区资源地图”：每个社区一份，合同期内做过一份即可；第一年没有查到的，不到结项不判定。
WITH noted AS (
    SELECT c.street, c.year, c.community, d.seen FROM community_year c
    JOIN documents d ON d.excluded = '' AND d.code = 'C04' AND d.seen <> '' AND d.street = c.street
        AND d.community = c.community AND d.year <= c.year
)
SELECT c.street, c.year, c.community, NULL AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN EXISTS (SELECT 1 FROM noted n WHERE n.street = c.street AND n.year = c.year AND n.community = c.community AND n.seen = '有') THEN 'met'
    WHEN NOT EXISTS (SELECT 1 FROM noted n WHERE n.street = c.street AND n.year = c.year AND n.community = c.community) THEN 'cannot_assess'
    WHEN NOT EXISTS (SELECT 1 FROM noted n WHERE n.street = c.street AND n.year = c.year AND n.community = c.community AND n.seen <> '不适用') THEN 'not_applicable'
    WHEN c.year < 2 THEN 'in_progress' ELSE 'not_met' END AS verdict
FROM community_year c;
