-- 附件1·二“承接机构应为每个项目标段配备一名项目主管”：每个月末须有且只有一名全职的项目主管在岗，以离一名最远的月份为准。
WITH counted AS (
    SELECT s.street, s.year, m.day, count(DISTINCT r.who) AS leads
    FROM street_year s JOIN month_end m USING (year)
    LEFT JOIN roster r ON r.street = s.street AND r.year = s.year AND r.full_time = 1 AND r.post = '项目主管'
        AND r.joined_on <= m.day AND (r.left_on IS NULL OR r.left_on >= m.day)
    GROUP BY s.street, s.year, m.day
)
SELECT street, year, '' AS community,
    CASE WHEN 1 - min(leads) >= max(leads) - 1 THEN min(leads) ELSE max(leads) END AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN min(leads) = 1 AND max(leads) = 1 THEN 'met' ELSE 'not_met' END AS verdict
FROM counted JOIN handed_in USING (street, year) WHERE name = 'staff'
GROUP BY street, year;
