-- By whose account a file was handed in, so that there is a limit for each; of earlier files nobody's.
ALTER TABLE evidence ADD COLUMN uploader text NOT NULL DEFAULT '';
--;
CREATE INDEX evidence_uploader ON evidence (uploader);
