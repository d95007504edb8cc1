-- 附件1·二“社会工作专业大专以上毕业,或持有《全国社会工作者职业水平证书》”：当年在岗、花名册上标为专业社工的，人人须有凭据，
-- 日期不晚于核定之日（当年最后一天）。
WITH marked AS (
    SELECT r.street, r.year, r.who, max(coalesce(q.since <= y.last, 0)) AS proved
    FROM roster r JOIN contract_year y USING (year) LEFT JOIN qualified q USING (street, year, who)
    WHERE r.professional = 1 AND r.joined_on <= y.last AND (r.left_on IS NULL OR r.left_on >= y.first) GROUP BY r.street, r.year, r.who
)
SELECT street, year, '' AS community,
    1.0 * sum(proved) / count(*) AS value, sum(proved) AS numerator, count(*) AS denominator,
    CASE WHEN sum(proved) = count(*) THEN 'met' ELSE 'not_met' END AS verdict
FROM marked GROUP BY street, year;
