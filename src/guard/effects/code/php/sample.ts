/** PHP as people write it, so that the parser knows its everyday tables from the start. */
export const sample = `<?php
declare(strict_types=1);
namespace App\\Jobs;
use App\\Base;
require_once __DIR__ . '/vendor/autoload.php';
final class Job extends Base implements Runs {
    private ?string $name = null; public const X = 1;
    public function __construct(protected array $items = [], int ...$more) { parent::__construct(); $this->name = $items['a'] ?? "x {$y->z} $k[0]"; }
    public static function run(string $a, &$b): void {
        foreach ($items as $key => $item) { if (!$item || $key > 3 && isset($b[$key])) { continue; } elseif ($a === 'b') break; else { self::go($item, fn($x) => $x[0]); } }
        for ($i = 0; $i < 10; $i++) { $total += $i % 2 == 0 ? $i : -1; }
        while ($x <= 3) { $x--; }
        switch ($x) { case 1: return; default: throw new \\Exception("no"); }
    }
}
try { file_put_contents("x", json_encode(['a' => [1, null], 'b' => true])); } catch (\\Exception $e) { echo $e->getMessage(), "\\n"; exit(1); } finally { done(); }
$f = function ($a) use ($b) { return array_map(fn($x) => $x * 2, $a); }; $s = (string) $x . 'b'; unset($x); list($a, $b) = [1, 2]; @unlink($p); $o?->go();
?>
<p><?= $x ?></p>
`;
