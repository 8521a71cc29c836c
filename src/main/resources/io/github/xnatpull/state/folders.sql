-- Folders that were given: xp_folder. Folded names are those that file systems could take for one.

-- name: of-owner
select folder
from xp_folder
where owner = :owner

-- name: count-taken
select count(*)
from xp_folder
where folded = :folded

-- name: count-owned-or-taken
select count(*)
from xp_folder
where owner = :owner or folded = :folded

-- name: insert
insert into xp_folder (folded, folder, owner)
values (:folded, :folder, :owner)

-- name: delete-all
delete from xp_folder
