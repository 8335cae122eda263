-- usable from: 4
create table weir_write (
  write_key text primary key,
  owner text not null,
  held_until bigint not null,
  sent_at bigint not null,
  ended text not null,
  forget_at bigint not null
) ${clustered};

create index weir_write_forget_at on weir_write (forget_at);
