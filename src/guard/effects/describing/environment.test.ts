/** Which environment names stand for. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { literal, unknownValue } from "../../shell/value.ts";
import { environmentAmong, environmentOf, isOwnMachine } from "./environment.ts";

const named = (...names: readonly string[]): ReturnType<typeof literal>[] => names.map(literal);

test("a name says production where the word stands by itself", () => {
  for (const name of [
    "prod",
    "shop-prod",
    "PROD_EU",
    "eu.production.example.com",
    "live-1",
    "prd2",
    "shopProd",
    "ProdStack",
    "arn:aws:iam::1:role/production-admin",
  ])
    assert.equal(environmentOf(literal(name)), "production", name);
  for (const name of ["product-db", "reproduce", "livestock", "deliver", "olive", "producer", "ProductStack", "LiveReload"])
    assert.equal(environmentOf(literal(name)), "unknown", name);
});

test("what is called after what it is not is no production", () => {
  for (const name of ["nonprod", "non-prod", "not_production"]) assert.equal(environmentOf(literal(name)), "development", name);
  for (const name of ["preprod", "pre-production", "staging"]) assert.equal(environmentOf(literal(name)), "unknown", name);
});

test("where somebody works counts before what they work on", () => {
  assert.equal(environmentAmong(named("dev"), named("prod-copy")), "development");
  assert.equal(environmentAmong(named("staging"), named("prod-copy")), "unknown");
  assert.equal(environmentAmong([], named("prod-copy")), "production");
  assert.equal(environmentAmong([], named("dev-copy")), "unknown");
  assert.equal(environmentAmong(named("dev", "production"), []), "production");
});

test("a name that is not certain clears nothing", () => {
  assert.equal(environmentAmong([unknownValue("$DEV_CONTEXT")], []), "unknown");
  assert.equal(environmentAmong([unknownValue("$PROD_CONTEXT")], []), "production");
  assert.equal(isOwnMachine([literal("minikube"), unknownValue("$SERVER")]), false);
});

test("this machine is whoever names it and nowhere else", () => {
  assert.equal(isOwnMachine(named("kind-local", "https://127.0.0.1:6443")), true);
  assert.equal(isOwnMachine(named("minikube", "https://192.0.2.7:6443")), false);
  assert.equal(isOwnMachine(named("minikube", "prod")), false);
  assert.equal(isOwnMachine([]), false);
});
