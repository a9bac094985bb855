/** Every row of the table of places carries a command over there, and what it does there is said to happen there. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decisionOn, testGuard } from "../../../../test/lib/bundled.ts";
import { type PlaceRow, placeRows } from "./places.ts";

const guard = testGuard();

/** The command as the row says that it is handed over. */
function sending(name: string, row: PlaceRow, command: string): string {
  const [option] = row.named?.split(" ") ?? [];
  const place =
    option === undefined ? Array.from({ length: row.own ?? 1 }, (_, position) => `there${position}`).join(" ") : `${dashed(option)} there`;
  const [text] = row.texts?.split(" ") ?? [];
  const front = `${name} ${row.verbs?.[0] ?? ""} ${place}`;
  if (text !== undefined) return `${front} ${dashed(text)} '${command}'`;
  return `${front} ${row.dashes === true ? "-- " : ""}${command}`;
}

function dashed(name: string): string {
  return name.length === 1 ? `-${name}` : `--${name}`;
}

for (const row of placeRows) {
  for (const name of row.names.split(" ")) {
    const line = sending(name, row, "rm -rf /data");
    test(`\`${line}\` deletes it there`, () => {
      const found = decisionOn(line, guard).effects.filter(({ kind }) => kind === "delete");
      assert.deepEqual(
        found.map(({ target, on }) => [target.name, on?.kind]),
        [["/data", row.kind]],
      );
    });
  }
}

const deleted = (line: string): readonly (readonly [string, string])[] =>
  decisionOn(line, guard)
    .effects.filter(({ kind }) => kind === "delete")
    .map(({ target }) => [target.name, target.scope] as const);

test("a folder that is seen in a container is that folder", () => {
  assert.deepEqual(deleted("docker run -v /srv/data:/d alpine rm -rf /d/x"), [["/srv/data/x", "system"]]);
  assert.deepEqual(deleted("docker run -v ./out:/d alpine rm -rf /d"), [["/home/dev/proj/out", "below-project"]]);
  assert.deepEqual(deleted("docker run --mount type=bind,src=/srv,dst=/d -w /d alpine rm -rf x"), [["/srv/x", "system"]]);
});

test("what holds such a folder is that folder, when all of it is deleted", () => {
  assert.deepEqual(deleted("docker run -v /srv:/mnt/srv alpine rm -rf /mnt"), [["/srv", "system"]]);
});

test("a named volume and a folder that can only be read are not", () => {
  assert.deepEqual(deleted("docker run -v cache:/d alpine rm -rf /d"), [["/d", "temp"]]);
  assert.deepEqual(deleted("docker run -v /srv:/d:ro alpine rm -rf /d"), [["/d", "temp"]]);
});

test("a container inside of a host is named with both", () => {
  const effect = decisionOn("ssh build docker exec web rm -rf /data", guard).effects.find(({ kind }) => kind === "delete");
  assert.equal(effect?.on?.name, "build/web");
});
