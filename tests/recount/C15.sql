-- 附件2·二（一）3(2)“培育治理型组织不少于2个”：每个社区2个，按合同期累计，结项时判定，之前只看进度。
SELECT c.street, c.year, c.community,
    count(DISTINCT o.name) AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN c.year < 2 THEN 'in_progress' WHEN count(DISTINCT o.name) >= 2 THEN 'met' ELSE 'not_met' END AS verdict
FROM community_year c
JOIN handed_in h ON h.name = 'community_orgs' AND h.street = c.street AND h.year = c.year
LEFT JOIN organisation_row o ON o.street = c.street AND o.year <= c.year AND o.community = c.community
    AND o.kind = '治理型' AND o.founded_on BETWEEN '2016-07-01' AND c.last
GROUP BY c.street, c.year, c.community;
