-- 二（六）“第二年,服务费100万,服务街道(乡镇)及6个社区”：6个是总数；当年至少有一条有效的探访或活动记录的社区才算。
WITH seen AS (
    SELECT street, year, community, date FROM visit UNION ALL SELECT street, year, community, date FROM activity_row
)
SELECT s.street, s.year, '' AS community,
    CASE WHEN s.year = 2 THEN count(DISTINCT c.community) END AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN s.year <> 2 THEN 'not_applicable' WHEN count(DISTINCT c.community) >= 6 THEN 'met' ELSE 'not_met' END AS verdict
FROM street_year s
LEFT JOIN seen r ON r.street = s.street AND r.year = s.year AND r.date BETWEEN s.first AND s.last
LEFT JOIN community_year c ON c.street = r.street AND c.year = r.year AND c.community = r.community
GROUP BY s.street, s.year;
