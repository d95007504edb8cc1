-- 二（六）“2016年投入9×60=540万元,2017年投入9×100=900万元”：2016年的预算对应第一年，2017年的对应第二年，各须正好相符；
-- 整个试点一个结论。
SELECT s.street, s.year, '' AS community, sum(b.amount) AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN sum(b.amount) = CASE s.year WHEN 1 THEN 5400000 ELSE 9000000 END THEN 'met' ELSE 'not_met' END AS verdict
FROM street_year s JOIN budget b ON b.excluded = '' AND b.calendar_year = 2015 + s.year
GROUP BY s.street, s.year;
