-- How many resources of each project a run selected, and had selected before: xp_project. Kept as long as the run.

-- name: is-there
select count(*)
from information_schema.tables
where upper(table_name) = 'XP_PROJECT'

-- name: count
select project, count(*) as resources
from xp_item
where run_id = :run
group by project

-- name: unlisted
select distinct project
from xp_item
where run_id = :run and action = 'LIST'

-- name: delete
delete from xp_project
where run_id = :run

-- name: insert
insert into xp_project (run_id, project, resources, shrunk_from)
values (:run, :project, :resources, :shrunkFrom)

-- name: of-run
select project, resources, shrunk_from
from xp_project
where run_id = :run
order by project
