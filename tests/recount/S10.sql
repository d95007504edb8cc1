-- 附件2·一（一）3“每年开展能力提升活动不少于4次”：对象须是社区工作者，同一天同一主题只算一次。
SELECT s.street, s.year, '' AS community,
    count(DISTINCT t.date || t.topic) AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN count(DISTINCT t.date || t.topic) >= 4 THEN 'met' ELSE 'not_met' END AS verdict
FROM street_year s
JOIN handed_in h ON h.name = 'trainings' AND h.street = s.street AND h.year = s.year
LEFT JOIN training t ON t.street = s.street AND t.year = s.year AND t.audience = '社区工作者'
    AND t.date BETWEEN s.first AND s.last
GROUP BY s.street, s.year;
