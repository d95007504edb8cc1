-- 二（二）“2016年5月~2018年5月”：合同起始日都须落在2016年5月1日至2018年5月31日。
SELECT street, year, '' AS community,
    avg(from_on BETWEEN '2016-05-01' AND '2018-05-31') AS value,
    sum(from_on BETWEEN '2016-05-01' AND '2018-05-31') AS numerator, count(*) AS denominator,
    CASE WHEN min(from_on BETWEEN '2016-05-01' AND '2018-05-31') THEN 'met' ELSE 'not_met' END AS verdict
FROM contracts WHERE excluded = '' GROUP BY street, year;
