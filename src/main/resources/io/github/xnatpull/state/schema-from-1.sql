-- From schema version 1 to 2: columns that real names and lists did not fit into. Can be run twice.

alter table xp_ledger alter column receipt_id set data type varchar(200);
alter table xp_ledger alter column name set data type varchar(4000);
alter table xp_session alter column narrowing set data type varchar/*hsqldb:(1000000000)*/;
alter table xp_session alter column extras set data type varchar/*hsqldb:(1000000000)*/;
alter table xp_run alter column list_columns set data type varchar/*hsqldb:(1000000000)*/;
