-- Since when a measure is supplied is new with few batches, and a view wrote a part for each: whoever stores a batch keeps
-- it now where it is (`observations/supply.ts`).
DROP VIEW IF EXISTS first_supply_feed SYNC;
