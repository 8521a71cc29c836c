-- Names that the user gave: xp_unmatched; those with a mark wait for an answer.
-- Names that sessions and files have: xp_seen. Numbers that go with them: xp_count.

-- name: insert
insert into xp_unmatched (
    run_id, seq, list, line, id_value, project, reason, kind, source, session_label, mark, row_mark, answered)
values (
    :run, :seq, :list, :line, :value, :project, :reason, :kind, :source, :session, :mark, :row, false)

-- name: unmatched
select *
from xp_unmatched
where run_id = :run and mark is null
order by seq

-- name: count-unmatched
select count(*)
from xp_unmatched
where run_id = :run and mark is null

-- name: count-with-mark
select count(*)
from xp_unmatched
where run_id = :run and mark is not null

-- name: waiting
-- None before every session was looked at.
select u.*
from xp_unmatched u
join xp_run r on r.id = u.run_id
where u.run_id = :run and r.frozen = true and u.mark is not null and u.answered = false
order by u.seq

-- name: answered
update xp_unmatched
set answered = true
where run_id = :run and mark = :mark

-- name: missed
update xp_unmatched
set reason = :reason
where run_id = :run and mark = :mark and reason = ''

-- name: seen
select filter, name
from xp_seen
where run_id = :run and passed_over = :passedOver

-- name: count-seen
select count(*)
from xp_seen
where run_id = :run and filter = :filter and passed_over = :passedOver and name = :name

-- name: insert-seen
insert into xp_seen (run_id, filter, passed_over, name)
values (:run, :filter, :passedOver, :name)

-- name: add-amount
update xp_count
set amount = amount + :amount
where run_id = :run and name = :name

-- name: insert-amount
insert into xp_count (run_id, name, amount)
values (:run, :name, :amount)

-- name: amounts
select name, amount
from xp_count
where run_id = :run
order by name

-- name: amount
select coalesce(sum(amount), 0)
from xp_count
where run_id = :run and name = :name

-- name: delete-amounts
delete from xp_count
where run_id = :run and name in (:names)

-- name: sessions-looked-at
select *
from xp_session
where run_id = :run and planned = true and unlisted = false
order by run_id, ord
limit 1

-- name: count-looked-at
select count(*)
from xp_session
where run_id = :run and planned = true and unlisted = false

-- name: count-sessions-looked-at
select count(*)
from xp_session
where run_id = :run and planned = true and unlisted = false and accession_id <> ''

-- name: count-unlisted
select count(*)
from xp_session
where run_id = :run and unlisted = true

-- name: last
select coalesce(max(seq), 0)
from xp_unmatched
where run_id = :run

-- name: delete
delete from xp_unmatched
where run_id = :run and seq <= :upTo

-- name: delete-all-seen
delete from xp_seen
where run_id = :run

-- name: delete-all-amounts
delete from xp_count
where run_id = :run
