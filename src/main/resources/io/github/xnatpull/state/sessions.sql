-- The session list of a run: xp_session. Without the hint HSQLDB would walk the primary key and sort.

-- name: is-stored
select count(*)
from xp_run
where id = :run and sessions >= 0

-- name: insert
insert into xp_session (
    run_id, ord, project, accession_id, label, subject_id, subject_label, owner, xsi_type, session_date, insert_date,
    last_modified, sort_key, narrowing, extras, planned, unlisted, scans, resources, excluded, note)
values (
    :run, :position, :project, :accessionId, :label, :subjectId, :subjectLabel, :owner, :xsiType, :date, :insertDate,
    :lastModified, :sortKey, :rows, :extras, false, false, 0, 0, 0, '')

-- name: list-is-stored
update xp_run
set sessions = :sessions, only_here = :onlyHere, list_columns = :listColumns
where id = :run

-- name: page
select *
from xp_session
where run_id = :run and ord > :after
order by run_id, ord
limit :limit /*hsqldb: using index*/

-- name: unlisted
select *
from xp_session
where run_id = :run and ord > :after and unlisted = true
order by run_id, ord
limit :limit /*hsqldb: using index*/

-- name: planned-up-to
select coalesce(max(ord), 0)
from xp_session
where run_id = :run and planned = true

-- name: count
select count(*)
from xp_session
where run_id = :run and accession_id <> ''

-- name: count-planned
select count(*)
from xp_session
where run_id = :run and accession_id <> '' and planned = true

-- name: set-planned
update xp_session
set planned = true, unlisted = :unlisted, scans = :scans, resources = :resources, excluded = :excluded, note = :note
where run_id = :run and ord = :position

-- name: more-only-here
update xp_run
set only_here = only_here + :more
where id = :run

-- name: last
select coalesce(max(ord), 0)
from xp_session
where run_id = :run

-- name: delete
delete from xp_session
where run_id = :run and ord <= :upTo

-- name: page-by-sort-key
select *
from xp_session
where run_id = :run and accession_id <> '' and sort_key >= :key and (sort_key > :key or ord > :number)
order by run_id, sort_key, ord
limit :limit /*hsqldb: using index*/
