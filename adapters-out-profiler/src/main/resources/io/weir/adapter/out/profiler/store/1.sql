create table weir_writer (
  instance text primary key,
  batch bigint not null,
  token bigint not null
);

create table weir_shape (
  id text primary key,
  soql text not null,
  seen bigint not null
);

create table weir_execution (
  instance text not null,
  seq bigint not null,
  kept smallint not null,
  started_at bigint not null,
  request_id text not null,
  action text not null,
  caller text not null,
  served text not null,
  shape_id text not null,
  duration bigint not null,
  row_count integer not null,
  truncated smallint not null,
  api_calls integer not null,
  attempts integer not null,
  outcome text not null,
  business_outcome text not null,
  usage_used bigint,
  usage_limit bigint,
  contact text not null,
  complaint_code text,
  complaint_message text,
  phases text not null,
  primary key (instance, seq)
);

create index weir_execution_started_at on weir_execution (started_at);
create index weir_execution_kept on weir_execution (instance, kept, seq);
create index weir_execution_request_id on weir_execution (request_id);
create index weir_execution_contact on weir_execution (contact) where contact <> '';

create table weir_series (
  id bigint primary key,
  instance text not null,
  action text not null,
  caller text not null,
  shape_id text not null,
  outcome text not null,
  business_outcome text not null,
  seen bigint not null
);

create table weir_rollup (
  period smallint not null,
  start bigint not null,
  series_id bigint not null,
  runs bigint not null,
  total bigint not null,
  longest bigint not null,
  row_count bigint not null,
  api_calls bigint not null,
  attempts bigint not null,
  histogram bytea not null,
  primary key (period, start, series_id)
) ${clustered};

create index weir_rollup_series_id on weir_rollup (series_id, period, start);
