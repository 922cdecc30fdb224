-- A database as the first schema left it, with one request that waits. Never changed: what has been
-- released has to be brought up to date by every later version.

CREATE TABLE "schema_migrations" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);
CREATE TABLE "schema_migrations_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);
CREATE TABLE "accounts" ("id" text not null primary key, "name" text not null, "colour" text not null);
CREATE TABLE "users" ("id" text not null primary key, "account_id" text not null references "accounts" ("id"), "email" text not null, "email_key" text not null unique, "name" text not null, "role" text not null, "password_hash" text not null, constraint "users_of_account" unique ("account_id", "id"));
CREATE TABLE "user_sessions" ("token_hash" text not null primary key, "user_id" text not null references "users" ("id") on delete cascade, "created_at" bigint not null, "expires_at" bigint not null);
CREATE TABLE "portals" ("id" text not null primary key, "account_id" text not null references "accounts" ("id"), "slug" text not null unique, "name" text not null, "greeting" text not null, constraint "portals_of_account" unique ("account_id", "id"));
CREATE TABLE "requests" ("id" text not null primary key, "account_id" text not null references "accounts" ("id"), "portal_id" text not null, "phase" text not null, "is_over" integer generated always as (case when phase in ('ended', 'closed', 'abandoned') then 1 else 0 end) stored, "version" integer not null, "created_at" bigint not null, "phase_since" bigint not null, "assignee_id" text, "customer_name" text not null, "customer_email" text, "question" text not null, "last_seq" integer not null, "token_hash" text not null unique, "outcome" text, "notes" text not null, "live" text not null, "source" text not null, constraint "requests_portal" foreign key ("account_id", "portal_id") references "portals" ("account_id", "id"), constraint "requests_assignee" foreign key ("account_id", "assignee_id") references "users" ("account_id", "id"));
CREATE TABLE "entries" ("request_id" text not null references "requests" ("id"), "seq" integer not null, "id" text not null, "kind" text not null, "at" bigint not null, "body" text not null, constraint "entries_place" primary key ("request_id", "seq"), constraint "entries_id" unique ("request_id", "id"));
CREATE TABLE "reads" ("request_id" text not null references "requests" ("id"), "party" text not null, "seq" integer not null, constraint "reads_mark" primary key ("request_id", "party"));
CREATE TABLE "health" ("id" integer primary key, "at" bigint not null);
CREATE INDEX "user_sessions_by_user_id" on "user_sessions" ("user_id");
CREATE INDEX "user_sessions_by_expires_at" on "user_sessions" ("expires_at");
CREATE INDEX "requests_by_account_id_is_over_created_at_id" on "requests" ("account_id", "is_over", "created_at" desc, "id" desc);
CREATE INDEX "requests_by_account_id_portal_id" on "requests" ("account_id", "portal_id");
CREATE INDEX "requests_by_account_id_assignee_id" on "requests" ("account_id", "assignee_id");

insert into schema_migrations values ('0001Foundation', '2026-11-20T00:00:00.000Z');
insert into schema_migrations_lock values ('migration_lock', 0);
insert into accounts values ('01980000-0000-7000-8000-000000000001', 'Acme', '#335577');
insert into users values ('01980000-0000-7000-8000-000000000002', '01980000-0000-7000-8000-000000000001', 'Ada@acme.test', 'ada@acme.test', 'Ada', 'technician', 'no hash');
insert into portals values ('01980000-0000-7000-8000-000000000003', '01980000-0000-7000-8000-000000000001', 'acme', 'Support', 'Hello');
insert into requests (id, account_id, portal_id, phase, version, created_at, phase_since, customer_name, question, last_seq, token_hash, notes, live, source) values
  ('01980000-0000-7000-8000-000000000004', '01980000-0000-7000-8000-000000000001', '01980000-0000-7000-8000-000000000003', 'waiting', 1, 77, 77, 'Grace', 'Where is the button?', 1, 'hash', '',
   '{"share":{"phase":"off"},"control":{"phase":"none"}}',
   '{"userAgent":"","language":"en","timeZone":"UTC","screenWidth":1,"screenHeight":1,"referrer":"","address":"::1"}');
insert into entries values ('01980000-0000-7000-8000-000000000004', 1, '01980000-0000-7000-8000-000000000005', 'message', 78, '{"from":{"party":"customer","id":null,"name":"Grace"},"text":"Hello?"}');
