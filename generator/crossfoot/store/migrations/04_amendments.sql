-- Of filings of one day the amendment is the later one, so facts say which they are of.

DROP VIEW fact_versions;

CREATE VIEW fact_versions AS
SELECT f.filing, f.ordinal, f.fact_id, f.filer, f.concept, f.period_start, f.period_end, f.unit,
    f.dimensions, f.language, f.decimals, f.nil, f.value_text, f.value,
    g.form, g.amendment, g.period_end AS filing_period_end, g.filed, g.received, g.verdict,
    g.validated
FROM facts f JOIN filings g ON g.filing = f.filing;
