/** A Makefile as make reads it: which lines run for a target, with what put in. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hole } from "../../shell/value.ts";
import { makefile, recipesOf } from "./makefile.ts";

const nothing: ReadonlyMap<string, string> = new Map();

function lines(text: string, targets: readonly string[] = [], given: ReadonlyMap<string, string> = nothing): readonly string[] {
  const file = makefile(text, given);
  const scope = { variables: file.variables, automatic: nothing, environment: (name: string) => (name === "SET" ? "outside" : "") };
  return recipesOf(file, targets, scope).map((line) => `${line.line}${line.possible === true ? "?" : ""} ${line.text}`);
}

test("the first target runs where none is named, and what it needs runs before it", () => {
  const text = ".PHONY: all\nall: build | dirs\n\t@echo done\nbuild:\n\t-cc x.c\ndirs:\n\tmkdir -p out\nclean:\n\trm -rf out\n";
  assert.deepEqual(lines(text), ["5 cc x.c", "7 mkdir -p out", "3 echo done"]);
  assert.deepEqual(lines(text, ["clean"]), ["9 rm -rf out"]);
  assert.deepEqual(lines(text, ["nothing-of-that-name"]), []);
});

test("variables are put in as they stand when everything is read; the command line wins", () => {
  const text = "OUT = $(BASE)/out\nBASE := dist\nBASE += more\nx:\n\trm -rf $(OUT) ${BASE} $$HOME $(SET)\n";
  assert.deepEqual(lines(text), ["5 rm -rf dist more/out dist more $HOME outside"]);
  assert.deepEqual(lines(text, [], new Map([["BASE", "b"]])), ["5 rm -rf b/out b $HOME outside"]);
});

test("what make asks the shell is asked in the recipe", () => {
  assert.deepEqual(lines("x:\n\trm -rf $(shell pwd)/out\n"), ["2 rm -rf $(pwd)/out"]);
  assert.deepEqual(makefile("A := $(shell ./probe)\nB = $(shell ./later)\n", nothing).atOnce, [{ line: 1, text: "$(shell ./probe)" }]);
});

test("what make alone knows is a hole", () => {
  assert.deepEqual(lines("x: a.c\n\tcc $(patsubst %.c,%.o,$^) $< -o $@ $*\n"), [`2 cc ${hole} a.c -o x ${hole}`]);
  assert.deepEqual(lines("x:\n\techo $(call f,1)\n"), [`2 echo ${hole}`]);
});

test("a line in a condition may run, and a variable that is set there may hold either value", () => {
  const text = "OUT = a\nifeq ($(OS),x)\nOUT = b\nx:\n\trm $(OUT)\nendif\n";
  assert.deepEqual(lines(text), [`5? rm ${hole}`]);
});

test("lines that go on, comments, `define`, and settings of one target", () => {
  const text = "# x\ndefine note\n\tnot a recipe\nendef\nA = one \\\n  two # three\nx: B = 1\nx: ; echo $(A) \nx:\n\techo a \\\n\t  b\n";
  assert.deepEqual(lines(text), ["8 echo one two", "10 echo a \\\n  b"]);
});

test("a file of no sense is no rules", () => {
  for (const text of ["", "\trm x", ":", "$(", "x: $(", "ifeq\nendif\nendif", "define x"])
    assert.deepEqual(lines(text).length <= 1, true, text);
});

test("with `.ONESHELL` one shell reads a recipe, so that a folder that was entered holds for all of it", () => {
  assert.deepEqual(lines(".ONESHELL:\nx:\n\t@cd out\n\trm -rf *\n", ["x"]), ["3 cd out\nrm -rf *"]);
});
