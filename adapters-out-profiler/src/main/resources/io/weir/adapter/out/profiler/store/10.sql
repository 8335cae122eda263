-- usable from: 4
create table weir_forgotten (
  contact text primary key,
  forgotten_at bigint not null
) ${clustered};
