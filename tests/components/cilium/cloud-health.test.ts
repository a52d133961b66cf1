import assert from "node:assert/strict";

import { chartValues, planCilium } from "../../../components/cilium/plan/index.ts";
import { openings } from "../../../components/shared/openings.ts";
import { policiesOf, withSettings } from "./policies.ts";

/** The ports on which anyone reaches a node, by the policies of the nodes. */
function openPorts(cloud: boolean): string[] {
  const args = withSettings({ hostFirewall: { mode: "enforce" } }, { cloud });
  const policy = policiesOf(args).find(({ part }) => part === "host-allow-services");
  return (policy?.rules ?? []).flatMap(({ ingress = [] }) =>
    ingress.flatMap(({ toPorts = [] }) =>
      toPorts.flatMap(({ ports }) =>
        ports.map(({ port, endPort }) => (endPort === undefined ? port : `${port}-${endPort}`)),
      ),
    ),
  );
}

describe("what load balancers of a cloud check", () => {
  const health = (cloud: boolean) =>
    chartValues(planCilium(withSettings({}, { cloud })))["kubeProxyReplacementHealthzBindAddr"];

  it("is answered on a cloud, where kube-proxy would, and nowhere else", () => {
    assert.deepEqual([health(true), health(false)], ["0.0.0.0:10256", undefined]);
  });

  it("passes the policies of the nodes on a cloud, and nowhere else", () => {
    const checked = ["10256", "30000-32767"];

    assert.deepEqual(
      openPorts(true)
        .filter((port) => checked.includes(port))
        .sort(),
      checked,
    );
    assert.deepEqual(
      openPorts(false).filter((port) => checked.includes(port)),
      [],
    );
  });

  it("passes the firewall of the machines from load balancers alone", () => {
    const open = ({ balancers }: { readonly balancers: boolean }) =>
      openings({ balancers }).filter(({ ports }) => ports.includes(10256));

    assert.deepEqual(
      open({ balancers: true }).map(({ from }) => from),
      [["balancers"]],
    );
    assert.deepEqual(open({ balancers: false }), []);
  });
});
