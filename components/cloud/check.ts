import { parseRange } from "../shared/cidr.ts";
import type { ArgsCheck } from "../shared/args-check.ts";
import type { AzureControllerArgs, CloudControllerArgs } from "./args.ts";

const exact = /^\d+\.\d+\.\d+$/;

/** Notes everything in the arguments that can never work. */
export function checkController(args: CloudControllerArgs, check: ArgsCheck): void {
  check
    .expect(
      exact.test(args.version),
      "version",
      `want an exact version such as "1.35.0", got "${args.version}"`,
    )
    .attempt("podCidr", () => parseRange(args.podCidr));
  if (args.cloud === "aws" || args.cloud === "azure") {
    check.expect(
      exact.test(args.chart.version),
      "chart.version",
      `want an exact version such as "1.36.0", got "${args.chart.version}"`,
    );
  }
  if (args.cloud === "azure") {
    checkAzure(args, check);
  }
}

function checkAzure({ controlPlanes, place, routes = false }: AzureControllerArgs, check: ArgsCheck): void {
  check
    .expect(
      Number.isInteger(controlPlanes) && controlPlanes > 0,
      "controlPlanes",
      `want a whole number of machines from 1, got ${controlPlanes}`,
    )
    .expect(
      !routes || place.routeTable !== undefined,
      "place.routeTable",
      "want the name of the subnet's route table, which routes are kept in, got none; leave routes out for pods that talk through a tunnel",
    );
}
