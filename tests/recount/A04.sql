-- 附件1·一·3“有不少于4名全职员工(须与机构签订一年以上劳动合同并按规定缴纳社保)”：数全机构的人，2016年6月30日在册的才算。
SELECT s.street, s.year, '' AS community,
    count(DISTINCT coalesce(nullif(a.id_number, ''), a.name)) AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN count(DISTINCT coalesce(nullif(a.id_number, ''), a.name)) >= 4 THEN 'met' ELSE 'not_met' END AS verdict
FROM street_year s
LEFT JOIN agency_staff a ON a.excluded = '' AND a.street = s.street AND a.year <= s.year AND a.full_time = 1 AND a.insured = 1
    AND date(a.contract_from, '+12 months') <= date(a.contract_to, '+1 day')
    AND a.joined_on <= '2016-06-30' AND (a.left_on IS NULL OR a.left_on >= '2016-06-30')
WHERE EXISTS (SELECT 1 FROM handed_in h WHERE h.name = 'agency_staff' AND h.street = s.street AND h.year <= s.year)
GROUP BY s.street, s.year;
