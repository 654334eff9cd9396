-- Why the value of an older year was corrected by hand.
ALTER TABLE figure ADD COLUMN reason TEXT NOT NULL DEFAULT '';
