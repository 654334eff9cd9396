-- The first form of the data file. A migration that has shipped is never
-- edited; a new one is added beside it.
--
-- Words in the columns are those of the JSON form; a day is YYYY-MM-DD; an
-- instant is in milliseconds since 1970 UTC and is for display only. Order is
-- kept by row numbers, since the clock of an office PC may jump.

-- "SHUZ": tells this program's files from those of others, so that no foreign
-- file is ever written into.
PRAGMA application_id = 1397249370;

-- 单位. What it is called in which year stands in branch_year.
CREATE TABLE branch (
  number   INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  -- No reference: the unit it carries on may never have been kept here.
  succeeds TEXT CHECK (succeeds <> uid)
) STRICT;

-- 单位档案, from a year on until the next row.
CREATE TABLE branch_year (
  number    INTEGER PRIMARY KEY,
  branch    TEXT NOT NULL REFERENCES branch (uid),
  year      INTEGER NOT NULL CHECK (year BETWEEN 1949 AND 2199),
  name      TEXT NOT NULL,
  level     TEXT NOT NULL CHECK (level IN ('branch', 'generalBranch', 'committee')),
  community TEXT NOT NULL,
  superior  TEXT NOT NULL,
  secretary TEXT NOT NULL,
  members   INTEGER CHECK (members >= 0),
  UNIQUE (branch, year)
) STRICT;

-- 报告. It is read and saved whole, as JSON; only what is listed, searched or
-- unique is a column.
CREATE TABLE report (
  -- What `list` shows. Never given twice, so that a noted number stays true.
  number       INTEGER PRIMARY KEY AUTOINCREMENT,
  uid          TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  branch       TEXT NOT NULL REFERENCES branch (uid),
  year         INTEGER NOT NULL CHECK (year BETWEEN 1949 AND 2199),
  template     TEXT NOT NULL,
  edition      TEXT NOT NULL CHECK (edition IN ('written', 'spoken')),
  -- 0, save for a copy that was kept beside the report of the same year.
  beside       INTEGER NOT NULL DEFAULT 0 CHECK (beside >= 0),
  status       TEXT NOT NULL CHECK (status IN ('draft', 'submitted', 'returned', 'final')),
  status_since TEXT,
  title        TEXT NOT NULL,
  -- Grows with each save: a save made from an older one is refused.
  version      INTEGER NOT NULL CHECK (version >= 1),
  created      INTEGER NOT NULL,
  saved        INTEGER NOT NULL,
  -- When it went to the trash; NULL: it lives.
  deleted      INTEGER,
  -- SHA-256 of the body: SQLite does not notice a flipped bit in a text.
  hash         TEXT NOT NULL CHECK (length(hash) = 64),
  -- Last, so that a listing does not read through it.
  body         TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

-- One report of a branch, year, kind and edition; the trash does not count.
CREATE UNIQUE INDEX report_key ON report (branch, year, template, edition, beside)
  WHERE deleted IS NULL;

CREATE TRIGGER report_leaves_by_the_trash_only BEFORE DELETE ON report
WHEN OLD.deleted IS NULL
BEGIN
  SELECT RAISE(ABORT, 'a living report is never deleted');
END;

-- 历史版本.
CREATE TABLE revision (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  report TEXT NOT NULL REFERENCES report (uid),
  reason TEXT NOT NULL
    CHECK (reason IN ('opened', 'exported', 'imported', 'interval', 'byHand', 'stale')),
  name   TEXT NOT NULL,
  at     INTEGER NOT NULL,
  hash   TEXT NOT NULL CHECK (length(hash) = 64),
  body   TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

CREATE INDEX revision_of_report ON revision (report, id);

CREATE TRIGGER revision_never_changes BEFORE UPDATE ON revision
BEGIN
  SELECT RAISE(ABORT, 'a revision never changes');
END;

CREATE TRIGGER revision_leaves_with_its_report_only BEFORE DELETE ON revision
WHEN (SELECT deleted FROM report WHERE uid = OLD.report) IS NULL
BEGIN
  SELECT RAISE(ABORT, 'a revision is never deleted while its report lives');
END;

-- 数字. No two are merged here: sources that differ are a finding.
CREATE TABLE figure (
  number      INTEGER PRIMARY KEY,
  branch      TEXT NOT NULL REFERENCES branch (uid),
  year        INTEGER NOT NULL CHECK (year BETWEEN 1949 AND 2199),
  indicator   TEXT NOT NULL,
  value       REAL NOT NULL,
  approximate INTEGER NOT NULL CHECK (approximate IN (0, 1)),
  unit        TEXT NOT NULL,
  basis       TEXT NOT NULL CHECK (basis IN ('text', 'ledger', 'typed')),
  report      TEXT REFERENCES report (uid),
  CHECK (basis <> 'text' OR report IS NOT NULL)
) STRICT;

CREATE INDEX figure_of_branch ON figure (branch, year, indicator);
CREATE INDEX figure_of_report ON figure (report);

-- 应答事项: what a report left open.
CREATE TABLE duty (
  number      INTEGER PRIMARY KEY,
  uid         TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  from_report TEXT NOT NULL REFERENCES report (uid),
  kind        TEXT NOT NULL CHECK (kind IN ('problem', 'measure', 'comment')),
  text        TEXT NOT NULL,
  who         TEXT NOT NULL,
  date        TEXT
) STRICT;

CREATE INDEX duty_of_report ON duty (from_report);

-- How a later report deals with a duty.
CREATE TABLE answer (
  number INTEGER PRIMARY KEY,
  duty   TEXT NOT NULL REFERENCES duty (uid),
  report TEXT NOT NULL REFERENCES report (uid),
  anchor TEXT CHECK (json_valid(anchor)),
  state  TEXT NOT NULL CHECK (state IN ('answered', 'setAside')),
  reason TEXT NOT NULL,
  UNIQUE (duty, report)
) STRICT;

CREATE INDEX answer_of_report ON answer (report);

-- 本街道通知, one for each year and kind of report.
CREATE TABLE notice (
  number   INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  year     INTEGER NOT NULL CHECK (year BETWEEN 1949 AND 2199),
  template TEXT NOT NULL,
  deadline TEXT,
  limits   TEXT NOT NULL CHECK (json_valid(limits)),
  parts    TEXT NOT NULL CHECK (json_valid(parts)),
  UNIQUE (year, template)
) STRICT;

-- 设置 and the like, each under a permanent key.
CREATE TABLE setting (
  number INTEGER PRIMARY KEY,
  key    TEXT NOT NULL UNIQUE,
  value  TEXT NOT NULL CHECK (json_valid(value))
) STRICT;
