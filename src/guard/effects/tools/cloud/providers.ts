/** The table of command lines of those who rent out machines, networks and storage. */
import { type Managed, managedTool } from "../../describing/managed.ts";
import type { Tool } from "../../describing/tool.ts";

const output = "output format o region r zone image size type name n";

const rows: readonly Managed[] = [
  {
    names: "doctl",
    where: "context",
    takes: `${output} t access-token c config tag-name ssh-keys vpc-uuid`,
    does: {
      secret: "databases connection, databases user get, registry docker-config, auth token",
      none: "auth, kubernetes cluster kubeconfig, registry login, compute ssh, serverless, account",
      access:
        "compute ssh-key import, compute ssh-key create, databases user create, databases firewalls append, compute firewall add-rules",
      update: "compute droplet-action *, compute volume-action *, apps create-deployment, databases user reset",
      destroy: "compute droplet-action rebuild, compute droplet-action restore",
    },
  },
  {
    names: "linode-cli",
    takes: `${output} label root_pass as-user`,
    where: "as-user",
    does: {
      none: "configure, set-user, show-users, completion",
      destroy: "linodes rebuild, linodes *-rebuild",
      access: "sshkeys create, users create",
      secret: "databases *-credentials-view|*-creds-view, object-storage keys-create",
    },
  },
  {
    names: "hcloud",
    where: "context",
    takes: `${output} server ssh-key location user-data-from-file`,
    does: {
      none: "context",
      destroy: "server rebuild, server disable-backup",
      access: "ssh-key create, server reset-password, server enable-rescue",
    },
  },
  {
    names: "vultr-cli vultr civo upctl scw exo yc ibmcloud metal",
    where: "p profile cloud-id folder-id organization-id g",
    takes: output,
    does: { none: "init, config, info, login, plugin, target, iam create-token" },
  },
  {
    names: "oci",
    where: "profile c compartment-id",
    takes: `${output} config-file query auth file bucket-name namespace-name`,
    does: {
      none: "setup, session authenticate, os object get, os object bulk-download",
      destroy:
        "os object bulk-delete, os bucket delete, db autonomous-database delete, kms management vault schedule-deletion, kms management key schedule-deletion",
      secret: "secrets secret-bundle get, secrets secret-bundle get-secret-bundle-by-name",
      access: "iam policy create, iam user api-key upload, iam auth-token create",
      create: "os object put, os object bulk-upload",
    },
  },
  {
    names: "openstack nova cinder neutron glance swift",
    where: "os-cloud os-project-name",
    variables: "OS_CLOUD OS_PROJECT_NAME",
    takes: `${output} f c flavor network key-name`,
    does: {
      destroy: "server rebuild, volume delete, project purge, stack delete",
      secret: "token issue",
      access: "role add, security group rule create",
    },
  },
  {
    names: "aliyun tccli",
    verb: "second",
    where: "p profile",
    takes: "region RegionId InstanceId",
    does: {
      destroy: "oss rm, oss rb, ecs Delete*, rds Delete*, * Delete*, * Terminate*, * Release*",
      none: "configure *, * Describe*, * List*, * Get*",
      access: "ram CreateAccessKey, ram Attach*",
    },
  },
  {
    names: "runpodctl vastai modal",
    where: "e env",
    takes: "gpuType imageName api-key",
    does: { none: "run, serve, shell, exec, config, token", secret: "secret get" },
  },
  {
    names: "databricks",
    where: "p profile t target",
    takes: `${output} json cluster-id job-id`,
    variables: "DATABRICKS_CONFIG_PROFILE DATABRICKS_HOST",
    does: {
      destroy:
        "fs rm, clusters permanent-delete, bundle destroy, workspace delete, jobs delete, secrets delete-scope, schemas delete, catalogs delete",
      none: "auth, configure, bundle validate, fs cp",
      update: "bundle deploy, bundle run",
      secret: "secrets get-secret, auth token, tokens create",
      access: "permissions set, permissions update, grants update, secrets put-acl",
    },
  },
  {
    names: "confluent",
    where: "environment cluster context",
    takes: output,
    does: {
      destroy: "kafka topic delete, kafka cluster delete, environment delete, schema-registry subject delete, ksql cluster delete",
      secret: "api-key create",
      access: "iam rbac role-binding create, kafka acl create",
      none: "login, kafka topic consume, kafka topic produce",
    },
  },
  {
    names: "aiven avn",
    where: "project",
    takes: `${output} service-type plan cloud`,
    does: {
      destroy: "service terminate, service database-delete, service topic-delete, project delete",
      secret: "service user-get, service get --json, service user-creds-download",
      access: "service user-create",
    },
  },
];

export const providers: readonly Tool[] = rows.map((row) => managedTool(row));
