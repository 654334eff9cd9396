-- A state is kept for one more reason: a file that came back from somebody else.
-- The words allowed in a column cannot be changed, so the table is made anew;
-- its rows are the same, with the same numbers.
CREATE TABLE revision_anew (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  report TEXT NOT NULL REFERENCES report (uid),
  reason TEXT NOT NULL CHECK (reason IN (
    'opened', 'exported', 'imported', 'interval', 'byHand', 'stale', 'submitted', 'restoring', 'bulk',
    'returned'
  )),
  name   TEXT NOT NULL,
  at     INTEGER NOT NULL,
  hash   TEXT NOT NULL CHECK (length(hash) = 64),
  body   TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

INSERT INTO revision_anew (id, report, reason, name, at, hash, body)
SELECT id, report, reason, name, at, hash, body FROM revision ORDER BY id;

DROP TABLE revision;
ALTER TABLE revision_anew RENAME TO revision;

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
