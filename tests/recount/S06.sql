-- 附件2·一（一）1“(1)低收入家庭;……(10)其他”：登记在册的每户家庭都要写明属于十类中的哪一类。
WITH family AS (
    SELECT street, year, family, max(categories <> '') AS told FROM client GROUP BY street, year, family
)
SELECT street, year, '' AS community,
    1.0 * sum(told) / count(*) AS value, sum(told) AS numerator, count(*) AS denominator,
    CASE WHEN sum(told) = count(*) THEN 'met' ELSE 'not_met' END AS verdict
FROM family GROUP BY street, year;
