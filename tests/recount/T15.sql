-- 附件1·一·3“须与机构签订一年以上劳动合同并按规定缴纳社保”：当年在岗、花名册上标为全职的，人人须有满12个月的劳动合同并缴纳社保；
-- 没有交社保一栏的无从核定。
WITH person AS (
    SELECT street, year, who,
        max(coalesce(insured = 1 AND date(contract_from, '+12 months') <= date(contract_to, '+1 day'), 0)) AS fit
    FROM roster JOIN contract_year USING (year)
    WHERE full_time = 1 AND joined_on <= last AND (left_on IS NULL OR left_on >= first) GROUP BY street, year, who
)
SELECT street, year, '' AS community,
    1.0 * sum(fit) / count(*) AS value, sum(fit) AS numerator, count(*) AS denominator,
    CASE WHEN sum(fit) = count(*) THEN 'met' ELSE 'not_met' END AS verdict
FROM person WHERE EXISTS (SELECT 1 FROM heads h WHERE h.name = 'staff' AND h.field = 'insured'
    AND h.street = person.street AND h.year = person.year)
GROUP BY street, year;
