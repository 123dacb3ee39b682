-- Several copies of one filing: which copy gave the date (filed_by), and which one gives the facts
-- (told_by). An original comes before its amendment, then the order is that of the day it was
-- filed where that is known, else of receipt.

DROP VIEW fact_versions;

DROP VIEW current_filings;

ALTER TABLE filings ADD COLUMN filed_by TEXT;

ALTER TABLE filings ADD COLUMN told_by TEXT;

UPDATE filings SET filed_by = digest, told_by = digest;

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
        AND n.filing <> g.filing
        AND (
            g.amendment,
            CASE WHEN g.filed_from IN ('declared', 'given') THEN g.filed
                ELSE CAST(g.received AS DATE) END,
            g.received
        ) <= (
            n.amendment,
            CASE WHEN n.filed_from IN ('declared', 'given') THEN n.filed
                ELSE CAST(n.received AS DATE) END,
            n.received
        )
        AND (
            NOT (
                n.amendment,
                CASE WHEN n.filed_from IN ('declared', 'given') THEN n.filed
                    ELSE CAST(n.received AS DATE) END,
                n.received
            ) <= (
                g.amendment,
                CASE WHEN g.filed_from IN ('declared', 'given') THEN g.filed
                    ELSE CAST(g.received AS DATE) END,
                g.received
            )
            OR n.filing > g.filing
        )
);
