import { z } from "zod";
import { tracingPolicyNames } from "../../../components/cilium/plan/index.ts";
import { label } from "../common.ts";

const choice = z.strictObject({
  mode: z
    .enum(["off", "observe", "enforce"])
    .optional()
    .describe(
      `What the policy does: nothing, tell what it finds, or refuse it as well, if it can. The policies: ${tracingPolicyNames.map((name) => `\`${name}\``).join(", ")}. Default: \`observe\`, and \`mode\` of all for policies that can block.`,
    ),
  allowBinaries: z
    .array(z.string().regex(/^\/[^\s"]*$/, "the full path of a program as its container sees it"))
    .default([])
    .describe("Full paths of programs that may do it, as their containers see them, links resolved."),
  exemptNamespaces: z.array(label).default([]).describe("Further namespaces whose pods may do it."),
});

/** What is observed and refused at run time. */
export const tetragon = {
  tetragon: z
    .strictObject({
      mode: z
        .enum(["observe", "enforce"])
        .default("observe")
        .describe("Whether policies that can block only tell what they would refuse, or refuse it."),
      exemptNamespaces: z
        .array(label)
        .default([])
        .describe(
          "Namespaces whose pods no policy looks at. Policies that can block leave kube-system and the platform's own namespaces alone in any case.",
        ),
      policies: z
        .partialRecord(z.enum(tracingPolicyNames), choice)
        .default({})
        .describe("What is to be different for single policies, by their name."),
      export: z
        .strictObject({
          eventsPerMinute: z
            .int()
            .min(1)
            .max(1_000_000)
            .default(6000)
            .describe("Events a minute that a node logs at most. Metrics and alerts count every event."),
          excludedNamespaces: z
            .array(label)
            .default(["kube-system"])
            .describe(
              "Namespaces whose processes are not logged when they start and exit. What a policy finds is logged everywhere.",
            ),
        })
        .prefault({})
        .describe("Which events each node logs."),
    })
    .prefault({})
    .describe("Parts of the capability `tetragon`."),
};
