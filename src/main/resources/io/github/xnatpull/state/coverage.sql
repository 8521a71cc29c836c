-- What an unfinished run has open, and what of it a newer run does not have. A plan may have a million rows.

-- name: open-resources
select count(*)
from xp_item i
where i.run_id = :older and i.action <> 'LIST'
    and coalesce(i.status, 'not-attempted') in ('failed', 'not-attempted')

-- name: uncovered-resources
{open-resources}
    and not exists (
        select 1
        from xp_item n
        where n.run_id = :newer and n.project = i.project and n.accession_id = i.accession_id
            and n.level = i.level and n.part_id = i.part_id and n.in_out = i.in_out and n.name = i.name)

-- name: open-sessions
select count(*)
from xp_session s
where s.run_id = :older and (s.planned = false or s.unlisted = true)

-- name: uncovered-sessions
{open-sessions}
    and not exists (
        select 1
        from xp_session n
        where n.run_id = :newer and n.project = s.project and n.accession_id = s.accession_id
            and n.subject_id = s.subject_id and n.narrowing = s.narrowing)
