/** The account that aws and its kin would use: the profile that counts, and what the configuration says of it. */
import { literal, type Value } from "../../shell/value.ts";
import { configuredText, configuredVariable, inHome } from "../describing/configured.ts";
import { valuesOf } from "../describing/options.ts";
import type { Use } from "../describing/tool.ts";

/** Names only: who signs in there is nobody's business here. */
const telling = ["role_arn", "source_profile", "sso_session", "sso_account_name", "sso_start_url", "endpoint_url"];

export function awsProfile(use: Use): readonly Value[] {
  const said = valuesOf(use.line, "profile").at(-1) ?? configuredVariable(use, "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_VAULT");
  const endpoint = configuredVariable(use, "AWS_ENDPOINT_URL");
  const around = endpoint === undefined ? [] : [endpoint];
  if (said?.known === false) return [said, ...around];
  const file = configuredVariable(use, "AWS_CONFIG_FILE");
  const text = file?.known === false ? undefined : configuredText(use, file?.text ?? inHome(use, ".aws/config"));
  const section = text === undefined ? undefined : sectionNamed(text, said?.text ?? "default");
  const fields = section === undefined ? [] : telling.flatMap((name) => fieldIn(section, name) ?? []);
  return [...(said === undefined ? [] : [said]), ...fields.map(literal), ...around];
}

function sectionNamed(text: string, name: string): string | undefined {
  const sections = text.split(/^\s*\[/m);
  return sections.find((section) => section.startsWith(`profile ${name}]`) || section.startsWith(`${name}]`));
}

function fieldIn(section: string, name: string): string | undefined {
  return new RegExp(`^\\s*${name}\\s*=\\s*(\\S+)`, "m").exec(section)?.[1];
}
