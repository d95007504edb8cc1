-- 附件2·二（一）1(1)“建立居民家庭档案”：C01计入的每一户，都要能在居民家庭需求档案中查到，一户不缺才达标；
-- 以前年度建的档案也算，当年没有交需求档案的无从核定。
WITH household AS (
    SELECT DISTINCT c.street, c.year, c.community, v.head_name || v.address AS family
    FROM community_year c
    JOIN handed_in h ON h.name = 'family_archives' AND h.street = c.street AND h.year = c.year
    JOIN visit v ON v.street = c.street AND v.year = c.year AND v.community = c.community
        AND v.date BETWEEN c.first AND c.last AND v.mode = '入户' AND v.result = '完成'
), archive AS (
    SELECT street, head_name || address AS family, min(year) AS year FROM family_archives WHERE excluded = ''
    GROUP BY street, head_name || address
)
SELECT h.street, h.year, h.community,
    1.0 * sum(a.year <= h.year) / count(*) AS value, sum(a.year <= h.year) AS numerator, count(*) AS denominator,
    CASE WHEN sum(a.year <= h.year) = count(*) THEN 'met' ELSE 'not_met' END AS verdict
FROM household h LEFT JOIN archive a ON a.street = h.street AND a.family = h.family
GROUP BY h.street, h.year, h.community;
