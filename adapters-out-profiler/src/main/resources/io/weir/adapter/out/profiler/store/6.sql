-- usable from: 4
create table weir_signature (
  digest text primary key,
  seen_at bigint not null
) ${clustered};

create index weir_signature_seen_at on weir_signature (seen_at);

create table weir_shared_secret (
  name text primary key,
  version bigint not null,
  sealed text not null,
  lease bigint not null,
  leased_until bigint not null
);

create table weir_login_pause (
  credentials text primary key,
  paused_until bigint not null,
  failures integer not null,
  code text not null,
  message text not null
);
