-- 二（三）“等9个……街道(乡镇)作为全市社区服务社会化试点单位”：名单上公文点名的9个一个不少、一个不多；整个试点一个结论。
SELECT s.street, s.year, '' AS community, count(DISTINCT u.street) AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN count(DISTINCT u.street) = 9 THEN 'met' ELSE 'not_met' END AS verdict
FROM street_year s JOIN pilot_units u ON u.excluded = '' AND u.year = s.year
GROUP BY s.street, s.year;
