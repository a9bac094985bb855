/** What is counted stands in one page, and a duty that begins again counts anew. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Counter } from "prom-client";
import { metricsOf } from "./metrics.ts";

test("health, requests, lost lines and news are on the page", async () => {
  const metrics = metricsOf(() => [
    { duty: "a", health: { is: "well" } },
    { duty: "b", health: { is: "waiting", why: "x" } },
    { duty: "c", health: { is: "failed", fault: { code: "x", what: "x" } } },
  ]);
  metrics.requested("/v1/status", 200);
  metrics.lineLost();
  metrics.rang();
  metrics.rang();
  const text = await metrics.text();
  for (const line of [
    'sheepdog_duty_health{duty="a"} 1',
    'sheepdog_duty_health{duty="b"} 0.5',
    'sheepdog_duty_health{duty="c"} 0',
    'sheepdog_http_requests_total{door="/v1/status",status="200"} 1',
    "sheepdog_log_lines_lost_total 1",
    "sheepdog_news_total 2",
  ])
    assert.ok(text.split("\n").includes(line), line);
});

test("a duty that begins again registers the same names once more, and stands there once", async () => {
  const metrics = metricsOf(() => []);
  for (const many of [5, 2]) {
    const counter = new Counter({ name: "sheepdog_x_total", help: "x", registers: [metrics.registryFor("x")] });
    counter.inc(many);
  }
  assert.deepEqual(
    (await metrics.text()).split("\n").filter((line) => line.startsWith("sheepdog_x_total")),
    ["sheepdog_x_total 2"],
  );
});
