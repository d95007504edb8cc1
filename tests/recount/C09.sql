-- 附件2·二（一）2“每年大型活动不少于2次”：以申报为准；同一名称连续几天的算一次；合办的只算在主办社区。
WITH day AS (
    SELECT DISTINCT a.street, a.year, a.community, a.title, a.date
    FROM activity_row a JOIN contract_year y USING (year)
    WHERE a.size = '大型' AND a.date BETWEEN y.first AND y.last AND a.host IN ('', a.community)
), first_day AS (
    SELECT * FROM day d WHERE NOT EXISTS (
        SELECT 1 FROM day e WHERE e.street = d.street AND e.year = d.year AND e.community = d.community
            AND e.title = d.title AND e.date = date(d.date, '-1 day'))
)
SELECT c.street, c.year, c.community,
    count(f.title) AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN count(f.title) >= 2 THEN 'met' ELSE 'not_met' END AS verdict
FROM community_year c
JOIN handed_in h ON h.name = 'activities' AND h.street = c.street AND h.year = c.year
LEFT JOIN first_day f ON f.street = c.street AND f.year = c.year AND f.community = c.community
GROUP BY c.street, c.year, c.community;
