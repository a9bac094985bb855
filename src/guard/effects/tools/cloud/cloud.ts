/** The table of tools for clouds, platforms and services on the net. */
import type { Tool } from "../../describing/tool.ts";
import { ansible } from "./ansible.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { google } from "./google.ts";
import { objectStores } from "./object-stores.ts";
import { platforms } from "./platforms.ts";
import { providers } from "./providers.ts";
import { provisioning } from "./provisioning.ts";
import { saas } from "./saas.ts";
import { stored } from "./stored.ts";
import { terraform } from "./terraform.ts";

export const cloud: readonly Tool[] = [
  ansible,
  aws,
  ...google,
  ...azure,
  ...objectStores,
  ...platforms,
  ...providers,
  ...provisioning,
  ...saas,
  ...stored,
  terraform,
];
