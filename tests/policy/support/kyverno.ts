import type { Question } from "./engine-run.ts";
import { askEngine } from "./engine-run.ts";
import type { Verdicts } from "./verdicts.ts";
import { verdictsOf } from "./verdicts.ts";

/** As far as the report of Kyverno is looked into. */
interface Report {
  readonly results: readonly {
    readonly policy: string;
    readonly result: "pass" | "fail" | "error" | "skip" | "warn";
    readonly message: string;
    readonly resources: readonly { readonly name: string }[];
  }[];
}

/**
 * What Kyverno itself says of objects.
 *
 * @param definitions of custom kinds among the objects: it passes over kinds that it does not know.
 * @throws Error where it cannot evaluate a policy.
 */
export async function kyvernoVerdicts(
  questions: readonly Question[],
  definitions: readonly object[],
): Promise<Verdicts> {
  const reports = await Promise.all(questions.map((question) => reportOn(question, definitions)));
  const results = reports.flatMap((report) => report.results);
  const unclear = results.filter(({ result }) => result !== "pass" && result !== "fail");
  if (unclear.length > 0) {
    throw new Error(`Kyverno could not judge: ${JSON.stringify(unclear.slice(0, 3))}`);
  }
  return verdictsOf(
    results
      .filter(({ result }) => result === "fail")
      .flatMap(({ policy, message, resources }) =>
        resources.map(({ name }) => ({ policy, object: name, message })),
      ),
  );
}

async function reportOn(
  { policies, objects, namespaces }: Question,
  definitions: readonly object[],
): Promise<Report> {
  const values = { apiVersion: "cli.kyverno.io/v1alpha1", kind: "Values", namespaces };
  const answer = await askEngine(
    "kyverno",
    { policies, objects, definitions, values: [values] },
    (pathOf) => [
      ...["apply", pathOf("policies"), "--resource", pathOf("objects"), "--values-file", pathOf("values")],
      ...["--crd-paths", pathOf("definitions"), "--policy-report", "--output-format", "json"],
    ],
  );
  return JSON.parse(answer) as Report;
}
