-- usable from: 4
create table weir_write (
  key text not null primary key,
  owner text not null,
  held_until bigint not null,
  begun_at bigint not null,
  sent_at bigint not null,
  ended text not null
)${clustered};

create index weir_write_begun on weir_write (begun_at);
