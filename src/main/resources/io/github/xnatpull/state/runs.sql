-- Runs and their attempts: xp_run, xp_attempt. What the destination is bound to: xp_meta.

-- name: id
select id
from xp_run
where run = :run

-- name: all
select *
from xp_run
order by id

-- name: find
select *
from xp_run
where run = :run

-- name: list-columns
select list_columns
from xp_run
where run = :run

-- name: last-id
select coalesce(max(id), 0)
from xp_run

-- name: begin
insert into xp_run (
    id, run, job_name, state, server, server_version, request, reports, started_at, successor, sessions, frozen,
    only_here)
values (
    :id, :run, :jobName, 'OPEN', :server, :serverVersion, :request, :reports, :startedAt, '', -1, false, 0)

-- name: supersede
update xp_run
set state = 'SUPERSEDED', successor = :successor
where run = :run and state = 'OPEN'

-- name: set-reports
update xp_run
set reports = :reports
where id = :run

-- name: attempt-was-killed
update xp_attempt
set ended_at = :endedAt, ended = 'killed'
where run_id = :run and ended_at is null

-- name: last-attempt
select coalesce(max(attempt), 0)
from xp_attempt
where run_id = :run

-- name: attempt-starts
insert into xp_attempt (run_id, attempt, started_at)
values (:run, :attempt, :startedAt)

-- name: goes-on
update xp_run
set ended_at = null, exit_code = null
where id = :run

-- name: attempt-ends
update xp_attempt
set ended_at = :endedAt, ended = :end
where run_id = :run and attempt = :attempt

-- name: ends
update xp_run
set ended_at = :endedAt, exit_code = :exitCode, state = :state
where id = :run

-- name: attempts
select *
from xp_attempt
where run_id = :run
order by attempt

-- name: delete-attempts
delete from xp_attempt
where run_id = :run

-- name: delete
delete from xp_run
where id = :run

-- name: binding
select name, text
from xp_meta
where name like 'binding.%'
order by name

-- name: delete-binding
delete from xp_meta
where name like 'binding.%'

-- name: bind
insert into xp_meta (name, text)
values (:name, :text)
