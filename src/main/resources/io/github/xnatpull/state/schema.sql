-- The tables of schema version 4. Never changed but together with Schema.VERSION, a file schema-from-N.sql and a kept
-- form of it (docs/stored-forms.md). What is between "/*hsqldb:" and its end is for HSQLDB only: its tables are CACHED,
-- because a ledger can have a million rows.

create /*hsqldb:cached*/ table if not exists xp_meta (
    name varchar(64) primary key,
    text varchar(4000)
);

create /*hsqldb:cached*/ table if not exists xp_run (
    id bigint primary key,
    run varchar(200) not null unique,
    job_name varchar(200) not null,
    state varchar(20) not null,
    server varchar(4000),
    server_version varchar(200),
    request varchar(1000000),
    reports varchar(4000),
    started_at bigint,
    ended_at bigint,
    exit_code int,
    successor varchar(200),
    sessions bigint,
    frozen boolean,
    only_here bigint,
    list_columns varchar/*hsqldb:(1000000000)*/
);

create /*hsqldb:cached*/ table if not exists xp_attempt (
    run_id bigint,
    attempt int,
    started_at bigint,
    ended_at bigint,
    ended varchar(200),
    primary key (run_id, attempt)
);

-- What the user's lists say (narrowing, extras) has no bound of its own.
create /*hsqldb:cached*/ table if not exists xp_session (
    run_id bigint,
    ord bigint,
    project varchar(4000),
    accession_id varchar(400),
    label varchar(4000),
    subject_id varchar(400),
    subject_label varchar(4000),
    owner varchar(4000),
    xsi_type varchar(400),
    session_date varchar(40),
    insert_date varchar(60),
    last_modified varchar(60),
    planned boolean,
    unlisted boolean,
    scans bigint,
    resources bigint,
    excluded bigint,
    note varchar(4000),
    narrowing varchar/*hsqldb:(1000000000)*/,
    extras varchar/*hsqldb:(1000000000)*/,
    sort_key varchar(4000),
    primary key (run_id, ord)
);

create index if not exists xp_session_sort on xp_session (run_id, sort_key, ord);

create index if not exists xp_session_id on xp_session (run_id, project, accession_id);

create /*hsqldb:cached*/ table if not exists xp_item (
    run_id bigint,
    number bigint,
    session_ord bigint,
    project varchar(4000),
    accession_id varchar(400),
    level varchar(20),
    part_id varchar(1000),
    in_out varchar(3),
    name varchar(4000),
    label varchar(4000),
    resource_id varchar(40),
    subject_id varchar(400),
    folder varchar(4000),
    action varchar(10),
    count_hint bigint,
    size_hint bigint,
    scan_type varchar(4000),
    scan_quality varchar(400),
    scan_xsi varchar(400),
    scan_description varchar(4000),
    assessor_type varchar(400),
    assessor_label varchar(4000),
    sort_key varchar(4000),
    status varchar(20),
    tries int,
    files_expected bigint,
    bytes_expected bigint,
    bytes_moved bigint,
    code varchar(60),
    message varchar(4000),
    primary key (run_id, number)
);

create index if not exists xp_item_sort on xp_item (run_id, sort_key, number);

create index if not exists xp_item_session on xp_item (run_id, project, accession_id);

create /*hsqldb:cached*/ table if not exists xp_unmatched (
    run_id bigint,
    seq bigint,
    list varchar(4000),
    line bigint,
    id_value varchar(4000),
    project varchar(4000),
    reason varchar(4000),
    answered boolean,
    kind varchar(40),
    mark varchar(4000),
    row_mark varchar(4000),
    session_label varchar(4000),
    source varchar(4000),
    primary key (run_id, seq)
);

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

create /*hsqldb:cached*/ table if not exists xp_slice (
    run_id bigint,
    slice int,
    solo boolean,
    first_number bigint,
    last_number bigint,
    compares boolean,
    primary key (run_id, slice)
);

create /*hsqldb:cached*/ table if not exists xp_ledger (
    project varchar(400),
    accession_id varchar(400),
    level varchar(20),
    part_id varchar(1000),
    in_out varchar(3),
    name varchar(4000),
    resource_id varchar(40),
    label varchar(4000),
    folder varchar(4000),
    status varchar(20),
    files bigint,
    bytes bigint,
    files_expected bigint,
    bytes_expected bigint,
    count_hint bigint,
    size_hint bigint,
    proof varchar(10),
    landed_at bigint,
    landed_in_run varchar(200),
    last_seen_run varchar(200),
    receipt_id varchar(200),
    checked_at bigint,
    primary key (project, accession_id, level, part_id, in_out, name)
);

create /*hsqldb:cached*/ table if not exists xp_folder (
    folded varchar(4000) primary key,
    folder varchar(4000),
    owner varchar(4000)
);

create index if not exists xp_folder_owner on xp_folder (owner);

create /*hsqldb:cached*/ table if not exists xp_file_fault (
    run_id bigint,
    number bigint,
    seq int,
    file varchar(4000),
    path varchar(4000),
    bytes bigint,
    bytes_expected bigint,
    md5 varchar(32),
    md5_expected varchar(32),
    code varchar(60),
    message varchar(4000),
    primary key (run_id, number, seq)
);

create /*hsqldb:cached*/ table if not exists xp_project (
    run_id bigint,
    project varchar(400),
    resources bigint,
    shrunk_from bigint,
    primary key (run_id, project)
);
