/** A Taskfile as task reads it: the commands of a task, those of the tasks that it needs before them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hole } from "../../shell/value.ts";
import { taskSteps } from "./taskfile.ts";

const text = `version: '3'
vars: { A: b }
tasks:
  default:
    desc: "x: y"
    deps: [lint, "test"]
    cmds:
      - echo {{.A}}   # said
      - task: clean
  lint: eslint .
  test:
    - go test ./...
  clean:
    deps:
      - task: lint
    cmd: rm -rf out
  long:
    cmds:
      - |
        cd out
        rm x
      - cmd: 'echo "y"'
        silent: true
  docs:serve:
    cmds:
      - mkdocs
other: 1
`;

function lines(...names: readonly string[]): readonly string[] {
  return taskSteps({ path: "/p/Taskfile.yml", text }, names).map((step) => `${step.line} ${step.text}`);
}

test("without a name `default` runs, with what it needs and what it calls", () => {
  assert.deepEqual(lines(), ["10 eslint .", "12 go test ./...", `8 echo ${hole}`, "16 rm -rf out"]);
});

test("texts of several lines, commands with settings, names with a colon", () => {
  assert.deepEqual(lines("long"), ["19 cd out\nrm x", '22 echo "y"']);
  assert.deepEqual(lines("docs:serve"), ["26 mkdocs"]);
  assert.deepEqual(lines("none"), []);
});
