-- From schema version 2 to 3: names that wait for an answer, and what answers to them. Can be run twice.

alter table xp_unmatched add column if not exists answered boolean;
alter table xp_unmatched add column if not exists kind varchar(40);
alter table xp_unmatched add column if not exists mark varchar(4000);
alter table xp_unmatched add column if not exists row_mark varchar(4000);
alter table xp_unmatched add column if not exists session_label varchar(4000);
alter table xp_unmatched add column if not exists source varchar(4000);

create index if not exists xp_unmatched_mark on xp_unmatched (run_id, mark);

create /*hsqldb:cached*/ table if not exists xp_seen (
    run_id bigint,
    filter varchar(40),
    passed_over boolean,
    name varchar(4000),
    primary key (run_id, filter, passed_over, name)
);

create /*hsqldb:cached*/ table if not exists xp_count (
    run_id bigint,
    name varchar(40),
    amount bigint,
    primary key (run_id, name)
);
