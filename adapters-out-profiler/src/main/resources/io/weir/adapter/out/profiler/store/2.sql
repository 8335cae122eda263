create table weir_advice (
  shape_id text primary key,
  soql text not null,
  explained_at bigint not null,
  finding text not null,
  finding_fields text not null,
  plan_object text not null,
  leading_operation text not null,
  relative_cost double precision not null,
  cardinality bigint not null,
  object_cardinality bigint not null,
  plan_fields text not null,
  notes text not null
);

create index weir_advice_explained_at on weir_advice (explained_at);
