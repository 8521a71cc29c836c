-- From schema version 3 to 4: when a resource was compared with its listing last, slices of comparisons, and how
-- many resources of a project were selected. Can be run twice.

alter table xp_ledger add column if not exists checked_at bigint;
alter table xp_slice add column if not exists compares boolean;

create /*hsqldb:cached*/ table if not exists xp_project (
    run_id bigint,
    project varchar(400),
    resources bigint,
    shrunk_from bigint,
    primary key (run_id, project)
);
