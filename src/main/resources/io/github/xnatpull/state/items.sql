-- The items of a plan and what became of them: xp_item, xp_file_fault.
-- An item is open whose status is not known, failed or not-attempted.

-- name: insert
insert into xp_item (
    run_id, number, session_ord, project, accession_id, level, part_id, in_out, name, label, resource_id, subject_id,
    folder, action, count_hint, size_hint, scan_type, scan_quality, scan_xsi, scan_description, assessor_type,
    assessor_label, sort_key, status, tries)
values (
    :run, :number, :position, :project, :accessionId, :level, :partId, :inOut, :name, :label, :resourceId, :subjectId,
    :folder, :action, :countHint, :sizeHint, :scanType, :scanQuality, :scanXsi, :scanDescription, :assessorType,
    :assessorLabel, :sortKey, :status, 0)

-- name: insert-unlisted
insert into xp_item (
    run_id, number, session_ord, project, accession_id, level, part_id, in_out, name, label, resource_id, subject_id,
    folder, action, sort_key, status, tries, code, message, scan_type, scan_quality, scan_xsi, scan_description,
    assessor_type, assessor_label)
values (
    :run, :number, :position, :project, :accessionId, :level, '', '', '', '', '', :subjectId,
    '', 'LIST', :sortKey, :status, 1, :code, :message, '', '', '', '',
    '', '')

-- name: delete-unlisted
delete from xp_item
where run_id = :run and project = :project and accession_id = :accessionId and action = 'LIST'

-- name: last-number
-- By the end of the index: max() would walk over every row of the run, and that for each block.
select number
from xp_item
where run_id = :run
order by run_id desc, number desc
limit 1 /*hsqldb: using index*/

-- name: count
select count(*)
from xp_item
where run_id = :run

-- name: sum-of-hints
select coalesce(sum(size_hint), 0)
from xp_item
where run_id = :run

-- name: item-select
-- An item with its session and, where there is one, its ledger row.
select
    i.*,
    s.label as s_label, s.subject_label as s_subject_label, s.owner as s_owner, s.xsi_type as s_xsi_type,
    s.session_date as s_date, s.insert_date as s_insert_date, s.last_modified as s_last_modified,
    s.subject_id as s_subject_id, s.extras as s_extras,
    l.resource_id as l_resource_id, l.label as l_label, l.folder as l_folder, l.status as l_status,
    l.files as l_files, l.bytes as l_bytes, l.files_expected as l_files_expected,
    l.bytes_expected as l_bytes_expected, l.count_hint as l_count_hint, l.size_hint as l_size_hint,
    l.proof as l_proof, l.landed_at as l_landed_at, l.landed_in_run as l_landed_in_run,
    l.last_seen_run as l_last_seen_run, l.receipt_id as l_receipt_id,
    l.checked_at as l_checked_at

-- name: item-joins
join xp_session s on s.run_id = i.run_id and s.ord = i.session_ord
left join xp_ledger l
    on l.project = i.project and l.accession_id = i.accession_id and l.level = i.level
    and l.part_id = i.part_id and l.in_out = i.in_out and l.name = i.name

-- name: item
{item-select}
from xp_item i
{item-joins}
where i.run_id = :run and i.number = :number

-- name: open
-- Of a slice: what is in its range, without what stands alone in another. The page first, by its index alone; joined to
-- the rest afterwards.
{item-select}
from (
    select k.run_id, k.number
    from xp_item k
    where k.run_id = :run and k.number > :after and k.number <= :last and k.action in ('FETCH', 'CHECK')
        and coalesce(k.status, 'not-attempted') in ('failed', 'not-attempted')
        and k.number not in (select first_number from xp_slice where run_id = :run and solo = true and slice <> :slice)
    order by k.run_id, k.number
    limit :limit /*hsqldb: using index*/) p
join xp_item i on i.run_id = p.run_id and i.number = p.number
{item-joins}
order by i.number

-- name: open-to-compare
-- Of a slice of comparisons: what had no turn, or failed in it.
{item-select}
from (
    select k.run_id, k.number
    from xp_item k
    where k.run_id = :run and k.number > :after and k.number <= :last
        and (k.action = 'COMPARE'
            or k.action = 'COMPARED' and coalesce(k.status, 'not-attempted') in ('failed', 'not-attempted'))
    order by k.run_id, k.number
    limit :limit /*hsqldb: using index*/) p
join xp_item i on i.run_id = p.run_id and i.number = p.number
{item-joins}
order by i.number

