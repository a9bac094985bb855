/** The counts at the end of a test run are true for both runners' reports. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { countsLine, countsOf, sumOf } from "../../scripts/lib/junit.ts";

const ofBun = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="bun test" tests="4" assertions="0" failures="1" skipped="2" time="0.04">
  <testsuite name="a.test.ts" tests="4" failures="1" skipped="2">
    <testcase name="passes &lt;b&gt; &amp; more" classname="" time="0.0014" />
    <testcase name="fails with &lt;failure&gt; text" classname="">
      <failure type="AssertionError" message="- &apos;&lt;testcase ]]&gt;&apos;">AssertionError: &lt;skipped /&gt;</failure>
    </testcase>
    <testcase name="skipped" classname=""><skipped /></testcase>
    <testsuite name="group"><testcase name="later" classname="group"><skipped message="TODO" /></testcase></testsuite>
  </testsuite>
</testsuites>`;

const ofNode = `<?xml version="1.0" encoding="utf-8"?>
<testsuites>
\t<testcase name="passes &lt;b> &amp; 'q'" time="0.0006" classname="test" file="a.test.ts"/>
\t<testcase name="fails" classname="test" failure="+ '&lt;testcase ]]>'">
\t\t<failure type="testCodeFailure" message="x">[Error: &lt;testcase>]</failure>
\t</testcase>
\t<testsuite name="sub" tests="1"><testcase name="subtest" classname="sub"/></testsuite>
\t<!-- <testcase> tests 3 -->
</testsuites>`;

test("a report of Bun is counted, whatever its texts contain", () => {
  assert.deepEqual(countsOf(ofBun), { passed: 1, failed: 1, skipped: 2 });
});

test("a report of Node is counted, comments left out", () => {
  assert.deepEqual(countsOf(ofNode), { passed: 2, failed: 1, skipped: 0 });
});

test("text within CDATA is no test", () => {
  const report = "<testsuites><testcase name='x'><![CDATA[<testcase><failure>]]></testcase></testsuites>";
  assert.deepEqual(countsOf(report), { passed: 1, failed: 0, skipped: 0 });
});

test("an empty report counts nothing", () => {
  assert.deepEqual(countsOf(""), { passed: 0, failed: 0, skipped: 0 });
});

test("the last line names the sums, and skipped tests only where there are some", () => {
  const sum = sumOf([countsOf(ofBun), countsOf(ofNode)]);
  assert.equal(countsLine(sum), "3 passed, 2 failed, 2 skipped");
  assert.equal(countsLine(countsOf(ofNode)), "2 passed, 1 failed");
});
