#!/bin/sh
# The two roles and the database of a desk, on a PostgreSQL of its own. Run once, as its superuser; the stock
# container image does so when it makes its cluster. Passwords come from the environment, not from arguments.
set -eu
: "${FACTCHECK_OWNER_PASSWORD:?is not set}" "${FACTCHECK_DB_PASSWORD:?is not set}"

# In template1, so that every database made later has the privileges too. No TRUNCATE: it passes row triggers.
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname template1 <<'SQL'
\getenv owner_password FACTCHECK_OWNER_PASSWORD
\getenv application_password FACTCHECK_DB_PASSWORD
CREATE ROLE factcheck_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE factcheck LOGIN PASSWORD :'application_password';
ALTER DEFAULT PRIVILEGES FOR ROLE factcheck_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO factcheck;
ALTER DEFAULT PRIVILEGES FOR ROLE factcheck_owner GRANT USAGE, SELECT ON SEQUENCES TO factcheck;
CREATE DATABASE factcheck OWNER factcheck_owner;
SQL
