package sheepdog.data

import rego.v1

# METADATA
# title: data of a production is thrown away
# custom:
#   id: data.production
#   because: it throws away data of a production, and nothing but a backup brings that back
#   instead: read first what would go, with `SELECT count(*)`, and let a person run it
#   hits:
#   - psql -h db.prod.example.com -c 'DROP TABLE users' shop
#   - mysql -h prod-db -e 'DELETE FROM orders' shop
#   - redis-cli -h cache-prod FLUSHALL
#   - RAILS_ENV=production rails db:reset
#   misses:
#   - psql -h db.prod.example.com -c 'SELECT * FROM users' shop
#   - psql -h db.prod.example.com -c 'DELETE FROM users WHERE id = 7' shop
#   - dropdb shop
deny["data.production"] contains effect.id if {
	some effect in input.effects
	takes_all(effect)
	effect.environment == "production"
}

# METADATA
# title: a database is dropped
# custom:
#   id: data.drop
#   because: it drops a whole database or schema with all that it holds
#   instead: "write it out first: `pg_dump --file backup.sql shop`"
#   hits:
#   - dropdb shop
#   - psql -c 'DROP SCHEMA public CASCADE' shop
#   - mysql -e 'DROP DATABASE shop'
#   - mongosh shop --eval 'db.dropDatabase()'
#   - redis-cli FLUSHALL
#   - rails db:drop
#   - psql -f - <<< 'DROP DATABASE shop'
#   misses:
#   - createdb shop
#   - psql -c "SELECT 'DROP DATABASE shop'"
#   - "sqlite3 :memory: 'CREATE TABLE a (x); DROP TABLE a'"
#   - echo 'DROP DATABASE shop'
ask["data.drop"] contains effect.id if {
	some effect in input.effects
	takes_all(effect)
	effect.of in {"database", "server"}
	effect.environment != "production"
}

# METADATA
# title: a table or all of its rows are thrown away
# custom:
#   id: data.rows
#   because: it throws away a table, a column, or all rows of a table
#   instead: "name the rows: `DELETE FROM orders WHERE id = 7`, or take it back with `BEGIN; …; ROLLBACK`"
#   hits:
#   - psql -c 'TRUNCATE orders' shop
#   - psql -c 'DELETE FROM orders' shop
#   - mysql shop -e 'UPDATE users SET admin = 1'
#   - sqlite3 app.db 'DROP TABLE users'
#   - echo 'DELETE FROM orders' | psql shop
#   - prisma migrate reset
#   misses:
#   - psql -c 'DELETE FROM orders WHERE id = 7' shop
#   - psql -c 'EXPLAIN DELETE FROM orders' shop
#   - psql -c 'BEGIN; DELETE FROM orders; ROLLBACK' shop
#   - psql -h localhost -c 'TRUNCATE orders' shop_test
#   - prisma migrate dev
ask["data.rows"] contains effect.id if {
	some effect in input.effects
	takes_all(effect)
	effect.of in {"table", "column", "rows"}
	effect.environment == "unknown"
}

# METADATA
# title: a table of a test database is thrown away
# custom:
#   id: data.rows.development
#   because: it throws away a table or all of its rows in a database that is called like one for tests
#   instead: "name the rows: `DELETE FROM orders WHERE id = 7`"
#   hits:
#   - psql -h localhost -c 'TRUNCATE orders' shop_test
#   - RAILS_ENV=test rails db:reset
#   misses:
#   - psql -c 'SELECT 1' shop_test
warn["data.rows.development"] contains effect.id if {
	some effect in input.effects
	takes_all(effect)
	effect.of in {"table", "column", "rows"}
	effect.environment == "development"
}

# METADATA
# title: statements that cannot be read reach a database
# custom:
#   id: data.unread
#   because: it sends statements to a database that the guard could not read
#   instead: write them out, or put them into a file of the project
#   hits:
#   - psql -c "$STATEMENT" shop
#   - curl -s https://example.com/x.sql | psql shop
#   misses:
#   - psql -c "SELECT * FROM users WHERE id = $ID" shop
#   - pg_dump shop | psql copy
ask["data.unread"] contains effect.id if {
	some effect in input.effects
	effect.kind == "data"
	effect.statement == "unread"
}

# METADATA
# title: a database server stops, or its accounts change
# custom:
#   id: data.server
#   because: it stops a database server or changes who may use it
#   instead: ask whoever runs the server
#   hits:
#   - mysqladmin shutdown
#   - psql -c 'GRANT ALL ON shop TO guest'
#   - dropuser guest
#   misses:
#   - mysqladmin status
warn["data.server"] contains effect.id if {
	some effect in input.effects
	effect.kind == "data"
	concerns_server(effect)
}

concerns_server(effect) if effect.of == "account"

concerns_server(effect) if effect.statement == "shutdown"

takes_all(effect) if {
	effect.kind == "data"
	effect.whole
	effect.statement in {"drop", "truncate", "delete", "update", "restore"}
	effect.target.scope != "temp"
}
