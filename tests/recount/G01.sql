-- 三（二）“试点街道(乡镇)和社区要从现有工作人员中调整出1~2名……担任‘社区服务协调员’”：街道本级和每个服务社区各1至2名；
-- 逐个月末清点在任的人数，以离1至2名最远的月份为准。
WITH counted AS (
    SELECT u.street, u.year, u.community, m.day, count(DISTINCT k.name) AS persons
    FROM unit_year u JOIN month_end m USING (year)
    LEFT JOIN coordinators k ON k.excluded = '' AND k.street = u.street AND k.year = u.year AND k.community = replace(u.community, '街道本级', '')
        AND k.from_on <= m.day AND (k.to_on IS NULL OR k.to_on >= m.day)
    GROUP BY u.street, u.year, u.community, m.day
)
SELECT street, year, community,
    CASE WHEN 1 - min(persons) >= max(persons) - 2 THEN min(persons) ELSE max(persons) END AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN min(persons) >= 1 AND max(persons) <= 2 THEN 'met' ELSE 'not_met' END AS verdict
FROM counted JOIN handed_in USING (street, year) WHERE name = 'coordinators'
GROUP BY street, year, community;
