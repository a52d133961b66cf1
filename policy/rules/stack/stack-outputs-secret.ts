import type { StackRule } from "../../judge/rule.ts";
import { findOpenCredentials } from "../../shapes/credentials.ts";
import { stackItself } from "../../shapes/stack.ts";
import { hardeningGuide } from "../../references.ts";

/** Outputs that let somebody in are encrypted in the state and hidden in logs. */
export const stackOutputsSecret: StackRule = {
  id: "stack-outputs-secret",
  scope: "stack",
  title: "Outputs that hold credentials are secret",
  rationale:
    "An output that is not marked is printed by every run, kept in the clear in the state, and handed in the clear to every stack that refers to it.",
  severity: "critical",
  remedy:
    "Return the output as a secret, as with `pulumi.secret(...)`, or take it from a resource that marks it; a credential that was already shown must be renewed. The outputs of InfraFlux are secret, so this is about outputs that were added.",
  references: [
    { title: "Pulumi documentation, Secrets", url: "https://www.pulumi.com/docs/iac/concepts/secrets/" },
    hardeningGuide("Authentication and authorization"),
  ],
  check: (stack, { each, report }) => {
    each(stackItself(stack)?.props.entries() ?? [], ([name, output]) => {
      findOpenCredentials(
        output,
        {
          each,
          trustFieldNames: true,
          found: ({ path, why }) => {
            report(`output ${path}: ${why}, but is not marked as a secret`);
          },
        },
        name,
      );
    });
  },
};
