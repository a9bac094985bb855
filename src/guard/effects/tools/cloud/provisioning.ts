/** The table of programs that bring machines and services into the state that a text describes. */
import { awsProfile } from "../../contexts/aws-profile.ts";
import { pulumiStack, pulumiStackSwitched } from "../../contexts/pulumi-stack.ts";
import { literal } from "../../../shell/value.ts";
import { type Managed, managedTool } from "../../describing/managed.ts";
import type { Tool } from "../../describing/tool.ts";

const pulumi: Managed = {
  names: "pulumi",
  where: "s stack",
  configured: pulumiStack,
  takes: "C cwd m message t target config config-file color p parallel r replace policy-pack o output",
  looks: "preview-only",
  verb: "none",
  does: {
    destroy: "destroy, down, stack rm, state delete, up --yes, up -y, update --yes, update -y",
    update: "up, update, import, config set, config rm, config env rm, stack import, refresh, state move, state rename, state unprotect",
    create: "stack init, new",
    secret: "config --show-secrets, stack export --show-secrets, stack output --show-secrets, env open, esc open",
    none: "logout, login, preview, stack ls, stack select, plugin, stack tag, config env",
  },
};

const rows: readonly Managed[] = [
  {
    names: "cdk",
    where: "profile",
    takes: "a app c context o output toolkit-stack-name",
    configured: awsProfile,
    looks: "no-execute",
    verb: "none",
    does: { destroy: "destroy, gc", update: "deploy, bootstrap, import, watch, rollback" },
  },
  {
    names: "cdktf cdk8s",
    where: "s stack",
    takes: "o output a app",
    verb: "none",
    does: { destroy: "destroy, deploy --auto-approve", update: "deploy" },
  },
  {
    names: "sam",
    where: "profile stack-name config-env",
    takes: "t template region parameter-overrides s3-bucket config-file",
    looks: "no-execute-changeset",
    configured: awsProfile,
    verb: "none",
    does: { destroy: "delete", update: "deploy, sync" },
  },
  {
    names: "serverless sls",
    where: "s stage aws-profile",
    takes: "r region f function c config param",
    verb: "none",
    does: { destroy: "remove, rollback", update: "deploy, invoke" },
  },
  {
    names: "sst",
    where: "stage profile",
    takes: "region",
    variables: "SST_STAGE",
    configured: awsProfile,
    verb: "none",
    does: { destroy: "remove", update: "deploy, secret set, secret remove, unlock", secret: "secret list, shell" },
  },
  {
    names: "amplify",
    where: "envName apiId",
    takes: "appId",
    verb: "none",
    does: { destroy: "delete, env remove, remove", update: "push, publish, env checkout", none: "pull, status" },
  },
  {
    names: "ampx",
    where: "branch profile",
    takes: "app-id",
    verb: "none",
    does: { destroy: "sandbox delete", update: "pipeline-deploy, sandbox secret set, sandbox secret remove", secret: "sandbox secret get" },
  },
  {
    names: "eb",
    where: "e environment profile",
    takes: "r region l label m message",
    configured: awsProfile,
    verb: "none",
    does: {
      destroy: "terminate, appversion delete, labs cleanup-versions",
      update: "deploy, scale, setenv, swap, restore, upgrade, abort, config",
      create: "create, clone",
      none: "config save, config list",
      secret: "printenv",
    },
  },
  {
    names: "ansible-playbook",
    where: "i inventory l limit inventory-file",
    about: "e extra-vars",
    takes:
      "t tags skip-tags u user f forks vault-password-file vault-id private-key key-file c connection start-at-task become-user become-method M module-path T timeout ssh-common-args",
    looks: "C check syntax-check list-hosts list-tasks list-tags",
    verb: "first",
    does: { update: "*" },
  },
  { names: "packer", single: true, takes: "var var-file only except parallel-builds", verb: "none", does: { create: "build" } },
  {
    names: "salt salt-ssh salt-call",
    takes: "t timeout b batch-size out output c config-dir",
    // Every machine is meant, those of production among them.
    configured: ({ line }) => (line.operands[0]?.text === "*" ? [literal("production")] : []),
    looks: "test",
    verb: "none",
    does: {
      update: "* state.apply|state.highstate|state.sls|service.stop|service.restart|pkg.install|pkg.remove|file.write",
      destroy: "* file.remove|system.shutdown|system.reboot|system.halt|user.delete",
    },
  },
  {
    names: "salt-key",
    takes: "d delete a accept",
    verb: "none",
    does: { destroy: "-D, --delete-all, -d, --delete", access: "-A, --accept-all, -a, --accept" },
  },
  {
    names: "puppet",
    where: "environment",
    takes: "modulepath confdir",
    looks: "noop",
    verb: "none",
    does: { update: "apply, agent -t, agent --test, resource", destroy: "node deactivate, node purge, cert clean, ca clean, ssl clean" },
  },
  {
    names: "knife",
    where: "E environment c config",
    takes: "u user k key N node-name",
    verb: "none",
    does: {
      destroy:
        "node delete, node bulk delete, client delete, client bulk delete, cookbook delete, cookbook bulk delete, data bag delete, role delete, environment delete, * server delete",
      update: "upload, cookbook upload, role from file, environment from file, node run_list",
      create: "bootstrap",
      secret: "data bag show --secret-file, vault show",
    },
  },
  {
    names: "nomad",
    single: true,
    where: "address namespace region",
    variables: "NOMAD_ADDR NOMAD_NAMESPACE NOMAD_REGION",
    takes: "token var var-file ca-cert client-cert client-key",
    verb: "none",
    does: {
      destroy:
        "job stop -purge, stop -purge, namespace delete, volume delete, volume deregister, system gc, var purge, acl token delete, acl policy delete, node drain -enable -force, operator raft remove-peer",
      update:
        "job run, run, job stop, stop, job scale, job revert, job restart, alloc stop, alloc restart, node drain, node eligibility, deployment promote, deployment fail",
      access: "acl token create, acl bootstrap, acl policy apply",
      secret: "var get",
    },
  },
  {
    names: "boundary waypoint",
    single: true,
    where: "addr",
    variables: "BOUNDARY_ADDR",
    takes: "token id",
    does: { destroy: "destroy, project destroy" },
  },
  {
    names: "juju",
    where: "m model c controller",
    verb: "none",
    does: {
      destroy:
        "destroy-model, destroy-controller, kill-controller, remove-application, remove-unit, remove-machine, remove-storage, remove-relation, remove-user",
      update: "deploy, config, upgrade-charm, refresh, scale-application, add-unit",
      access: "grant, add-user",
    },
  },
  {
    names: "kamal",
    where: "d destination",
    takes: "c config-file v version h hosts r roles",
    verb: "none",
    does: {
      destroy: "remove, accessory remove, app remove, proxy remove, prune all",
      update: "deploy, redeploy, rollback, setup, app stop, app boot, accessory boot, accessory reboot, env push, lock release",
      secret: "secrets print, secrets fetch",
    },
  },
  {
    names: "nixops morph colmena deploy-rs",
    where: "d deployment on",
    verb: "none",
    does: { destroy: "destroy, delete", update: "deploy, apply, push, reboot, stop" },
  },
];

export const provisioning: readonly Tool[] = [managedTool(pulumi, { saves: pulumiStackSwitched }), ...rows.map((row) => managedTool(row))];
