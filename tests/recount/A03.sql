-- 附件1·一·2“理事会成员中至少有1名社会工作师或2名助理社会工作师”：1名社会工作师抵2名助理；一人几张证书只算最高的一张；
-- 取证日期不晚于2016年6月30日。
WITH member AS (
    SELECT s.street, s.year, b.name, max(CASE b.certificate WHEN '助理社会工作师' THEN 1 ELSE 2 END) AS worth
    FROM street_year s JOIN board_members b ON b.excluded = '' AND b.street = s.street AND b.year <= s.year
        AND b.certificate <> '' AND b.certified_on <= '2016-06-30'
    GROUP BY s.street, s.year, b.name
)
SELECT s.street, s.year, '' AS community, coalesce(sum(m.worth), 0) AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN sum(m.worth) >= 2 THEN 'met' ELSE 'not_met' END AS verdict
FROM street_year s LEFT JOIN member m USING (street, year)
WHERE EXISTS (SELECT 1 FROM handed_in h WHERE h.name = 'board_members' AND h.street = s.street AND h.year <= s.year)
GROUP BY s.street, s.year;
