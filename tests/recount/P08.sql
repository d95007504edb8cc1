-- 二（三）“吴中区长桥街道,相城区北桥街道,……苏州高新区狮山街道、枫桥街道、通安镇”：名单上写的区须与公文一致，简称按别名归并。
WITH alias (district, word) AS (
    VALUES ('苏州工业园区', '园区'), ('苏州工业园区', '工业园区'), ('苏州高新区', '高新区'), ('苏州高新区', '虎丘区')
)
SELECT s.street, s.year, '' AS community,
    avg(u.district = s.district OR EXISTS (SELECT 1 FROM alias a WHERE a.district = s.district AND a.word = u.district)) AS value,
    sum(u.district = s.district OR EXISTS (SELECT 1 FROM alias a WHERE a.district = s.district AND a.word = u.district)) AS numerator,
    count(*) AS denominator,
    CASE WHEN min(u.district = s.district OR EXISTS (SELECT 1 FROM alias a WHERE a.district = s.district AND a.word = u.district))
        THEN 'met' ELSE 'not_met' END AS verdict
FROM street_year s JOIN pilot_units u ON u.excluded = '' AND u.street = s.street AND u.year = s.year
GROUP BY s.street, s.year;
