-- The portal's database roles; docs/architecture.md says who uses which.
-- Run as a superuser, as often as you like: it makes what is missing and takes back what a role
-- must never have. Passwords are set apart from it (the embedded runtime needs none: it listens
-- on a private socket).
DO $$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY[
        'portal_owner', 'portal_app', 'portal_system', 'portal_stats', 'portal_backup'
    ] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', role_name);
        END IF;
        EXECUTE format(
            'ALTER ROLE %I LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION NOCREATEDB',
            role_name
        );
    END LOOP;
    -- It owns the tables and migrates; CREATEDB is for the tests' databases.
    ALTER ROLE portal_owner CREATEDB;
END
$$;
