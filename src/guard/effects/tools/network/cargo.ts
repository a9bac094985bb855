/** What leaves the machine in a word: in the body of a request, in its address, in a name that is looked up. */
import type { Cargo } from "../../../effect.ts";
import { headOf, type Value } from "../../../shell/value.ts";

/** A variable that is called like a secret. */
const credential = /\$\{?\w*(SECRET|TOKEN|PASSW(OR)?D|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIAL)\w*/i;

/** Nobody sends these as they are: a service that they are for wants them only as a signature. */
const neverSent = /\$\{?\w*(AWS_SECRET|AWS_SESSION|PRIVATE_?KEY|SSH_|KUBE|VAULT_TOKEN|NPM_TOKEN|PYPI_TOKEN)\w*/i;

/** The name of a field in which a service asks for one. */
const askedFor = /(token|secret|password|passwd|pass|key|auth|apikey|appid|assertion|code|sig(nature)?)"?\s*[=:]\s*"?\$\{?\w*$/i;

/** A word of a body. */
export function bodyCargo(value: Value): Cargo {
  if (value.flow?.holds !== undefined) return value.flow.holds;
  if (value.known) return "text";
  return isCredentialSent(value.text) ? "credential" : "unknown";
}

function isCredentialSent(text: string): boolean {
  const found = credential.exec(text);
  if (found === null) return false;
  return neverSent.test(text) || !askedFor.test(text.slice(0, found.index + found[0].length));
}

/** What an address carries beside the address: behind its `?` it is sent for its own sake. */
export function addressCargo(value: Value): Cargo {
  if (value.known) return "nothing";
  const isQuery = value.text.includes("?");
  const holds = value.flow?.holds;
  if (holds === "secret" || (holds === "file" && isQuery)) return holds;
  return isQuery && isCredentialSent(value.text.slice(value.text.indexOf("?"))) ? "credential" : "nothing";
}

/** A token in the header that is made for it goes where it belongs. */
export function headerCargo(value: Value): Cargo {
  const isAuthorization =
    /^(authorization|proxy-authorization|x-api-key|x-auth-token|private-token|job-token|x-vault-token|api-key|cookie)\s*:/i;
  if (isAuthorization.test(value.text) || value.known) return "nothing";
  return value.flow?.holds ?? (neverSent.test(value.text) ? "credential" : "nothing");
}

/** A name that is put together from what a command says in front of a domain: who answers for the domain reads it. */
export function nameCargo(value: Value): Cargo {
  const { flow } = value;
  const at = value.text.indexOf(".");
  if (flow === undefined || at < 0 || (flow.shape !== undefined && !tellsWho.test(value.text))) return "nothing";
  const isBefore = value.known ? looksCoded(value.text.slice(0, at)) : headOf(value) === "" && /\)["}]*\.[\w.-]+$/.test(value.text);
  if (!isBefore) return flow.holds === "secret" ? "secret" : "nothing";
  return flow.holds ?? (value.known ? "text" : "unknown");
}

/** The name of a machine belongs into a name that is looked up; the name of a person does not. */
const tellsWho = /(\$\(|`)\s*(whoami|logname|id\s+-[un]+)\b/;

/** Longer and less even than a name that a person gives to a host. */
function looksCoded(label: string): boolean {
  return label.length >= 16 && (/[A-Z]/.test(label) || /^[0-9a-f]+$/i.test(label) || label.endsWith("="));
}
