-- 附件1·二“其中50%以上应为专业社工”：含本数；逐个月末以在岗的常驻全职人员为分母，以占比最低的月份为准；
-- 毕业或取证日期须不晚于清点之日。
WITH counted AS (
    SELECT s.street, s.year, m.day, count(DISTINCT r.who) AS persons,
        count(DISTINCT CASE WHEN q.since <= m.day THEN r.who END) AS professionals
    FROM street_year s JOIN month_end m USING (year)
    JOIN roster r ON r.street = s.street AND r.year = s.year AND r.full_time = 1 AND r.stationed = 1
        AND r.joined_on <= m.day AND (r.left_on IS NULL OR r.left_on >= m.day)
    LEFT JOIN qualified q ON q.street = s.street AND q.year = s.year AND q.who = r.who
    GROUP BY s.street, s.year, m.day
), lowest AS (
    SELECT *, row_number() OVER (PARTITION BY street, year ORDER BY 1.0 * professionals / persons, day) AS place FROM counted
)
SELECT street, year, '' AS community,
    1.0 * professionals / persons AS value, professionals AS numerator, persons AS denominator,
    CASE WHEN 2 * professionals >= persons THEN 'met' ELSE 'not_met' END AS verdict
FROM lowest WHERE place = 1;
