-- 二（四）“派出常驻全职人员,试点第一年不少于5名,第二年不少于8名”：逐个月末清点在岗的常驻全职人员，以人数最少的月份为准。
WITH counted AS (
    SELECT s.street, s.year, m.day, count(DISTINCT r.who) AS persons
    FROM street_year s JOIN month_end m USING (year)
    LEFT JOIN roster r ON r.street = s.street AND r.year = s.year AND r.full_time = 1 AND r.stationed = 1
        AND r.joined_on <= m.day AND (r.left_on IS NULL OR r.left_on >= m.day)
    GROUP BY s.street, s.year, m.day
)
SELECT street, year, '' AS community,
    min(persons) AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN min(persons) >= CASE year WHEN 1 THEN 5 ELSE 8 END THEN 'met' ELSE 'not_met' END AS verdict
FROM counted JOIN handed_in USING (street, year) WHERE name = 'staff'
GROUP BY street, year;
