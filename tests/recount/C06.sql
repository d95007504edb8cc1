-- 附件2·二（一）1(4)“每年提交社区服务项目需求建议不少于1份”：列在“社区层面”之下，故每个社区每年一份。
SELECT c.street, c.year, c.community,
    count(DISTINCT p.title) AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN count(DISTINCT p.title) >= 1 THEN 'met' ELSE 'not_met' END AS verdict
FROM community_year c
JOIN handed_in h ON h.name = 'deliverables' AND h.street = c.street AND h.year = c.year
LEFT JOIN paper p ON p.street = c.street AND p.year = c.year AND p.community = c.community
    AND p.kind = '需求建议' AND p.date BETWEEN c.first AND c.last
GROUP BY c.street, c.year, c.community;
