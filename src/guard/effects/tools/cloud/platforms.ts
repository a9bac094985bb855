/** The table of command lines of platforms that host applications and their databases. */
import { literal, type Value } from "../../../shell/value.ts";
import { configuredText } from "../../describing/configured.ts";
import { type Managed, managedTool } from "../../describing/managed.ts";
import { valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";

/** The name of the app in the file that the platform keeps in the project, where no option says another. */
function appIn(file: string, pattern: RegExp): (use: Use) => readonly Value[] {
  return (use) => {
    if (valuesOf(use.line, "a", "app", "project", "P").length > 0) return [];
    const name = pattern.exec(configuredText(use, file) ?? "")?.[1];
    return name === undefined ? [] : [literal(name)];
  };
}

const rows: readonly Managed[] = [
  {
    names: "fly flyctl",
    where: "a app o org",
    takes: "c config r region i image t access-token dockerfile e env n name stage s size vm-size",
    configured: appIn("fly.toml", /^app\s*=\s*["']([^"']+)/m),
    does: {
      none: "auth, ssh, proxy, logs, status, info, doctor, console, machine exec, machines exec, sftp, postgres connect, pg connect, mpg connect, checks, dig, wireguard list",
      update:
        "deploy, scale count, scale vm, scale memory, machine update, machine restart, machine stop, secrets set, secrets import, secrets unset, postgres failover, releases rollback",
      destroy:
        "apps destroy, app destroy, destroy, machine destroy, machines destroy, machine remove, volumes destroy, volume destroy, volumes delete, scale count 0, postgres detach, orgs delete, redis destroy, storage destroy, destroy-pipeline, destroy-team",
      secret: "auth token, tokens create, secrets list --show, wireguard token create",
      access: "orgs invite, postgres users create, ssh issue",
    },
  },
  {
    names: "heroku",
    where: "a app t team pipeline",
    takes: "r remote s space confirm type size env n num",
    configured: appIn(".git/config", /heroku\.com[:/]([\w-]+)\.git/),
    does: {
      none: "run, run:detached, run:inside, ps:exec, local, login, auth:login, auth:logout, logs, psql, pg:psql, redis:cli, git:clone, git:remote, open, autocomplete, update, container:login, pg:backups, pg:backups:download, pg:backups:capture, pg:info, ps, releases, plugins:install",
      destroy:
        "apps:destroy, apps:delete, destroy, pg:reset, pg:kill, pg:killall, addons:destroy, addons:remove, pg:push, pg:copy, pg:backups:restore, pg:backups:delete, pipelines:destroy, domains:clear, data:maintenances:run, kafka:topics:destroy, spaces:destroy, pg:credentials:destroy",
      secret: "config, config:get, auth:token, authorizations:create, pg:credentials:url",
      access: "access:add, access:update, keys:add, members:add, apps:transfer",
      update:
        "config:set, config:unset, config:edit, ps:scale, ps:restart, restart, ps:stop, maintenance:on, maintenance:off, rollback, releases:rollback, container:release, container:push, pipelines:promote, pg:promote, features:enable, domains:add, domains:remove, labs:enable, stack:set, buildpacks:set",
    },
  },
  {
    names: "vercel vc now",
    where: "scope S team target environment",
    takes: "t token A local-config b build-env e env m meta regions cwd Q global-config",
    production: "prod",
    verb: "none",
    does: {
      destroy:
        "rm, remove, project rm, project remove, projects rm, domains rm, dns rm, blob del, blob store remove, blob store rm, teams rm, integration remove",
      update:
        "deploy, --prod, promote, rollback, redeploy, alias set, env add, env rm, env update, domains add, dns add, env remove, alias rm, certs rm, rolling-release",
      secret: "env pull production, env pull --environment=production",
      access: "teams invite, domains move, domains transfer-in",
    },
  },
  {
    names: "netlify ntl",
    where: "s site context",
    takes: "d dir f functions m message auth",
    production: "prod p",
    does: {
      destroy: "sites:delete, env:unset, blobs:delete, api deleteSite, db delete",
      update: "deploy, env:set, env:import, env:clone, deploy --prod, blobs:set",
      none: "dev, dev:exec, link, unlink, build, init, login, switch, open, logs:deploy, watch, functions:create, functions:invoke",
      secret: "env:get, env:list --plain, env:list --json",
    },
  },
  {
    names: "wrangler wrangler2",
    where: "e env name",
    takes: "c config command file binding namespace-id preview-id compatibility-date j",
    verb: "none",
    does: {
      destroy:
        "delete, d1 delete, d1 time-travel restore, kv namespace delete, kv:namespace delete, kv key delete, kv:key delete, kv bulk delete, kv:bulk delete, r2 bucket delete, r2 object delete, queues delete, queues purge, pages project delete, pages deployment delete, vectorize delete, hyperdrive delete, workflows delete, dispatch-namespace delete, containers delete, versions secret delete",
      update:
        "deploy, publish, secret put, secret bulk, secret delete, versions deploy, rollback, pages deploy, pages publish, d1 migrations apply --remote, kv key put, kv bulk put, r2 object put, triggers deploy, pages secret put",
      create: "d1 create, kv namespace create, r2 bucket create, queues create",
      access: "r2 bucket dev-url enable, r2 bucket cors set",
    },
  },
  {
    names: "supabase",
    where: "project-ref db-url",
    takes: "workdir profile password p schema s file f",
    verb: "none",
    does: {
      destroy:
        "db reset --linked, db reset --db-url, projects delete, functions delete, branches delete, storage rm, secrets unset, migration repair, domains delete, postgres-config delete, sso remove, vanity-subdomains delete",
      remake: "db reset, stop --no-backup",
      update:
        "db push, functions deploy, secrets set, config push, migration up --linked, branches update, network-restrictions update, ssl-enforcement update",
      create: "projects create, branches create",
      secret: "projects api-keys, status -o, gen keys, gen bearer-jwt, branches get, db dump --role-only",
    },
  },
  {
    names: "railway",
    where: "e environment s service p project",
    verb: "none",
    does: {
      destroy: "down, delete, volume delete, environment delete, volume detach",
      update: "up, redeploy, deploy, variables --set, variable set, restart, scale",
      secret: "variables, variable list",
      create: "add, init, volume add",
    },
  },
  {
    names: "render",
    where: "environment-ids",
    takes: "o output",
    does: { none: "psql, ssh, login, workspace, workspaces, blueprints validate, blueprint validate" },
  },
  {
    names: "pscale",
    where: "org",
    takes: "f format service-token",
    variables: "PLANETSCALE_ORG",
    does: {
      none: "shell, connect, auth, org, deploy-request diff, database dump, branch schema, branch diff",
      destroy: "database restore-dump",
      update: "deploy-request deploy, branch promote, branch demote",
      secret: "password create, service-token create",
      access: "service-token add-access",
    },
  },
  {
    names: "neonctl neon",
    where: "project-id branch",
    takes: "output o api-key database-name role-name",
    does: {
      secret: "connection-string, cs",
      none: "auth, me, init, set-context, branches schema-diff",
      destroy: "branches reset, branches restore",
    },
  },
  {
    names: "turso",
    where: "group org",
    takes: "location token",
    does: {
      none: "db shell, dev, auth, plan, config",
      secret: "db tokens create, auth token, group tokens create, auth api-tokens mint",
      destroy: "db tokens invalidate, group tokens invalidate, db destroy, group destroy, org destroy",
    },
  },
  {
    names: "convex",
    where: "deployment-name",
    production: "prod",
    verb: "none",
    does: {
      destroy: "import --replace, import --replace-all",
      update: "deploy, env set, env remove, run --prod, import",
      secret: "env get, env list",
    },
  },
  {
    names: "cf",
    where: "s o",
    takes: "f p b i m k c d u",
    does: {
      none: "login, auth, target, api, ssh, logs, run-task, install-plugin",
      secret: "env, oauth-token, service-key, ssh-code",
      access: "set-org-role, set-space-role, create-user, bind-security-group",
      destroy: "delete, delete-*, d, ds, purge-service-instance, unbind-service",
      update:
        "push, p, restage, restart, stop, scale, set-env, unset-env, map-route, unmap-route, bind-service, rollback, update-*, rename",
    },
  },
  {
    names: "dokku",
    where: "app",
    does: {
      destroy: "apps:destroy, *:destroy, postgres:unlink, cleanup, storage:unmount, *:import",
      secret: "config, config:show, config:get, config:export",
      none: "run, enter, logs, *:report, *:list, *:info, *:connect, ps:inspect",
    },
  },
  {
    names: "surge",
    takes: "d domain p project",
    verb: "none",
    does: { destroy: "teardown", update: "--domain, --project", secret: "token" },
  },
  {
    names: "deployctl deno-deploy",
    where: "project p",
    takes: "token entrypoint",
    production: "prod",
    does: { update: "deploy, deploy --prod, deployments redeploy" },
  },
  {
    names: "qovery koyeb northflank zeabur porter scalingo clever upsun platform",
    where: "a app p project e environment organization",
    takes: "region f o output",
    does: {
      none: "ssh, login, run, sql, environment:ssh, env:get-local, tunnel:open, db:dump, mount:download, auth, context",
      secret: "env, variable:get, env list --show, variables, app:config-get",
      destroy: "environment:delete, project:delete, backup:restore",
    },
  },
  {
    names: "faas-cli",
    where: "g gateway context",
    takes: "f yaml image n namespace",
    does: { none: "invoke, build, template, login, up --build-only" },
  },
  {
    names: "expo eas",
    where: "e environment p platform profile branch channel",
    takes: "m message",
    verb: "none",
    does: {
      destroy: "channel:delete, branch:delete, update:delete, webhook:delete, env:delete, build:delete",
      update: "submit, update, deploy, channel:edit, env:create, update:republish, update:rollback, deploy --prod",
      secret: "env:pull, env:list --include-sensitive, env:get, credentials",
      create: "build",
    },
  },
];

export const platforms: readonly Tool[] = rows.map((row) => managedTool(row));
