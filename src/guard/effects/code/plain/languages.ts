/** Perl, Ruby, Lua and awk: how they are written. */
import type { Grammar } from "./grammar.ts";

const loose: Readonly<Record<string, number>> = {
  "=": 1,
  "+=": 1,
  "-=": 1,
  "||=": 1,
  "&&": 4,
  "||": 3,
  and: 2,
  or: 2,
  "==": 5,
  "!=": 5,
  "<": 6,
  ">": 6,
  "<=": 6,
  ">=": 6,
  "*": 8,
  "/": 8,
  "%": 8,
};
const number = /(?:0x[0-9a-fA-F]+|\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?)/y;

export const perlGrammar: Grammar = {
  lexicon: {
    comment: /#[^\n]*|^=\w[^]*?^=cut[^\n]*/my,
    variable: /[$@%]#?\{?\^?\w+(?:::\w+)*\}?|\$[&`'+!@/\\,;.0-9_]|@\{|\$\{/y,
    name: /[A-Za-z_]\w*(?:::\w+)*/y,
    number,
    marks: /->|=>|\+\+|--|\*\*|\.\.\.?|=~|!~|==|!=|<=>|<=|>=|&&|\|\||\/\/|[-+.*/|&x]=|::/y,
    quoting: {
      start: /(?:qw|qq|qx|qr|tr|[qmsy])(?:\s*[([{<]|[/!|,~^#'])/y,
      kindOf: (word) =>
        ({
          q: "raw" as const,
          qq: "text" as const,
          qx: "shell" as const,
          qw: "words" as const,
          s: "substitute" as const,
          tr: "substitute" as const,
          y: "substitute" as const,
        })[word] ?? "pattern",
    },
    quotes: { "'": "raw", '"': "live", "`": "shell" },
    heredoc: /<<~?(?:"(\w+)"|'(\w+)'|(\w+)|`(\w+)`)/y,
    patterns: true,
  },
  operators: {
    ...loose,
    ".=": 1,
    "//=": 1,
    "//": 3,
    ".": 7,
    "+": 7,
    "-": 7,
    x: 8,
    "=~": 9,
    "!~": 9,
    eq: 5,
    ne: 5,
    "..": 5,
    if: 0,
    unless: 0,
    for: 0,
    foreach: 0,
    while: 0,
    until: 0,
  },
  members: ["->"],
  opens: new Set(["{"]),
  closes: new Set(["}"]),
  between: new Set(["else", "elsif", "BEGIN", "END"]),
  inText: /(?<name>[$@](?:\{\w+\}|\w+(?:::\w+)*))(?:(?:->)?\{["']?(?<key>\w+)["']?\})?/g,
  bare: true,
  codeFlag: "e",
};

export const rubyGrammar: Grammar = {
  lexicon: {
    comment: /#[^\n]*|^=begin[^]*?^=end[^\n]*/my,
    variable: /[$@]{1,2}\w+/y,
    name: /[A-Za-z_]\w*[?!]?/y,
    number,
    marks: /&\.|::|=>|\.\.\.?|=~|!~|===|==|!=|<=>|<<|<=|>=|&&|\|\||[-+*/|]=|\|\|=|->/y,
    quoting: {
      start: /%[wWiIqQxr]?[([{<|!]/y,
      kindOf: (word) =>
        ({
          "%q": "raw" as const,
          "%x": "shell" as const,
          "%w": "words" as const,
          "%W": "words" as const,
          "%i": "words" as const,
          "%I": "words" as const,
          "%r": "pattern" as const,
        })[word] ?? "text",
    },
    quotes: { "'": "raw", '"': "live", "`": "shell" },
    heredoc: /<<[~-]?(?:"([A-Z]\w*)"|'([A-Z]\w*)'|([A-Z]\w*)|`([A-Z]\w*)`)/y,
    patterns: true,
  },
  operators: { ...loose, "+": 7, "-": 7, "<<": 6, "=~": 9, "..": 5, if: 0, unless: 0, while: 0, until: 0, rescue: 0, "?": 2, ":": 2 },
  members: [".", "::", "&."],
  opens: new Set(["{", "do", "if", "unless", "while", "until", "case", "def", "class", "module", "begin", "for"]),
  closes: new Set(["}", "end"]),
  between: new Set(["then", "else", "elsif", "when", "rescue", "ensure"]),
  inText: /#\{(?<code>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}/g,
  bare: true,
};

export const luaGrammar: Grammar = {
  lexicon: {
    comment: /--\[(=*)\[[^]*?\]\1\]|--[^\n]*/y,
    variable: /(?!)/y,
    name: /[A-Za-z_]\w*/y,
    number,
    marks: /\.\.\.?|==|~=|<=|>=|::/y,
    quotes: { "'": "live", '"': "live" },
    longText: /\[(=*)\[[^]*?\]\1\]/y,
    patterns: false,
  },
  operators: { ...loose, "~=": 5, "..": 7, "+": 7, "-": 7 },
  members: [".", ":"],
  opens: new Set(["do", "if", "function", "repeat"]),
  closes: new Set(["end", "until"]),
  between: new Set(["then", "while", "for", "in", "else", "elseif"]),
  bare: false,
  textCalls: true,
};

export const awkGrammar: Grammar = {
  lexicon: {
    comment: /#[^\n]*/y,
    variable: /\$(?:\w+)?/y,
    name: /[A-Za-z_]\w*/y,
    number,
    marks: /\|&|>>|&&|\|\||==|!=|<=|>=|!~|\+\+|--|[-+*/%^]=/y,
    quotes: { '"': "live" },
    patterns: true,
  },
  operators: { ...loose, "|": 2, "|&": 2, "+": 7, "-": 7, "~": 5, "!~": 5, in: 5, "?": 2, ":": 2 },
  members: [],
  opens: new Set(["{"]),
  closes: new Set(["}"]),
  between: new Set(["BEGIN", "END", "else", "do"]),
  bare: false,
  printsInto: true,
};
