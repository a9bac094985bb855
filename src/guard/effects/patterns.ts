/** Does a shell pattern name a path, one of the folders it lies in, or something below it? */

/** Part by part as far as both reach. A bracket stands for any character, which only makes it take more. */
export function meets(pattern: string, path: string): boolean {
  const [wanted, there] = [partsOf(pattern), partsOf(path)];
  return wanted.slice(0, there.length).every((part, position) => takes(part, there[position] as string));
}

export function covers(pattern: string, path: string): boolean {
  return partsOf(pattern).length <= partsOf(path).length && meets(pattern, path);
}

function partsOf(path: string): readonly string[] {
  return path.split("/").filter((part) => part !== "");
}

/** With one place to come back to, so that many stars take no longer than one. */
function takes(pattern: string, name: string): boolean {
  const wanted = pattern.replace(/\[[^\]]*\]/g, "?");
  if (name.startsWith(".") && !wanted.startsWith(".")) return false;
  let [at, position, star, mark] = [0, 0, -1, 0];
  while (position < name.length) {
    if (wanted[at] === "*") [star, mark, at] = [at, position, at + 1];
    else if (at < wanted.length && (wanted[at] === "?" || wanted[at] === name[position])) [at, position] = [at + 1, position + 1];
    else if (star >= 0) [at, mark, position] = [star + 1, mark + 1, mark + 1];
    else return false;
  }
  return /^\**$/.test(wanted.slice(at));
}
