-- usable from: 4
alter table weir_api_reading add column read_at bigint not null default 0;
