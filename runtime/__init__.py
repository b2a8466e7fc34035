"""The embedded runtime: PostgreSQL, broker, web, worker and beat of `make run`, on loopback."""
