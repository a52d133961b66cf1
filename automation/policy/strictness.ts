import { ENVIRONMENTS } from "../../config/schema/cluster.ts";
import { usage } from "../failure.ts";
import { settingsOf } from "./configuration.ts";
import type { GivenPolicy } from "./options.ts";

type Environment = (typeof ENVIRONMENTS)[number];

/**
 * Refuses to judge a stack by the levels of a weaker environment than its own, which would let pass what nobody
 * answers for. A broken glass has somebody who does.
 *
 * @param own Environment that the stack's configuration names.
 * @throws Failure when the command line or the pack configuration asks for a weaker one.
 */
export function refuseWeakerEnvironment(given: GivenPolicy, stack: string, own: Environment): void {
  const asked = given.environment ?? settingsOf(given.configuration)["environment"];
  // An environment that is none is for the pack to refuse.
  const weaker = isEnvironment(asked) && strictness(asked) < strictness(own);
  if (!weaker || given.breakGlass !== undefined) {
    return;
  }
  const where =
    given.environment === undefined
      ? `settings.environment: "${asked}" of the pack configuration ${given.file ?? ""}`
      : `--policy ${given.environment}`;
  throw usage(
    `${where} is weaker than ${own}, the environment of stack ${stack}. Allowed: ${ENVIRONMENTS.slice(strictness(own)).join(", ")}. Let single resources pass by exemptions, and a single run by --break-glass <reason> --owner <name>.`,
  );
}

function isEnvironment(name: unknown): name is Environment {
  return ENVIRONMENTS.some((environment) => environment === name);
}

/** How strict an environment is compared with others: the schema names the strictest last. */
function strictness(environment: Environment): number {
  return ENVIRONMENTS.indexOf(environment);
}
