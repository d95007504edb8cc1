-- 附件1·一“投标机构资质(须同时具备)”：A01至A05五项都达标才算达标，有一项无从核定的，本项也无法核定。
WITH part AS (
    SELECT 'A01' AS code, street, year, verdict FROM A01 UNION ALL SELECT 'A02', street, year, verdict FROM A02
    UNION ALL SELECT 'A03', street, year, verdict FROM A03 UNION ALL SELECT 'A04', street, year, verdict FROM A04
    UNION ALL SELECT 'A05', street, year, verdict FROM A05
)
SELECT s.street, s.year, '' AS community, sum(p.verdict = 'met') AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN sum(p.verdict = 'not_met') THEN 'not_met' WHEN sum(p.verdict = 'met') = 5 THEN 'met' ELSE 'cannot_assess' END AS verdict
FROM street_year s LEFT JOIN part p USING (street, year)
GROUP BY s.street, s.year;
