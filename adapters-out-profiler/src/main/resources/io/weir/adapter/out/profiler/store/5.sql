-- usable from: 4
create table weir_api_org (
  org text not null primary key,
  spent bigint not null,
  leased bigint not null,
  base bigint not null,
  max_calls bigint not null,
  observed_at bigint not null,
  refused_at bigint not null,
  probed_at bigint not null
)${clustered};

create table weir_api_weir (
  org text not null,
  weir text not null,
  held bigint not null,
  seen_at bigint not null,
  primary key (org, weir)
)${clustered};

create table weir_api_reading (
  org text not null,
  minute bigint not null,
  base bigint not null,
  max_calls bigint not null,
  primary key (org, minute)
)${clustered};

create table weir_api_use (
  org text not null,
  slot bigint not null,
  caller text not null,
  calls bigint not null,
  primary key (org, slot, caller)
)${clustered};
