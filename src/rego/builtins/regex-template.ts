/** Templates: plain text with regular expressions between delimiters. */
import { Refusal } from "./builtin.ts";

/** The regular expression that a template stands for. */
export function templateText(template: string, start: string, end: string): string | Refusal {
  if (start.length !== 1 || end.length !== 1) return new Refusal("`regex.template_match`: delimiters are one character long");
  let [pattern, from, level] = ["^", 0, 0];
  for (let at = 0; at < template.length; at++) {
    if (template[at] === start && level++ === 0) {
      pattern += quoted(template.slice(from, at));
      from = at + 1;
    } else if (template[at] === end && --level === 0) {
      pattern += `(${template.slice(from, at)})`;
      from = at + 1;
    }
    if (level < 0) break;
  }
  return level === 0
    ? `${pattern}${quoted(template.slice(from))}$`
    : new Refusal(`\`regex.template_match\`: delimiters in ${JSON.stringify(template)} do not pair`);
}

function quoted(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, "\\$&");
}
