-- Accession numbers; views of facts with their filing, and of the filings that are current.

ALTER TABLE filings ADD COLUMN accession TEXT;

CREATE VIEW fact_versions AS
SELECT f.filing, f.ordinal, f.fact_id, f.filer, f.concept, f.period_start, f.period_end, f.unit,
    f.dimensions, f.language, f.decimals, f.nil, f.value_text, f.value,
    g.form, g.period_end AS filing_period_end, g.filed, g.received, g.verdict, g.validated
FROM facts f JOIN filings g ON g.filing = f.filing;

CREATE VIEW current_filings AS
SELECT * FROM filings g
WHERE NOT EXISTS (
    SELECT 1 FROM filings n
    WHERE n.filer = g.filer AND n.form = g.form AND n.period_end = g.period_end
        AND (n.received > g.received OR (n.received = g.received AND n.filing > g.filing))
);
