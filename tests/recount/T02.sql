-- 附件1·二“第一、第二年分别按合同配备5名、8名全职员工”：合同约定多的按合同，少的仍按5名、8名；逐个月末清点在岗的全职员工，
-- 不问是否常驻，以人数最少的月份为准。
WITH counted AS (
    SELECT s.street, s.year, m.day, count(DISTINCT r.who) AS persons
    FROM street_year s JOIN month_end m USING (year)
    LEFT JOIN roster r ON r.street = s.street AND r.year = s.year AND r.full_time = 1
        AND r.joined_on <= m.day AND (r.left_on IS NULL OR r.left_on >= m.day)
    GROUP BY s.street, s.year, m.day
), wanted AS (
    SELECT s.street, s.year, max(CASE s.year WHEN 1 THEN 5 ELSE 8 END, coalesce(max(k.staff_required), 0)) AS persons
    FROM street_year s LEFT JOIN contracts k ON k.excluded = '' AND k.street = s.street AND k.year = s.year
    GROUP BY s.street, s.year
)
SELECT c.street, c.year, '' AS community, min(c.persons) AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN min(c.persons) >= w.persons THEN 'met' ELSE 'not_met' END AS verdict, w.persons AS low
FROM counted c JOIN wanted w USING (street, year)
JOIN handed_in h ON h.name = 'staff' AND h.street = c.street AND h.year = c.year
GROUP BY c.street, c.year;
