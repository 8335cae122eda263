-- usable from: 4
create table weir_plan (
  shape_id text primary key,
  asked_at bigint not null
) ${clustered};
