-- 附件2·二（一）1(1)“每个社区每年探访居民家庭不少于150户”：计户不计次，当年至少有一次入户并完成探访的家庭。
SELECT c.street, c.year, c.community,
    count(DISTINCT v.head_name || v.address) AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN count(DISTINCT v.head_name || v.address) >= 150 THEN 'met' ELSE 'not_met' END AS verdict
FROM community_year c
JOIN handed_in h ON h.name = 'visits' AND h.street = c.street AND h.year = c.year
LEFT JOIN visit v ON v.street = c.street AND v.year = c.year AND v.community = c.community
    AND v.date BETWEEN c.first AND c.last AND v.mode = '入户' AND v.result = '完成'
GROUP BY c.street, c.year, c.community;
