-- 附件1·二“必须为专业社工,并具备2年以上相关工作经验”：当年担任过项目主管的，人人到岗之日已是专业社工、经历已满24个月。
WITH lead AS (
    SELECT r.street, r.year, r.who,
        min(coalesce(q.since <= r.joined_on AND date(r.experience_from, '+24 months') <= r.joined_on, 0)) AS fit
    FROM roster r JOIN contract_year y USING (year) LEFT JOIN qualified q USING (street, year, who)
    WHERE r.post = '项目主管' AND r.joined_on <= y.last AND (r.left_on IS NULL OR r.left_on >= y.first)
    GROUP BY r.street, r.year, r.who
)
SELECT street, year, '' AS community,
    1.0 * sum(fit) / count(*) AS value, sum(fit) AS numerator, count(*) AS denominator,
    CASE WHEN sum(fit) = count(*) THEN 'met' ELSE 'not_met' END AS verdict
FROM lead GROUP BY street, year;
