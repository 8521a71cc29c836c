-- Slices: ranges of item numbers in xp_slice, so that no item row is touched. And whether the plan is frozen.

-- name: is-frozen
select count(*)
from xp_run
where id = :run and frozen = true

-- name: freeze
update xp_run
set frozen = true
where id = :run

-- name: all
select slice
from xp_slice
where run_id = :run
order by slice

-- name: bounds
select first_number, last_number, coalesce(compares, false) as compares
from xp_slice
where run_id = :run and slice = :slice

-- name: last-item
select coalesce(max(last_number), 0)
from xp_slice
where run_id = :run

-- name: last
select coalesce(max(slice), 0)
from xp_slice
where run_id = :run

-- name: items-with-work
select number, session_ord, label, size_hint
from xp_item
where run_id = :run and number > :after and action in ('FETCH', 'CHECK')
order by run_id, number
limit :limit /*hsqldb: using index*/

-- name: count-to-compare
select count(*)
from xp_item
where run_id = :run and action = 'COMPARE'

-- name: items-to-compare
select number, session_ord, label, size_hint
from xp_item
where run_id = :run and number > :after and action = 'COMPARE'
order by run_id, number
limit :limit /*hsqldb: using index*/

-- name: count-unsliced
select count(*)
from (
    select number
    from xp_item
    where run_id = :run and action in ('FETCH', 'CHECK')
        and number > (select coalesce(max(last_number), 0) from xp_slice where run_id = :run)
    limit 1) one

-- name: insert
insert into xp_slice (run_id, slice, solo, first_number, last_number, compares)
values (:run, :slice, :solo, :first, :last, :compares)

-- name: delete
delete from xp_slice
where run_id = :run and slice <= :upTo
