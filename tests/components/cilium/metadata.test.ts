import assert from "node:assert/strict";

import { chartValues, planCilium } from "../../../components/cilium/plan/index.ts";
import { everything } from "./arguments.ts";
import { policiesOf, withSettings } from "./policies.ts";

const deny = (cloud: boolean, networkPolicies: "default-deny" | "none" = "default-deny") =>
  policiesOf({ ...everything, cloud, networkPolicies }).filter(({ part }) => part === "deny-metadata");

describe("the metadata service of a cloud", () => {
  it("is refused to pods, also where nothing else is, and its neighbour that resolves names is not", () => {
    for (const networkPolicies of ["default-deny", "none"] as const) {
      const [policy, ...more] = deny(true, networkPolicies);

      assert.deepEqual(more, []);
      assert.deepEqual(
        policy?.rules.map(({ enableDefaultDeny, egress, ...rest }) => [
          enableDefaultDeny,
          egress,
          (rest as { egressDeny?: unknown }).egressDeny,
        ]),
        [
          [
            { ingress: false, egress: false },
            undefined,
            [
              {
                toCIDR: ["169.254.169.254/32"],
                toPorts: [{ ports: [{ port: "80", protocol: "TCP" }] }],
              },
            ],
          ],
        ],
      );
    }
  });

  it("is nothing that hardware of one's own has", () => {
    assert.deepEqual(deny(false), []);
  });
});

describe("native routing", () => {
  it("is the machines' own business on a network of one's own, and the cloud's on a cloud", () => {
    const direct = (cloud: boolean) =>
      chartValues(planCilium(withSettings({ routingMode: "native" }, { cloud })))["autoDirectNodeRoutes"];

    assert.deepEqual([direct(false), direct(true)], [true, false]);
  });
});
