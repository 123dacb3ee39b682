-- No look-ahead: a filing whose day of filing nobody knows is known from the day it was received, and
-- not from the end of its period, when no one could have read it. It counts from no earlier than
-- what it supersedes, so an amendment that came in before its original stays the later one; and an
-- original from no later than the day that its amendment names, for it was public by then.

DROP VIEW current_filings;

DROP VIEW fact_versions;

DROP VIEW dated_filings;

UPDATE filings SET filed = CAST(received AS DATE), filed_from = 'received'
WHERE filed_from = 'period end';

CREATE VIEW dated_filings AS
SELECT filing, digest, filer, filer_name, form, amendment, period_end, fiscal_year, fiscal_period,
    fiscal_year_end, title, received, accession, document, source, reader, validated, verdict,
    rules, taxonomies, fact_count, finding_count, filed_by, told_by, arrival,
    CASE WHEN filed_from IN ('declared', 'given') OR period_end IS NULL THEN filed
        WHEN NOT amendment AND amended < filed THEN amended
        WHEN latest > filed THEN latest ELSE filed END AS filed,
    CASE WHEN filed_from IN ('declared', 'given') OR period_end IS NULL THEN filed_from
        WHEN NOT amendment AND amended < filed THEN 'amended'
        WHEN latest > filed THEN 'superseded' ELSE filed_from END AS filed_from
FROM (
    SELECT filing, digest, filer, filer_name, form, amendment, period_end, fiscal_year,
        fiscal_period, fiscal_year_end, title, received, accession, document, source, reader,
        validated, verdict, rules, taxonomies, fact_count, finding_count, filed_by, told_by,
        arrival, filed, filed_from,
        min(CASE WHEN amendment AND filed_from IN ('declared', 'given') THEN filed END) OVER (
            PARTITION BY filer, form, period_end
        ) AS amended,
        max(filed) OVER (
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
