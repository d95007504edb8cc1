-- 附件1·二“全职员工中具备1年以上实际工作经验的不少于50%”：到岗之日满12个月为“1年以上”；逐个月末以在岗的常驻全职人员为分母，
-- 以占比最低的月份为准。
WITH counted AS (
    SELECT s.street, s.year, m.day, count(DISTINCT r.who) AS persons,
        count(DISTINCT CASE WHEN date(r.experience_from, '+12 months') <= r.joined_on THEN r.who END) AS experienced
    FROM street_year s JOIN month_end m USING (year)
    JOIN roster r ON r.street = s.street AND r.year = s.year AND r.full_time = 1 AND r.stationed = 1
        AND r.joined_on <= m.day AND (r.left_on IS NULL OR r.left_on >= m.day)
    GROUP BY s.street, s.year, m.day
), lowest AS (
    SELECT *, row_number() OVER (PARTITION BY street, year ORDER BY 1.0 * experienced / persons, day) AS place FROM counted
)
SELECT street, year, '' AS community,
    1.0 * experienced / persons AS value, experienced AS numerator, persons AS denominator,
    CASE WHEN 2 * experienced >= persons THEN 'met' ELSE 'not_met' END AS verdict
FROM lowest WHERE place = 1;
