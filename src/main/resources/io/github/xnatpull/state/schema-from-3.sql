-- From schema version 3 to 4: when a resource was compared with its listing last, and slices of comparisons. Can be run
-- twice.

alter table xp_ledger add column if not exists checked_at bigint;
alter table xp_slice add column if not exists compares boolean;
