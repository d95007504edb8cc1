-- 二（五）“相应测算的总工时数”：公文没有给出可用的界线，只列出当年登记的工时，不判定。
SELECT s.street, s.year, '' AS community,
    sum(w.hours) AS value, NULL AS numerator, NULL AS denominator, 'cannot_assess' AS verdict
FROM street_year s
LEFT JOIN hours_row w ON w.street = s.street AND w.year = s.year AND w.date BETWEEN s.first AND s.last
GROUP BY s.street, s.year;
