/** Python as people write it, so that the parser knows its everyday tables from the start. */
export const sample = `import os, sys
from pathlib import Path as P
import shutil as sh

class Job(Base):
    """What it is."""
    count: int = 0
    def __init__(self, name, *args, size=1, **more):
        self.name = name
        super().__init__()
    @property
    def path(self): return os.path.join("/tmp", self.name, f"{size}-{name!r:>10}.txt")
    async def run(self, items: list[str]) -> dict:
        for i, item in enumerate(items):
            if not item or item.startswith("#") and i > 3: continue
            elif item in ("a", "b"): break
            else: await self.go(item, key=lambda x: x[0])
        return {k: v for k, v in zip(items, range(10)) if v % 2 == 0}

def main():
    try:
        with open("x.txt", "w") as f, open('y') as g:
            f.write(b"x".decode() + "a" "b" + 'c %s' % (1,))
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr); raise SystemExit(1)
    finally:
        pass
    x, *rest = [1, 2.5, -3, None, True]
    x += rest[-1] if rest else rest[1:2]
    while x < 10 and x is not None: x = x ** 2 // 3
    global y; del x; assert y == {"a": [1, {2}]}, "no"
    subprocess.run(["ls", "-l"], check=True, shell=False)

if __name__ == "__main__":
    main()
`;
