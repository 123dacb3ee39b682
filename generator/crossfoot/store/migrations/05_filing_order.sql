-- One order for as-of, history and what is current: where nobody knows the day, a filing is not
-- older than what it supersedes. `arrival` counts the filings of a filer, for those that came in at
-- one moment.

DROP VIEW fact_versions;

DROP VIEW current_filings;

ALTER TABLE filings ADD COLUMN arrival INTEGER;

UPDATE filings SET arrival = (
    SELECT count(*) FROM filings o
    WHERE o.filer = filings.filer AND (
        o.received < filings.received
        OR (o.received = filings.received AND o.filing <= filings.filing)
    )
);

CREATE VIEW dated_filings AS
SELECT filing, digest, filer, filer_name, form, amendment, period_end, fiscal_year, fiscal_period,
    fiscal_year_end, title, received, accession, document, source, reader, validated, verdict,
    rules, taxonomies, fact_count, finding_count, filed_by, told_by, arrival,
    CASE WHEN filed_from IN ('declared', 'given') OR period_end IS NULL
        OR latest IS NULL OR latest <= filed THEN filed ELSE latest END AS filed,
    CASE WHEN filed_from IN ('declared', 'given') OR period_end IS NULL
        OR latest IS NULL OR latest <= filed THEN filed_from ELSE 'superseded' END AS filed_from
FROM (
    SELECT filing, digest, filer, filer_name, form, amendment, period_end, fiscal_year,
        fiscal_period, fiscal_year_end, title, received, accession, document, source, reader,
        validated, verdict, rules, taxonomies, fact_count, finding_count, filed_by, told_by,
        arrival, filed, filed_from,
        max(CASE WHEN filed_from IN ('declared', 'given') THEN filed END) OVER (
            PARTITION BY filer, form, period_end ORDER BY amendment, received, arrival, filing
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS latest
    FROM filings
) d;

CREATE VIEW fact_versions AS
SELECT f.filing, f.ordinal, f.fact_id, f.filer, f.concept, f.period_start, f.period_end, f.unit,
    f.dimensions, f.language, f.decimals, f.nil, f.value_text, f.value,
    g.form, g.amendment, g.period_end AS filing_period_end, g.filed, g.received, g.arrival,
    g.verdict, g.validated
FROM facts f JOIN dated_filings g ON g.filing = f.filing;

CREATE VIEW current_filings AS
SELECT filing, digest, filer, filer_name, form, amendment, period_end, fiscal_year, fiscal_period,
    fiscal_year_end, title, received, accession, document, source, reader, validated, verdict,
    rules, taxonomies, fact_count, finding_count, filed_by, told_by, arrival, filed, filed_from
FROM (
    SELECT filing, digest, filer, filer_name, form, amendment, period_end, fiscal_year,
        fiscal_period, fiscal_year_end, title, received, accession, document, source, reader,
        validated, verdict, rules, taxonomies, fact_count, finding_count, filed_by, told_by,
        arrival, filed, filed_from,
        row_number() OVER (
            PARTITION BY filer, form, period_end
            ORDER BY filed DESC NULLS LAST, amendment DESC, received DESC, arrival DESC, filing DESC
        ) AS place
    FROM dated_filings
) c
WHERE place = 1 OR period_end IS NULL;
