-- 二（六）“吴中区、相城区试点经费,参照市级公益创投,市、区各出资一半”：当年拨付的经费中市级的金额占一半，上下各容许0.5个百分点。
SELECT s.street, s.year, '' AS community,
    sum(CASE WHEN p.payer = '市级' THEN p.amount ELSE 0 END) / sum(p.amount) AS value,
    sum(CASE WHEN p.payer = '市级' THEN p.amount ELSE 0 END) AS numerator, sum(p.amount) AS denominator,
    CASE WHEN sum(CASE WHEN p.payer = '市级' THEN p.amount ELSE 0 END) BETWEEN 0.495 * sum(p.amount) AND 0.505 * sum(p.amount)
        THEN 'met' ELSE 'not_met' END AS verdict
FROM street_year s JOIN payment p ON p.street = s.street AND p.year = s.year AND p.date BETWEEN s.first AND s.last
WHERE s.district IN ('吴中区', '相城区') GROUP BY s.street, s.year
UNION ALL SELECT street, year, '', NULL, NULL, NULL, 'not_applicable' FROM street_year WHERE district NOT IN ('吴中区', '相城区');
