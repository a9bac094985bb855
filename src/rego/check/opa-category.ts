/** What OPA calls the kind of an error that compiling ended with, for tools that know OPA's names. */

const categories: Readonly<Record<string, string>> = {
  "rego.parse": "rego_parse_error",
  "rego.metadata": "rego_parse_error",
  "rego.unsafe": "rego_unsafe_var_error",
  "rego.recursion": "rego_recursion_error",
  "rego.type": "rego_type_error",
  "rego.unknown-function": "rego_type_error",
  "rego.deprecated": "rego_type_error",
  "rego.conflict": "rego_type_error",
};

export function opaCategory(code: string): string {
  return categories[code] ?? "rego_compile_error";
}
