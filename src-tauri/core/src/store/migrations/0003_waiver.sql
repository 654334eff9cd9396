-- 不改: what the writer wants left as it is, with the reason.
CREATE TABLE waiver (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  report TEXT NOT NULL REFERENCES report (uid) ON DELETE CASCADE,
  rule   TEXT NOT NULL,
  -- The words; NULL: the rule is off for the whole report.
  anchor TEXT CHECK (json_valid(anchor)),
  reason TEXT NOT NULL
) STRICT;

CREATE INDEX waiver_of_report ON waiver (report);
