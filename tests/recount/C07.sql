-- 附件2·二（一）1(4)“结项前提出社区服务规划建议书1份”：每个社区一份，合同期内任何时候提出都算，第一年不判定。
SELECT c.street, c.year, c.community,
    count(DISTINCT p.title) AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN count(DISTINCT p.title) >= 1 THEN 'met' ELSE 'not_met' END AS verdict
FROM community_year c
JOIN handed_in h ON h.name = 'deliverables' AND h.street = c.street AND h.year = c.year
LEFT JOIN paper p ON p.street = c.street AND p.community = c.community
    AND p.kind = '规划建议书' AND p.date BETWEEN '2016-07-01' AND '2018-06-30'
WHERE c.year = 2
GROUP BY c.street, c.year, c.community
UNION ALL
SELECT street, year, community, NULL, NULL, NULL, 'not_applicable' FROM community_year WHERE year = 1;
