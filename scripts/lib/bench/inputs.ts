/** Commands to be judged, made up by rule and so the same on every machine. */

/** As agents write them: a word that tells the copies apart goes where the number sign stands. */
const lines: readonly string[] = [
  "set -euo pipefail",
  "cd ~/proj",
  'name="part-#"',
  "mkdir -p build/#",
  "git status --short",
  "grep -rn 'TODO #' src | head -n 20",
  "npm run build -- --out build/#",
  'if [[ -f "build/#/index.js" ]]; then echo "$name is there"; fi',
  'for file in src/*.ts; do wc -l "$file" >> build/#/sizes; done',
  "sort -n build/#/sizes | tail -n 5",
  "node --test test/#.test.ts",
  'test -z "$(git diff --name-only)" || git add -A',
];

function script(count: number): string {
  return Array.from({ length: count }, (_, index) => (lines[index % lines.length] ?? "").replaceAll("#", String(index))).join("\n");
}

export const fortyLines = script(40);

/** 11 KB, cut at the end of a line. */
export const longScript = script(500)
  .slice(0, 11_264)
  .replace(/\n[^\n]*$/, "");

/** One call per line for the judge; two in three are harmless, as in the sessions of agents. */
export function judgeCalls(count: number, place: { readonly cwd: string; readonly home: string }): string {
  const commands = [
    "git status && npm test",
    "ls -la src/#",
    "rm -rf build/#",
    "kubectl get pods -n team-#",
    "grep -rn 'word#' src | head",
    "git push --force origin branch-#",
  ];
  const call = (index: number): string => (commands[index % commands.length] ?? "").replaceAll("#", String(index));
  return Array.from({ length: count }, (_, id) => JSON.stringify({ id, tool: "shell", command: call(id), mode: "write", ...place }))
    .map((line) => `${line}\n`)
    .join("");
}
