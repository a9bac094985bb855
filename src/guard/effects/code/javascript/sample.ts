/** JavaScript and TypeScript as people write them, so that the parser knows its everyday tables from the start. */
export const sample = `#!/usr/bin/env node
import fs, { readFile as read } from "node:fs";
const { execSync } = require('child_process');
export type Row<T> = { readonly name: string; items?: T[] } | null;
export default class Job extends Base {
  static #count = 0;
  constructor(name, { size = 1, ...more } = {}) { super(); this.name = name ?? "x"; }
  get path() { return \`/tmp/\${this.name}/\${size + 1}.txt\`; }
  async run(items: string[]): Promise<void> {
    for (const [i, item] of items.entries()) {
      if (!item || item.startsWith("#") && i > 3) continue;
      else if (["a", 'b'].includes(item)) break;
      await this.go(item, (x) => x[0], function () { return -1; });
    }
    for (let i = 0; i < 10; i++) { total += i % 2 === 0 ? i : 2 ** i; }
    while (x <= 3) x--;
    switch (x) { case 1: return; default: throw new Error("no"); }
  }
}
try { fs.writeFileSync("x", JSON.stringify({ a: [1, null], [b]: true, c }), { flag: "w" }); } catch (e) { console.error(e); process.exit(1); } finally { done(); }
export const f = async ({ a, b }) => ({ ...a, b: b?.c ?? typeof d });
let s = /a[b]+/g.test(x) as any; delete o.p; void 0; x ||= y; (() => {})();
const el = <div className="a" onClick={() => f(1)}>{items.map((i) => <i key={i}>{i}</i>)}</div>;
`;
