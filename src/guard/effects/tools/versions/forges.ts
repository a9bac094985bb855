/** gh, glab, hub and tea: what they change where a project is shared, and the secrets that they print. */
import { literal, type Value } from "../../../shell/value.ts";
import { type Part, request } from "../../describing/deeds.ts";
import { bodyCargo } from "../network/cargo.ts";
import { fileCargo, worstCargo } from "../../describing/flows.ts";
import { has, valuesOf } from "../../describing/options.ts";
import type { Run } from "../../running/run.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { shared } from "../packages/sources.ts";

type Row = {
  readonly names: string;
  readonly takes: string;
  /** `noun verb` pairs with commas between them. */
  readonly destroys: string;
  readonly updates: string;
  /** Somebody else, or another key, is let in. */
  readonly grants: string;
  /** They print a token. */
  readonly tells: string;
  /** A file goes to where others can read it. */
  readonly uploads: string;
};

const ghTakes = `R repo X method H header f raw-field F field input q jq t template hostname cache b body B base title l label a assignee r reviewer
  m milestone p project L limit s state S search d description e env o org visibility w workflow v u user branch ref json web-url host
  subject author-email name file body-file notes notes-file target source remote gitignore license add`;

const rows: readonly Row[] = [
  {
    names: "gh",
    takes: ghTakes,
    destroys:
      "repo delete, release delete, release delete-asset, secret delete, secret remove, gist delete, codespace delete, cs delete, project delete, issue delete, environment delete, ruleset delete",
    updates:
      "repo archive, repo rename, repo edit, release create, release edit, secret set, variable set, variable delete, pr merge, pr close, issue close, workflow run, workflow disable, run cancel, run rerun, run delete, cache delete, label delete",
    grants: "ssh-key add, gpg-key add, repo deploy-key add, auth refresh",
    tells: "auth token",
    uploads: "gist create, gist edit, release upload, release create",
  },
  {
    names: "glab",
    takes:
      "R repo X method H header f raw-field F field input hostname m message t title d description l label a assignee b target-branch s source-branch g group scope v value k key n name",
    destroys:
      "repo delete, project delete, release delete, variable delete, issue delete, mr delete, snippet delete, schedule delete, token revoke",
    updates: "repo archive, mr merge, mr close, issue close, ci run, ci cancel, variable set, release create, label delete",
    grants: "ssh-key add, deploy-key add, token create, repo members add",
    tells: "auth token, config get",
    uploads: "snippet create, release upload",
  },
  {
    names: "hub",
    takes: "m F b h d c X f",
    destroys: "delete , release delete, gist delete",
    updates: "pr merge, release create",
    grants: "",
    tells: "",
    uploads: "gist create",
  },
  {
    names: "tea",
    takes: "l login r repo R remote o output",
    destroys: "repo delete, repos delete, release delete, releases delete, milestones delete, webhooks delete, organizations delete",
    updates: "pr merge, pulls merge, pr close, pulls close, release create, releases create",
    grants: "",
    tells: "",
    uploads: "release assets create, releases assets create",
  },
];

export const forges: readonly Tool[] = rows.map((row) => {
  const takes = row.takes.split(/\s+/);
  const shape = {
    short: takes.filter((name) => name.length === 1).join(""),
    long: takes.filter((name) => name.length > 1),
    exact: true as const,
  };
  return { names: row.names.split(" "), shape, verbs: 2, effects: (use) => effects(use, row), runs };
});

function effects(use: Use, row: Row): readonly Part[] {
  const { line, name } = use;
  if (has(line, "help", "dry-run")) return [];
  const said = `${line.operands.map(({ text }) => text).join(" ")} `;
  const rest = line.operands
    .slice(2)
    .map(({ text }) => text)
    .join(" ");
  const hits = (phrases: string): boolean =>
    phrases !== "" && phrases.split(", ").some((phrase) => said.startsWith(`${phrase.trimEnd()} `));
  const [noun = literal(""), verb = literal("")] = line.operands;
  const resource = `${name} ${noun.text} ${rest}`.trimEnd();
  return [
    ...(hits(row.destroys) ? [shared(verb.text, resource, "destroy")] : []),
    ...(hits(row.updates) ? [shared(verb.text, resource, "update")] : []),
    ...(hits(row.grants) ? [shared("grant", resource, "update")] : []),
    ...(noun.text === "repo" && valuesOf(line, "visibility").some(({ text }) => text === "public")
      ? [shared("grant", `${resource} to everybody`, "update")]
      : []),
    ...(hits(row.tells) && (verb.text !== "get" || /token/.test(rest)) ? [token(`${name} ${noun.text} ${verb.text}`)] : []),
    ...(noun.text === "auth" && verb.text === "status" && has(line, "t", "show-token") ? [token(`${name} auth status`)] : []),
    ...(hits(row.uploads) ? [uploaded(use)] : []),
    ...(noun.text === "api" || noun.text === "api-request" ? apiParts(use) : []),
  ];
}

function token(name: string): Part {
  return { kind: "read", target: { name, scope: "remote", known: true, nature: "secret" }, loss: "nothing" };
}

/** The first file among the words tells best what goes away. */
function uploaded(use: Use): Part {
  const files = use.line.operands.slice(2).filter(({ text }) => /[./]/.test(text) || text === "-");
  const cargo = files.length === 0 ? "file" : worstCargo(files.map((file) => fileCargo(file, use)));
  // What belongs to a release was made for others.
  const carrying = use.line.operands[0]?.text === "release" && cargo === "file" ? "unknown" : cargo;
  return request(
    literal(
      `${use.name} ${use.line.operands
        .slice(0, 2)
        .map(({ text }) => text)
        .join(" ")}`,
    ),
    { carrying, method: "POST" },
  );
}

/** Fields make it a POST unless a method is named. */
function apiParts(use: Use): readonly Part[] {
  const { line } = use;
  const fields = valuesOf(line, "f", "raw-field", "F", "field");
  const method = valuesOf(line, "X", "method").at(-1)?.text.toUpperCase() ?? (fields.length > 0 || has(line, "input") ? "POST" : "GET");
  const address = line.operands[1] ?? literal("");
  const carrying = worstCargo([
    ...fields.map((field) => fieldCargo(field, use)),
    ...valuesOf(line, "input").map((file) => fileCargo(file, use)),
  ]);
  return method === "GET" ? [] : [request({ ...address, text: `${use.name} api ${address.text}` }, { carrying, method })];
}

/** `name=@file` sends what the file holds. */
function fieldCargo(field: Value, use: Use): ReturnType<typeof fileCargo> {
  const file = /^[^=]+=@([^]*)$/.exec(field.text)?.[1];
  return file === undefined || !field.known ? bodyCargo(field) : fileCargo(literal(file), use);
}

/** `gh alias set NAME '!…'` is a shell text for later. */
function runs(use: Use): readonly Run[] {
  const [noun, verb, , text] = use.line.operands;
  const isShell = has(use.line, "s", "shell");
  if (noun?.text === "alias" && verb?.text === "set" && text !== undefined && (isShell || text.text.startsWith("!")))
    return [{ as: "shell", text: { ...text, text: text.text.replace(/^!/, "") }, via: `${use.name} alias`, certainty: "possible" }];
  return [];
}
