-- Runs once, after roles.sql, when the database's volume is empty: passwords from the secrets,
-- and the database handed to its owner. The superuser is not used again.
\set owner `cat "${PORTAL_SECRETS_FOLDER:-/run/secrets}/database_password_owner"`
\set app `cat "${PORTAL_SECRETS_FOLDER:-/run/secrets}/database_password_default"`
\set system `cat "${PORTAL_SECRETS_FOLDER:-/run/secrets}/database_password_system"`
\set statistics `cat "${PORTAL_SECRETS_FOLDER:-/run/secrets}/database_password_statistics"`
ALTER ROLE portal_owner PASSWORD :'owner';
ALTER ROLE portal_app PASSWORD :'app';
ALTER ROLE portal_system PASSWORD :'system';
ALTER ROLE portal_stats PASSWORD :'statistics';
ALTER DATABASE portal OWNER TO portal_owner;
REVOKE ALL ON DATABASE portal FROM PUBLIC;
GRANT CONNECT ON DATABASE portal TO portal_app, portal_system, portal_stats, portal_backup;
