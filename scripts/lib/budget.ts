/** The beauty budget of the sources, as lines to print. */
import { beautyBudget } from "../../test/tidy/budget.ts";
import { houseOf } from "../../test/tidy/house.ts";
import { repositoryTree } from "../../test/tidy/repository.ts";

export function budgetLines(root: string): readonly string[] {
  const measures = beautyBudget(houseOf(repositoryTree(root)));
  return measures.map(
    ({ name, value, wanted, reached }) => `${reached ? "      " : "missed"}  ${name.padEnd(32)} ${value.padStart(5)}   ${wanted}`,
  );
}
