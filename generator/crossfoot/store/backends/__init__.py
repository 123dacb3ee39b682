"""The fact store on DuckDB and PostgreSQL."""
