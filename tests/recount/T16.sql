-- 附件1·二“专业督导资质条件(须同时具备)”：T10至T14各项都达标才算达标；有一项无从核定的，本项也无法核定；不适用的不算缺项。
WITH part (code) AS (VALUES ('T10'), ('T11'), ('T12'), ('T13'), ('T14')), noted AS (
    SELECT s.street, s.year, p.code,
        CASE WHEN count(DISTINCT d.seen) <> 1 THEN 'cannot_assess' WHEN min(d.seen) = '有' THEN 'met'
            WHEN min(d.seen) = '无' THEN 'not_met' END AS verdict
    FROM street_year s, part p
    LEFT JOIN documents d ON d.excluded = '' AND d.seen <> '' AND d.code = p.code AND d.street = s.street AND d.year = s.year
    GROUP BY s.street, s.year, p.code
), judged AS (
    SELECT n.street, n.year, coalesce(r.verdict, n.verdict) AS verdict
    FROM noted n LEFT JOIN ruled r ON r.code = n.code AND r.street = n.street AND r.year = n.year
)
SELECT street, year, '' AS community,
    sum(verdict = 'met') AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN sum(verdict = 'not_met') THEN 'not_met' WHEN sum(verdict = 'cannot_assess') THEN 'cannot_assess' ELSE 'met' END AS verdict
FROM judged GROUP BY street, year;
