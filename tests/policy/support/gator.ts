import type { Question } from "./engine-run.ts";
import { askEngine } from "./engine-run.ts";
import type { Verdicts } from "./verdicts.ts";
import { verdictsOf } from "./verdicts.ts";

/** As far as the answer of gator is looked into. */
interface Violation {
  readonly msg: string;
  readonly constraint: { readonly metadata: { readonly name: string } };
  readonly violatingObject: { readonly metadata: { readonly name: string } };
}

/** What Gatekeeper says of objects, by its own engine. */
export async function gatekeeperVerdicts({ policies, objects, namespaces }: Question): Promise<Verdicts> {
  const answer = await askEngine("gator", { policies, objects: [...namespaces, ...objects] }, (pathOf) => [
    ...["test", "--filename", pathOf("policies"), "--filename", pathOf("objects"), "--output", "json"],
  ]);
  return verdictsOf(
    (JSON.parse(answer) as Violation[]).map(({ msg, constraint, violatingObject }) => ({
      policy: constraint.metadata.name,
      object: violatingObject.metadata.name,
      message: msg,
    })),
  );
}
