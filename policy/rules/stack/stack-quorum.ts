import type { StackRule } from "../../judge/rule.ts";
import { controlPlanes, named } from "../../shapes/control-planes.ts";
import { talosDocs } from "../../references.ts";

/** etcd keeps a majority when a control plane is lost. */
export const stackQuorum: StackRule = {
  id: "stack-quorum",
  scope: "stack",
  title: "The number of control planes is odd, and enough",
  rationale:
    "etcd works as long as a majority of its members does. One more than an odd number survives no more failures, and a single one survives none.",
  severity: "high",
  remedy:
    "Set `infraflux:controlPlane:count` to 3 or 5, or make as many machines that are control planes. `settings.minimumControlPlanes` of the pack configuration says how many are enough.",
  references: [
    talosDocs("Production clusters", "getting-started/prodnotes"),
    { title: "etcd 3.6 FAQ, Cluster sizes", url: "https://etcd.io/docs/v3.6/faq/" },
  ],
  check: (stack, { settings: { minimumControlPlanes }, report }) => {
    for (const members of controlPlanes(stack)) {
      const got = `control planes: got ${members.length} (${named(members)})`;
      if (members.length < minimumControlPlanes) {
        report(`${got}, want at least ${minimumControlPlanes}`);
      }
      if (members.length % 2 === 0) {
        report(`${got}, want an odd number`);
      }
    }
  },
};
