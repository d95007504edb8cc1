-- 二（四）“年度评估不合格或承接机构要求退出的,中止合同,重新招标”：年度评估登记为“不合格”的街道才适用，合同登记表中须有中止日期；
-- 登记表没有这一栏的无从核定。
WITH failed AS (
    SELECT DISTINCT street, year FROM evaluations WHERE excluded = '' AND node = '年度评估' AND result = '不合格'
)
SELECT s.street, s.year, '' AS community,
    CASE WHEN f.street IS NOT NULL THEN count(k.terminated_on) END AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN f.street IS NULL THEN 'not_applicable' WHEN count(k.terminated_on) THEN 'met' ELSE 'not_met' END AS verdict
FROM street_year s LEFT JOIN failed f USING (street, year)
LEFT JOIN contracts k ON k.excluded = '' AND k.street = s.street AND k.year = s.year
WHERE f.street IS NULL
    OR EXISTS (SELECT 1 FROM heads h WHERE h.name = 'contracts' AND h.field = 'terminated_on' AND h.street = s.street AND h.year = s.year)
GROUP BY s.street, s.year;
