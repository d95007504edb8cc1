-- 附件2·一（一）1“其中个案服务(或个案管理)不少于50%”：分母是当年实际服务的家庭，分子是其中有个案（个案管理）服务记录、
-- 且个案编号能在个案档案中查到的家庭（同一家庭，接案不晚于服务之日）。另一种理解：有个案的家庭不少于20户；两种结论不同时交评估人员核定。
WITH told AS (
    SELECT s.street, s.year, count(DISTINCT r.family) AS families,
        count(DISTINCT CASE WHEN r.method IN ('个案', '个案管理') AND k.opened_on <= r.date THEN r.family END) AS with_case
    FROM street_year s
    JOIN service r ON r.street = s.street AND r.year = s.year AND r.date BETWEEN s.first AND s.last
    LEFT JOIN case_file k ON k.street = r.street AND k.case_no = r.case_no AND k.family = r.family
    GROUP BY s.street, s.year
)
SELECT street, year, '' AS community,
    1.0 * with_case / families AS value, with_case AS numerator, families AS denominator,
    CASE WHEN (2 * with_case >= families) <> (with_case >= 20) THEN 'for_evaluator'
        WHEN 2 * with_case >= families THEN 'met' ELSE 'not_met' END AS verdict
FROM told;
