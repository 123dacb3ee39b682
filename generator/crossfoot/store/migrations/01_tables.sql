-- The tables as of version 1.

CREATE TABLE filers (
    filer TEXT,
    scheme TEXT,
    identifier TEXT,
    name TEXT,
    prefix TEXT,
    PRIMARY KEY (filer)
);

CREATE TABLE filings (
    filing BIGINT,
    digest TEXT,
    filer TEXT,
    filer_name TEXT,
    form TEXT,
    amendment BOOLEAN,
    period_end DATE,
    fiscal_year TEXT,
    fiscal_period TEXT,
    fiscal_year_end TEXT,
    title TEXT,
    filed DATE,
    filed_from TEXT,
    received TIMESTAMP,
    document TEXT,
    source TEXT,
    reader TEXT,
    validated BOOLEAN,
    verdict TEXT,
    rules TEXT,
    taxonomies TEXT,
    fact_count INTEGER,
    finding_count INTEGER,
    PRIMARY KEY (filing)
);

CREATE TABLE files (
    filing BIGINT,
    name TEXT,
    sha256 TEXT,
    size BIGINT
);

CREATE TABLE facts (
    filing BIGINT,
    ordinal INTEGER,
    fact_id TEXT,
    filer TEXT,
    concept TEXT,
    period_start DATE,
    period_end DATE,
    unit TEXT,
    dimensions TEXT,
    language TEXT,
    decimals INTEGER,
    nil BOOLEAN,
    value_text TEXT,
    value DECIMAL(38,10)
);

CREATE TABLE addresses (
    filing BIGINT,
    ordinal INTEGER,
    file TEXT,
    sheet TEXT,
    row_number INTEGER,
    column_name TEXT,
    document TEXT,
    line TEXT
);

CREATE TABLE footnotes (
    filing BIGINT,
    footnote INTEGER,
    role TEXT,
    language TEXT,
    text TEXT
);

CREATE TABLE fact_footnotes (
    filing BIGINT,
    ordinal INTEGER,
    footnote INTEGER
);

CREATE TABLE concepts (
    filing BIGINT,
    concept TEXT,
    namespace TEXT,
    name TEXT,
    type TEXT,
    period_type TEXT,
    balance TEXT,
    abstract BOOLEAN,
    substitution TEXT,
    custom BOOLEAN
);

CREATE TABLE labels (
    filing BIGINT,
    concept TEXT,
    role TEXT,
    language TEXT,
    text TEXT
);

CREATE TABLE roles (
    filing BIGINT,
    role TEXT,
    name TEXT,
    definition TEXT
);

CREATE TABLE arcs (
    filing BIGINT,
    position INTEGER,
    network TEXT,
    arcrole TEXT,
    role TEXT,
    parent TEXT,
    child TEXT,
    arc_order TEXT,
    weight TEXT,
    preferred_label TEXT,
    target_role TEXT
);

CREATE TABLE findings (
    filing BIGINT,
    position INTEGER,
    severity TEXT,
    code TEXT,
    message TEXT,
    hint TEXT,
    file TEXT,
    sheet TEXT,
    row_number INTEGER,
    column_name TEXT,
    document TEXT,
    line TEXT
);

CREATE TABLE receipts (
    digest TEXT,
    filing BIGINT,
    name TEXT,
    received TIMESTAMP,
    verdict TEXT,
    record TEXT,
    PRIMARY KEY (digest)
);
