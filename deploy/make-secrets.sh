#!/bin/sh
# Makes the secrets of deploy/compose.yaml, once: those that are there stay as they are.
set -eu
umask 077
cd "$(dirname "$0")"
# The folder is for root alone; the files have to be readable for the containers' users, who see only their own.
mkdir -p secrets certificates acme
chmod 755 certificates acme

keep() {
  [ -s "secrets/$1" ] || printf '%s' "$2" > "secrets/$1"
  chmod 444 "secrets/$1"
}
random() {
  openssl rand -hex 32
}

keep secret_key "$(random)"
keep sfu_secret "$(random)"
keep turn_secret "$(random)"
keep postgres_password "$(random)"
keep redis_password "$(random)"
keep database_url "postgres://beside:$(cat secrets/postgres_password)@postgres:5432/beside"
keep redis_url "redis://:$(cat secrets/redis_password)@redis:6379"
