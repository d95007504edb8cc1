-- 附件1·一·3“其中不少于2名专业社工”：从A04所数的全职员工中再数专业社工，毕业或取证不晚于2016年6月30日。
SELECT s.street, s.year, '' AS community,
    count(DISTINCT coalesce(nullif(a.id_number, ''), a.name)) AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN count(DISTINCT coalesce(nullif(a.id_number, ''), a.name)) >= 2 THEN 'met' ELSE 'not_met' END AS verdict
FROM street_year s
LEFT JOIN agency_staff a ON a.excluded = '' AND a.street = s.street AND a.year <= s.year AND a.full_time = 1 AND a.insured = 1
    AND date(a.contract_from, '+12 months') <= date(a.contract_to, '+1 day')
    AND a.joined_on <= '2016-06-30' AND (a.left_on IS NULL OR a.left_on >= '2016-06-30')
    AND (a.certificate <> '' AND a.certified_on <= '2016-06-30'
        OR a.major = '社会工作' AND a.education IN ('大专', '本科', '研究生') AND a.graduated_on <= '2016-06-30')
WHERE EXISTS (SELECT 1 FROM handed_in h WHERE h.name = 'agency_staff' AND h.street = s.street AND h.year <= s.year)
GROUP BY s.street, s.year;
