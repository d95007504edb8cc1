-- 附件2·一（一）1“服务对象人数(家庭数)每年合计不少于40个”：当年有服务记录的家庭，一户一年只计一次；
-- “可适当调整”须有批准文件，且只调整这个40。
WITH wanted AS (
    SELECT s.*, coalesce((SELECT a.bound FROM adjustments a WHERE a.excluded = '' AND a.code = 'S03'
        AND a.kind = '调整' AND a.document <> '' AND a.street = s.street AND a.year = s.year), 40) AS families
    FROM street_year s
)
SELECT w.street, w.year, '' AS community,
    CASE WHEN h.name IS NOT NULL THEN count(DISTINCT r.family) END AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN h.name IS NULL THEN 'cannot_assess' WHEN count(DISTINCT r.family) >= w.families THEN 'met' ELSE 'not_met' END AS verdict,
    w.families AS low
FROM wanted w
LEFT JOIN handed_in h ON h.name = 'services' AND h.street = w.street AND h.year = w.year
LEFT JOIN service r ON r.street = w.street AND r.year = w.year AND r.date BETWEEN w.first AND w.last
GROUP BY w.street, w.year;
