/** URIs taken apart, each answer as `opa eval` of version 1.22.0 gives it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { uris } from "./uris.ts";
import { Refusal } from "./builtin.ts";
import { jsonOf } from "../values/json.ts";
import type { Value } from "../values/value.ts";
import type { Json } from "../../base/json.ts";

function answer(name: string, text: string): Json | undefined {
  const found = uris.find((one) => one.name === name);
  const value = found?.apply([text], { spend: () => true, now: undefined });
  return value === undefined || value instanceof Refusal ? undefined : jsonOf(value as Value);
}

const parts = (name: string, cases: Readonly<Record<string, Json>>): void => {
  test(name, () => {
    for (const [text, expected] of Object.entries(cases)) {
      assert.deepEqual(answer("uri.parse", text), expected, text);
      assert.equal(answer("uri.is_valid", text), text !== "", text);
    }
  });
};

parts("parts that are empty are left out", {
  "https://user:pass@example.com:8080/a%2Fb/c?x=1&y=2#frag%20x": {
    scheme: "https",
    hostname: "example.com",
    port: "8080",
    path: "/a/b/c",
    raw_path: "/a%2Fb/c",
    raw_query: "x=1&y=2",
    fragment: "frag x",
  },
  "http://host?#": { scheme: "http", hostname: "host" },
  "http://host:/p": { scheme: "http", hostname: "host", path: "/p", raw_path: "/p" },
  "": {},
});

parts("without slashes after the scheme nothing more is said; without a scheme there may be a path, a host or a query alone", {
  "mailto:a@b.c": { scheme: "mailto" },
  "urn:isbn:123": { scheme: "urn" },
  "//host/path": { hostname: "host", path: "/path", raw_path: "/path" },
  "///x": { path: "///x", raw_path: "///x" },
  "a/b:c": { path: "a/b:c", raw_path: "a/b:c" },
  "?q=1": { raw_query: "q=1" },
  "HTTP://HOST": { scheme: "http", hostname: "HOST" },
});

parts("the raw path tells how it was written only where that is unusual", {
  "http://h/%41%2f": { scheme: "http", hostname: "h", path: "/A/", raw_path: "/%41%2f" },
  "http://h/a%20b": { scheme: "http", hostname: "h", path: "/a b", raw_path: "/a b" },
  "http://h/..%2fx": { scheme: "http", hostname: "h", path: "/../x", raw_path: "/..%2fx" },
});

parts("a host is a name or an address in brackets, which may have a zone", {
  "http://[::1]:80/": { scheme: "http", hostname: "::1", port: "80", path: "/", raw_path: "/" },
  "http://[::1%25eth0]": { scheme: "http", hostname: "::1%eth0" },
  "http://a%C3%A4]": { scheme: "http", hostname: "aä]" },
});

test("what is no URI has no parts", () => {
  const wrong = [
    ":bad",
    "1http://x",
    "a b:c",
    "http://ex ample.com/",
    "http://a%20b/",
    "http://a%41b/",
    "http://h:port/",
    "http://h:80:80/",
    "http://[::1",
    "http://[x]/",
    "http://us[er@h/",
    "http://h/%zz",
    "http://h/#%zz",
    "http://h/\u007f",
  ];
  for (const text of wrong) {
    assert.equal(answer("uri.parse", text), undefined, text);
    assert.equal(answer("uri.is_valid", text), false, text);
  }
  assert.equal(answer("uri.is_valid", ""), false);
});
