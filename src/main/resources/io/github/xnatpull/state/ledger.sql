-- What has landed: xp_ledger, one row a resource. Read in pages, for HSQLDB holds whole results in memory.

-- name: of-session
select *
from xp_ledger
where project = :project and accession_id = :accessionId

-- name: in-folder
select *
from xp_ledger
where folder = :folder

-- name: count-by-session
select accession_id, count(*) as n
from xp_ledger
where project = :project and accession_id > :after and level not in ('project', 'subject')
group by accession_id
order by accession_id
limit :limit

-- name: any
select 1
from xp_ledger
limit 1

-- name: projects
select distinct project
from xp_ledger
where project > :after
order by 1
limit :limit

-- name: first-sessions
select distinct accession_id
from xp_ledger
where project = :project
order by 1
limit :limit

-- name: sessions
select distinct accession_id
from xp_ledger
where project = :project and accession_id > :after
order by 1
limit :limit

-- name: key
project = :project and accession_id = :accessionId and level = :level
    and part_id = :partId and in_out = :inOut and name = :name

-- name: update
update xp_ledger
set resource_id = :resourceId, label = :label, folder = :folder, status = :status, files = :files, bytes = :bytes,
    files_expected = :filesExpected, bytes_expected = :bytesExpected, count_hint = :countHint, size_hint = :sizeHint,
    proof = :proof, landed_at = :landedAt, landed_in_run = :landedInRun, last_seen_run = :lastSeenRun,
    receipt_id = :receiptId, checked_at = :checkedAt
where {key}

-- name: insert
insert into xp_ledger (
    project, accession_id, level, part_id, in_out, name, resource_id, label, folder, status, files, bytes,
    files_expected, bytes_expected, count_hint, size_hint, proof, landed_at, landed_in_run, last_seen_run, receipt_id, checked_at)
values (
    :project, :accessionId, :level, :partId, :inOut, :name, :resourceId, :label, :folder, :status, :files, :bytes,
    :filesExpected, :bytesExpected, :countHint, :sizeHint, :proof, :landedAt, :landedInRun, :lastSeenRun, :receiptId,
    :checkedAt)

-- name: seen
update xp_ledger
set last_seen_run = :run
where {key}
