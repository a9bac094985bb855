/** A daemon that does nothing but claim: two of them at one inbox. */
import { inboxOf } from "../../../src/hosts/node/node.ts";

const [project = "", now = "0"] = process.argv.slice(2);
const inbox = inboxOf(project);
console.log("ready");
setInterval(() => inbox.scan(Number(now)), 1);
