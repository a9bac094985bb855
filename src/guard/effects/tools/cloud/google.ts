/** gcloud, gsutil and firebase: groups of nouns with a verb at the end, and what goes into buckets. */
import { literal, type Value } from "../../../shell/value.ts";
import { configuredText } from "../../describing/configured.ts";
import { gcloudConfiguration, gcloudConfigurationSwitched } from "../../contexts/gcloud-configuration.ts";
import type { Part } from "../../describing/deeds.ts";
import { managedTool } from "../../describing/managed.ts";
import { has, valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { transferParts } from "./object-transfers.ts";

const gcloudTool: Tool = managedTool(
  {
    names: "gcloud",
    where: "project configuration cluster instance",
    takes: `account billing-project flags-file format impersonate-service-account verbosity zone region location filter limit sort-by page-size
      command source image image-family image-project machine-type member role secret version data-file tag t name display-name description
      network subnet port keyring key num-nodes size type labels async-timeout folder organization`,
    configured: gcloudConfiguration,
    looks: "validate-only",
    does: {
      none: `config, auth login|revoke|list|configure-docker|activate-service-account, init, info, components, topic, help, version, compute ssh,
        compute scp, compute start-iap-tunnel, container clusters get-credentials, storage cp|mv|rsync, storage ls|cat|du|hash, feedback,
        builds submit --no-source, logging read, app browse, app logs, cheat-sheet, meta, docker, cloud-shell, functions call, pubsub topics publish`,
      update: "app deploy, run deploy, functions deploy, builds submit, compute instances reset, compute instances set-*, services disable",
      access: `projects add-iam-policy-binding, * add-iam-policy-binding, * * add-iam-policy-binding, * * * add-iam-policy-binding,
        projects set-iam-policy, * * set-iam-policy, organizations set-iam-policy, iam service-accounts keys create, iam roles create, iam roles update,
        compute firewall-rules create, compute instances add-metadata, compute project-info add-metadata, compute os-login ssh-keys add,
        run services add-iam-policy-binding, storage buckets add-iam-policy-binding`,
      secret: `secrets versions access, auth print-access-token, auth print-identity-token, auth application-default print-access-token,
        sql generate-login-token, kms decrypt, config config-helper, compute reset-windows-password`,
      destroy: "storage rm, storage buckets delete, projects delete, kms keys versions destroy, sql databases delete, app services delete",
      blind: "logging sinks delete, logging logs delete, logging buckets delete, scc settings services disable",
    },
  },
  { effects: storage, saves: gcloudConfigurationSwitched },
);

function storage(use: Use): readonly Part[] {
  const [group, verb, ...operands] = use.line.operands;
  if (group?.text !== "storage" || !/^(cp|mv|rsync)$/.test(verb?.text ?? "") || has(use.line, "dry-run", "help")) return [];
  return transferParts(use, { operands, isThere: isBucket, mirrors: has(use.line, "delete-unmatched-destination-objects") });
}

const gsutil: Tool = managedTool(
  {
    names: "gsutil",
    takes: "o h u p l c s b a",
    configured: gcloudConfiguration,
    verb: "none",
    looks: "n",
    does: {
      destroy: "rm, rb",
      create: "mb",
      update: "setmeta, rewrite, versioning set, lifecycle set, web set, cors set, label set, compose",
      access: "iam ch, iam set, acl ch, acl set, defacl ch, defacl set",
    },
  },
  { effects: copied },
);

function copied(use: Use): readonly Part[] {
  const [verb, ...operands] = use.line.operands;
  if (!/^(cp|mv|rsync)$/.test(verb?.text ?? "") || has(use.line, "n")) return [];
  return transferParts(use, { operands, isThere: isBucket, mirrors: verb?.text === "rsync" && has(use.line, "d") });
}

function isBucket({ text }: { readonly text: string }): boolean {
  return text.startsWith("gs://");
}

/** The project that the folder is bound to. */
function projectIn(use: Use): readonly Value[] {
  if (valuesOf(use.line, "P", "project").length > 0) return [];
  const name = /"default"\s*:\s*"([^"]+)"/.exec(configuredText(use, ".firebaserc") ?? "")?.[1];
  return name === undefined ? [] : [literal(name)];
}

const firebase = managedTool({
  names: "firebase",
  where: "P project",
  takes: "only token config except m message",
  configured: projectIn,
  verb: "none",
  does: {
    destroy: `firestore:delete, database:remove, hosting:disable, projects:delete, functions:delete, apphosting:backends:delete, hosting:channel:delete,
      database:set, remoteconfig:rollback, firestore:databases:delete, functions:secrets:destroy, ext:uninstall, auth:delete`,
    update: "deploy, hosting:clone, functions:config:set, database:update, database:push, auth:import, hosting:channel:deploy",
    secret: "functions:secrets:access, functions:config:get, login:ci, auth:export",
  },
});

export const google: readonly Tool[] = [gcloudTool, gsutil, firebase];
