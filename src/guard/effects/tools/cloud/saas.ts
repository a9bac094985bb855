/** The table of command lines of services that a team rents: payments, errors, sign-in, names, telephones. */
import { type Managed, managedTool } from "../../describing/managed.ts";
import type { Tool } from "../../describing/tool.ts";

const rows: readonly Managed[] = [
  {
    names: "stripe",
    where: "p project-name",
    takes: "d data api-key expand limit e events f forward-to",
    production: "live",
    does: {
      none: "listen, login, logs, trigger, samples, fixtures, config, get, open, status, serve",
      destroy: "delete, subscriptions cancel",
      update: "post, refunds create, payouts create, charges create, payment_intents confirm, transfers create",
    },
  },
  {
    names: "twilio",
    where: "p profile",
    takes: "o from to body l",
    does: {
      none: "login, profiles:list, profiles:use, serverless:start, plugins, phone-numbers:list, *:list, *:fetch, autocomplete",
      destroy: "api:*:remove, serverless:environment:remove",
      update: "serverless:deploy, phone-numbers:update, flex:plugins:deploy",
      create: "api:core:messages:create, api:*:create",
      secret: "api:core:keys:create",
    },
  },
  {
    names: "sentry-cli sentry",
    where: "o org p project",
    takes: "auth-token url log-level",
    verb: "none",
    does: {
      destroy: "releases delete, releases files * delete, sourcemaps delete",
      create: "releases new, releases deploys * new",
      update: "releases finalize, issues resolve, issues mute",
    },
  },
  {
    names: "datadog-ci dogwrap",
    where: "env service",
    takes: "tags",
    does: {
      none: "sourcemaps upload, synthetics run-tests, junit upload, sarif upload, dsyms upload, coverage upload",
      blind: "monitor mute_all",
    },
  },
  {
    names: "pd pagerduty",
    where: "e",
    takes: "i ids s status",
    does: { none: "auth, login, incident list, incident view, incident open", update: "incident resolve, incident ack, incident set" },
  },
  {
    names: "auth0 okta",
    where: "tenant",
    takes: "n name t type",
    does: {
      none: "login, test login, test token, logs, tenants use",
      secret: "apps show --reveal-secrets, apps list --reveal-secrets",
      access: "users roles assign, roles permissions add, users create",
      destroy: "users delete, apps delete, apis delete, orgs delete",
    },
  },
  {
    names: "flarectl cfcli gandi porkbun namecheap dnscontrol octodns-sync lexicon",
    where: "zone z domain",
    takes: "t type n name c content ttl config-file config creds",
    does: { none: "preview, check, get-zones", update: "push, --doit", destroy: "dns delete, rm, zone delete" },
  },
  {
    names: "algolia meilisearch-cli elasticdump curator curator_cli",
    where: "p profile input output host",
    takes: "application-id F",
    does: {
      none: "open, search, objects browse, settings get, show_indices",
      destroy: "indices clear, indices delete, objects delete, delete_indices, delete-indices, delete_snapshots",
    },
  },
  {
    names: "launchdarkly ldcli unleash flagsmith",
    where: "project environment",
    takes: "access-token flag",
    does: {
      none: "login, config, dev-server, members list",
      destroy: "flags delete, environments delete, projects delete, flags archive",
      update: "flags toggle-on, flags toggle-off, flags update",
    },
  },
  {
    names: "shopify",
    where: "s store e environment",
    takes: "t theme path",
    production: "live allow-live",
    does: {
      none: "theme dev, app dev, theme check, theme pull, app build, theme list, auth login",
      destroy: "theme delete, app versions delete",
      update: "theme push, theme publish, app deploy, app release",
    },
  },
  {
    names: "contentful sanity",
    where: "space-id environment-id dataset",
    takes: "management-token",
    does: {
      none: "login, space export, dev, build, dataset export, documents get, documents query",
      destroy: "dataset delete, space delete, space environment delete, documents delete, dataset import --replace",
      update: "space import, deploy, graphql deploy, documents create --replace",
    },
  },
  {
    names: "ory kratos",
    where: "e endpoint project workspace",
    takes: "format config c",
    does: {
      none: "serve, auth, proxy, tunnel, introspect",
      secret: "create oauth2-client, perform client-credentials",
      destroy: "delete oauth2-client, delete identity, janitor",
    },
  },
  {
    names: "hasura",
    where: "endpoint e envfile project database-name",
    takes: "admin-secret p",
    variables: "HASURA_GRAPHQL_ENDPOINT",
    verb: "none",
    does: {
      update: "migrate apply, metadata apply, deploy, seed apply",
      destroy: "migrate apply --down, migrate delete, metadata clear, migrate apply --goto",
    },
  },
  {
    names: "astro dagster-cloud prefect airflow",
    where: "deployment-id workspace-id environment",
    takes: "d dag-id",
    verb: "none",
    does: {
      destroy: "deployment delete, workspace delete, db reset, dags delete, work-pool delete, deployment variable delete, db clean",
      update: "deploy, dags pause, dags unpause, connections add, connections delete, variables set, variables delete",
      secret: "connections get, connections export, variables export",
    },
  },
  {
    names: "credstash berglas bws conjur lockbox akeyless",
    where: "t table p profile",
    takes: "r region",
    verb: "none",
    does: {
      secret: "get, getall, access, secret get, secret list, variable get, get-secret-value, export",
      destroy: "delete, putall --delete, secret delete, delete-item",
      update: "put, create, update, secret create, secret edit, variable set",
      access: "grant, role grant",
    },
  },
];

export const saas: readonly Tool[] = rows.map((row) => managedTool(row));
