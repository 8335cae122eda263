alter table weir_execution add column action_version integer not null default 0;

create table weir_declaration (
  action text not null,
  version integer not null,
  yaml text not null,
  served_at bigint not null,
  primary key (action, version)
);
