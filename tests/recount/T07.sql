-- 附件1·二“1~2名专业督导(其中至少1名本土督导)”：逐个月末清点受聘的本土督导，以最少的月份为准。
WITH counted AS (
    SELECT s.street, s.year, m.day, count(DISTINCT p.name) AS persons
    FROM street_year s JOIN month_end m USING (year)
    LEFT JOIN supervisors p ON p.excluded = '' AND p.street = s.street AND p.year = s.year AND p.origin = '本土'
        AND p.from_on <= m.day AND (p.to_on IS NULL OR p.to_on >= m.day)
    GROUP BY s.street, s.year, m.day
)
SELECT street, year, '' AS community,
    min(persons) AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN min(persons) >= 1 THEN 'met' ELSE 'not_met' END AS verdict
FROM counted JOIN handed_in USING (street, year) WHERE name = 'supervisors'
GROUP BY street, year;
