/** Python's texts: prefixes, escapes, and what stands in the braces of an f-string. */
import { utf8Bytes } from "../../../../base/utf8.ts";
import { childrenOf, contentOf, lineAt, pieces, type Node, type Source } from "../lezer.ts";
import { unescaped } from "../unescaped.ts";
import type { Expression } from "../syntax.ts";

export function stringExpression(source: Source, node: Node, expression: (node: Node | undefined) => Expression): Expression {
  const line = lineAt(source, node.from);
  const written = contentOf(source, node);
  const [, prefix = "", quote = ""] = /^([a-z]*)("""|'''|"|')/i.exec(written) ?? [];
  const isBytes = /b/i.test(prefix);
  const isRaw = /r/i.test(prefix);
  const range = { from: node.from + prefix.length + quote.length, to: written.endsWith(quote) ? node.to - quote.length : node.to };
  const plain = (from: number, to: number): string => {
    const stretch = source.code.slice(from, to);
    return isRaw ? stretch : unescaped(stretch);
  };
  if (node.name === "String") {
    const content = plain(range.from, range.to);
    return { kind: "constant", line, value: isBytes ? asBytes(content) : content, ...(isBytes ? { bytes: true } : {}) };
  }
  const replaced = childrenOf(node).filter((child) => child.name === "FormatReplacement");
  return {
    kind: "text",
    line,
    pieces: pieces(range, replaced, {
      plain: (from, to) => ({ kind: "constant", line, value: plain(from, to).replaceAll("{{", "{").replaceAll("}}", "}") }),
      node: (one) => replacement(one, expression),
    }),
  };
}

/** With a format, the text that is made of it is another one. */
function replacement(node: Node, expression: (node: Node | undefined) => Expression): Expression {
  const children = childrenOf(node);
  const value = expression(children[1]);
  const isFormatted = children.some((child) => child.name === "FormatSpec" || child.name === "FormatConversion");
  return isFormatted ? { kind: "parts", line: value.line, parts: [value] } : value;
}

function asBytes(content: string): string {
  return /^[\0-\xff]*$/.test(content)
    ? content
    : utf8Bytes(content)
        .map((byte) => String.fromCharCode(byte))
        .join("");
}
