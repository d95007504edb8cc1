-- 附件2·一（一）1“项目服务群体不少于2类”：当年确有服务记录的家庭属于十类中的几类；“其他”写明是什么群体的才算一类。
WITH served AS (
    SELECT DISTINCT r.street, r.year, r.family FROM service r JOIN contract_year y USING (year)
    WHERE r.date BETWEEN y.first AND y.last
), category (word) AS (
    VALUES ('低收入家庭'), ('社会救助对象'), ('高龄空巢老人'), ('困境未成年人'), ('失独家庭'), ('家暴家庭'), ('单亲家庭'),
        ('残疾人'), ('吸毒和服刑人员家庭'), ('其他')
), belongs AS (
    SELECT DISTINCT v.street, v.year, g.word FROM served v
    JOIN client k ON k.street = v.street AND k.year = v.year AND k.family = v.family
    JOIN category g ON instr(';' || k.categories || ';', ';' || g.word || ';') AND (g.word <> '其他' OR k.category_note <> '')
)
SELECT s.street, s.year, '' AS community,
    count(b.word) AS value, NULL AS numerator, NULL AS denominator,
    CASE WHEN count(b.word) >= 2 THEN 'met' ELSE 'not_met' END AS verdict
FROM street_year s
JOIN handed_in h ON h.name = 'services' AND h.street = s.street AND h.year = s.year
LEFT JOIN belongs b ON b.street = s.street AND b.year = s.year
GROUP BY s.street, s.year;
