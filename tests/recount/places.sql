-- 公文里的年度、街道和区，各年的月末，和每张表里真正的记录；其余各份 SQL 都用这里的名称。
-- Years, streets and districts of the notice, month ends, and what is a record in each table.

-- 二（六）、二（七）：第一年自2016年7月至2017年6月，第二年到2018年6月。
CREATE TABLE contract_year (year INTEGER, first TEXT, last TEXT);
INSERT INTO contract_year VALUES (1, '2016-07-01', '2017-06-30'), (2, '2017-07-01', '2018-06-30');

-- 二（三）：9个试点单位和所属的区。
CREATE TABLE pilot (street TEXT, district TEXT);
INSERT INTO pilot VALUES
    ('长桥街道', '吴中区'), ('北桥街道', '相城区'),
    ('娄门街道', '姑苏区'), ('双塔街道', '姑苏区'), ('石路街道', '姑苏区'), ('东沙湖社工委', '苏州工业园区'),
    ('狮山街道', '苏州高新区'), ('枫桥街道', '苏州高新区'), ('通安镇', '苏州高新区');
CREATE VIEW street_year AS SELECT street, district, year, first, last FROM pilot, contract_year;

CREATE VIEW month_end AS
WITH RECURSIVE month (year, first, n) AS (
    SELECT year, first, 1 FROM contract_year UNION ALL SELECT year, first, n + 1 FROM month WHERE n < 12
)
SELECT year, date(first, '+' || n || ' months', '-1 day') AS day FROM month;

-- 当年服务社区一览表里的社区。
CREATE VIEW community_year AS
SELECT DISTINCT street, year, first, last, community FROM communities JOIN contract_year USING (year) WHERE excluded = '';
-- 街道本级和每个社区。
CREATE VIEW unit_year AS
SELECT street, year, first, last, '街道本级' AS community FROM street_year
UNION ALL SELECT street, year, first, last, community FROM community_year;

-- 当年交了哪些表：工作表里至少有一行。
CREATE VIEW handed_in AS SELECT DISTINCT name, street, year FROM sheets WHERE name <> '' AND rows_in > 0;

-- 合计行、示例行之类不是记录；日期对不对、在不在年度内，由各份 SQL 自己看。
CREATE VIEW no_record AS
SELECT column1 AS excluded FROM (VALUES ('total_row'), ('repeated_header'), ('example_row'), ('note_row'), ('continued'), ('missing_key'));
CREATE VIEW visit AS SELECT * FROM visits WHERE excluded NOT IN (SELECT excluded FROM no_record);
CREATE VIEW activity_row AS SELECT * FROM activities WHERE excluded NOT IN (SELECT excluded FROM no_record);
CREATE VIEW training AS SELECT * FROM trainings WHERE excluded NOT IN (SELECT excluded FROM no_record);
CREATE VIEW paper AS SELECT * FROM deliverables WHERE excluded NOT IN (SELECT excluded FROM no_record);
CREATE VIEW organisation_row AS SELECT * FROM community_orgs WHERE excluded NOT IN (SELECT excluded FROM no_record);
CREATE VIEW hours_row AS SELECT * FROM work_hours WHERE excluded NOT IN (SELECT excluded FROM no_record);
CREATE VIEW payment AS SELECT * FROM payments WHERE excluded NOT IN (SELECT excluded FROM no_record);

-- 附件1·二：社会工作专业大专以上毕业，或持有证书；since 是最早的那一天。
CREATE VIEW roster AS
SELECT *, coalesce(nullif(id_number, ''), name) AS who FROM staff WHERE excluded = '';
CREATE VIEW qualified AS
SELECT street, year, who, min(since) AS since FROM (
    SELECT street, year, who, graduated_on AS since FROM roster
    WHERE major = '社会工作' AND education IN ('大专', '本科', '研究生') AND graduated_on IS NOT NULL
    UNION ALL
    SELECT street, year, who, certified_on FROM roster WHERE certificate <> '' AND certified_on IS NOT NULL
) GROUP BY street, year, who;

-- 编号里的全角数字与半角是同一个编号。
CREATE TABLE digits AS
SELECT written,
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(written, '０', '0'), '１', '1'), '２', '2'), '３', '3'), '４', '4'), '５', '5'),
        '６', '6'), '７', '7'), '８', '8'), '９', '9') AS code
FROM (
    SELECT family_code AS written FROM services UNION SELECT case_no FROM services UNION SELECT family_code FROM clients
    UNION SELECT family_code FROM cases UNION SELECT case_no FROM cases
);
-- 登记的家庭：户主、地址都相同的是一户，编了几个编号也只算一户。
CREATE TABLE client AS
SELECT k.street, k.year, d.code AS family_code, k.head_name || k.address AS family, k.categories, k.category_note
FROM clients k JOIN digits d ON d.written = k.family_code WHERE k.excluded = '';
-- 服务记录里的家庭按编号到当年的登记表里找，找不到的以编号为准。
CREATE VIEW coded AS SELECT street, year, family_code, min(family) AS family FROM client GROUP BY street, year, family_code;
CREATE TABLE service AS
SELECT r.street, r.year, r.date, r.method, r.domain, n.code AS case_no, coalesce(k.family, f.code) AS family
FROM services r JOIN digits f ON f.written = r.family_code JOIN digits n ON n.written = r.case_no
LEFT JOIN coded k ON k.street = r.street AND k.year = r.year AND k.family_code = f.code
WHERE r.excluded NOT IN (SELECT excluded FROM no_record);
-- 个案档案：案号、家庭和接案的日子。
CREATE TABLE case_file AS
SELECT c.street, n.code AS case_no, coalesce(k.family, f.code) AS family, c.opened_on
FROM cases c JOIN digits f ON f.written = c.family_code JOIN digits n ON n.written = c.case_no
LEFT JOIN coded k ON k.street = c.street AND k.year = c.year AND k.family_code = f.code
WHERE c.excluded = '';

-- 机构意见的裁定：有佐证材料的改判，代替记录得出的结论。
CREATE VIEW ruled AS
SELECT code, street, year, community, CASE ruling WHEN '改判达标' THEN 'met' ELSE 'not_met' END AS verdict
FROM replies WHERE excluded = '' AND document <> '' AND ruling IN ('改判达标', '改判未达标');