-- name: unchanged-sessions
-- What looks unchanged, by session, the longest unchecked first.
select i.session_ord, i.project, i.accession_id, sum(l.files) as files
from xp_item i
{item-joins}
where i.run_id = :run and i.action = 'UNCHANGED' and l.status is not null
group by i.session_ord, i.project, i.accession_id
order by min(coalesce(l.checked_at, l.landed_at)), i.session_ord

-- name: compare
update xp_item
set action = 'COMPARE'
where run_id = :run and project = :project and accession_id = :accessionId and session_ord = :position
    and action = 'UNCHANGED'

-- name: page-by-sort-key
{item-select}
from (
    select k.run_id, k.number
    from xp_item k
    where k.run_id = :run and k.sort_key >= :key and (k.sort_key > :key or k.number > :number)
    order by k.run_id, k.sort_key, k.number
    limit :limit /*hsqldb: using index*/) p
join xp_item i on i.run_id = p.run_id and i.number = p.number
{item-joins}
order by i.sort_key, i.number

-- name: record
update xp_item
set status = :status, action = case when action = 'COMPARE' then 'COMPARED' else action end, tries = tries + :tries, files_expected = :filesExpected, bytes_expected = :bytesExpected,
    bytes_moved = coalesce(bytes_moved, 0) + :bytesMoved, code = :code, message = :message
where run_id = :run and number = :number

-- name: accept
update xp_item
set status = :status, message = substr(coalesce(message, '') || :reason, 1, 4000)
where run_id = :run and number = :number

-- name: count-tries
update xp_item
set tries = tries + :tries, bytes_moved = coalesce(bytes_moved, 0) + :bytesMoved
where run_id = :run and number = :number

-- name: insert-file-fault
insert into xp_file_fault (
    run_id, number, seq, file, path, bytes, bytes_expected, md5, md5_expected, code, message)
values (
    :run, :number, :seq, :file, :path, :bytes, :bytesExpected, :md5, :md5Expected, :code, :message)

-- name: file-faults
select *
from xp_file_fault
where run_id = :run and number = :number
order by seq

-- name: delete-file-faults
delete from xp_file_fault
where run_id = :run and number = :number

-- name: is-open
(action = 'COMPARE' or coalesce(status, 'not-attempted') in ('failed', 'not-attempted'))

-- name: bytes-hinted
-- A comparison moves none, as far as anybody knows.
case when action in ('FETCH', 'CHECK') then size_hint else 0 end

-- name: work
select
    count(*) as items,
    coalesce(sum(case when {is-open} then {bytes-hinted} end), 0) as hinted_open,
    coalesce(sum(case when {is-open} then 0 else 1 end), 0) as done,
    coalesce(sum(case when {is-open} then 0 else {bytes-hinted} end), 0) as hinted_done
from xp_item
where run_id = :run and action in ('FETCH', 'CHECK', 'COMPARE', 'COMPARED')

-- name: status-counts
select coalesce(status, 'not-attempted') as st, count(*) as n
from xp_item
where run_id = :run
group by coalesce(status, 'not-attempted')

-- name: unfinished
select number
from xp_item
where run_id = :run and project = :project and accession_id = :accessionId
    and (status is null or status = 'not-attempted')

-- name: session-totals
select
    sum(case when status = 'landed' then 1 else 0 end) as landed,
    sum(case when status in ('failed', 'gone', 'incomplete', 'conflict') then 1 else 0 end) as failed,
    sum(coalesce(bytes_moved, 0)) as moved
from xp_item
where run_id = :run and project = :project and accession_id = :accessionId

-- name: status-counts-of-session
select coalesce(i.status, 'not-attempted') as st, count(*) as n, sum(coalesce(l.bytes, 0)) as total
from xp_item i
left join xp_ledger l
    on l.project = i.project and l.accession_id = i.accession_id and l.level = i.level
    and l.part_id = i.part_id and l.in_out = i.in_out and l.name = i.name
where i.run_id = :run and i.project = :project and i.accession_id = :accessionId
group by coalesce(i.status, 'not-attempted')

-- name: bytes-moved
select coalesce(sum(bytes_moved), 0)
from xp_item
where run_id = :run

-- name: last-with-file-fault
select coalesce(max(number), 0)
from xp_file_fault
where run_id = :run

-- name: delete-all-file-faults
delete from xp_file_fault
where run_id = :run and number <= :upTo

-- name: delete
delete from xp_item
where run_id = :run and number <= :upTo
