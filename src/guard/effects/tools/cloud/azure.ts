/** az, azcopy and azd: groups of nouns with a verb at the end. */
import { literal } from "../../../shell/value.ts";
import { azureSubscription, azureSubscriptionSwitched } from "../../contexts/azure-subscription.ts";
import { type Part, request } from "../../describing/deeds.ts";
import { fileCargo } from "../../describing/flows.ts";
import { managedTool } from "../../describing/managed.ts";
import { has, valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { transferParts } from "./object-transfers.ts";

const az: Tool = managedTool(
  {
    names: "az",
    where: "subscription g resource-group account-name vault-name cluster-name server-name",
    takes: `n name o output query l location ids c container-name f file s source d destination assignee role scope template-file parameters
      image size admin-username command-id scripts sku tags p password username tenant method m url uri u body`,
    configured: azureSubscription,
    looks: "what-if",
    does: {
      none: `login, logout, account set, account show, account clear, configure, config, extension, interactive, find, feedback, aks get-credentials,
        acr login, rest, deployment * validate, deployment * what-if, bicep, aks browse, aks command, storage blob download, storage blob download-batch,
        vm run-command, self-test, survey, cache, boards, pipelines run, repos`,
      update: "webapp deploy, deployment * create, functionapp deploy, vm redeploy",
      destroy: `storage blob delete-batch, storage blob sync --delete-destination, group delete, keyvault purge, keyvault secret purge, vm deallocate --force,
        ad app delete, ad sp delete, ad user delete`,
      access: `role assignment create, ad sp create-for-rbac, ad sp credential reset, ad app credential reset, keyvault set-policy, ad user create,
        storage account keys renew, role definition create, vm user update, network nsg rule create, sql server firewall-rule create`,
      secret: `keyvault secret show, keyvault secret download, keyvault key download, account get-access-token, storage account keys list,
        storage account show-connection-string, acr credential show, cosmosdb keys list, cosmosdb list-connection-strings,
        webapp config connection-string list, webapp deployment list-publishing-profiles, functionapp keys list, redis list-keys,
        servicebus namespace authorization-rule keys list, eventhubs namespace authorization-rule keys list, storage container generate-sas,
        storage blob generate-sas, storage account generate-sas`,
      blind: "monitor diagnostic-settings delete, monitor log-profiles delete, monitor activity-log alert delete, security pricing create",
    },
  },
  { effects: (use) => [...uploaded(use), ...asked(use)], saves: azureSubscriptionSwitched },
);

/** `az rest --method delete --url URL` asks an address by itself. */
function asked(use: Use): readonly Part[] {
  const method = valuesOf(use.line, "method", "m").at(-1);
  const url = valuesOf(use.line, "url", "uri", "u").at(-1);
  if (use.line.operands[0]?.text !== "rest" || url === undefined || has(use.line, "help", "h")) return [];
  return [request(url, { carrying: "nothing", method: (method?.text ?? "get").toUpperCase() })];
}

/** `az storage blob upload -f FILE -c CONTAINER`. */
function uploaded(use: Use): readonly Part[] {
  const said = use.line.operands.map((operand) => operand.text).join(" ");
  if (!/^storage (blob|file|fs file|fs directory) (upload|upload-batch)\b/.test(said) || has(use.line, "help", "dryrun")) return [];
  const to = literal(`azure/${valuesOf(use.line, "account-name", "c", "container-name", "d", "destination")[0]?.text ?? "storage"}`);
  return valuesOf(use.line, "f", "file", "s", "source").map((file) => request(to, { carrying: fileCargo(file, use), method: "PUT" }));
}

const azcopy: Tool = managedTool(
  {
    names: "azcopy",
    verb: "none",
    takes: "include-pattern exclude-pattern from-to block-size-mb",
    does: { destroy: "remove, rm", create: "make" },
  },
  {
    effects: (use) => {
      const [verb, ...operands] = use.line.operands;
      if (!/^(copy|cp|sync)$/.test(verb?.text ?? "") || has(use.line, "dry-run", "help")) return [];
      const mirrors = verb?.text === "sync" && valuesOf(use.line, "delete-destination").some(({ text }) => text === "true");
      return transferParts(use, { operands, isThere: ({ text }) => /^https?:/.test(text), mirrors });
    },
  },
);

const azd = managedTool({
  names: "azd",
  where: "e environment",
  takes: "C cwd s service",
  variables: "AZURE_ENV_NAME",
  verb: "none",
  does: { destroy: "down", update: "up, deploy, provision", secret: "env get-values, auth token" },
});

const func = managedTool({
  names: "func",
  verb: "none",
  takes: "subscription slot",
  does: { update: "azure functionapp publish", secret: "azure functionapp fetch-app-settings, settings decrypt" },
});

export const azure: readonly Tool[] = [az, azcopy, azd, func];
