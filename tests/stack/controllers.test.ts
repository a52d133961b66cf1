import assert from "node:assert/strict";

import { platformDefaults } from "../../components/cilium/index.ts";
import { controllerArgs } from "../../stack/controllers.ts";
import { resolved } from "../config/base.ts";
import { recordStack } from "../support/stack-graph.ts";

interface Metadata {
  readonly name: string;
}

describe("the controllers that the baseline of policies knows by name", () => {
  it("are those of the namespaces that the stacks make, and of no other", async () => {
    const made = new Set<string>();
    for (const stack of ["dev", "staging", "prod"]) {
      for (const { inputs } of (await recordStack(stack)).all("kubernetes:core/v1:Namespace")) {
        made.add((inputs["metadata"] as Metadata).name);
      }
    }
    const { config } = resolved();
    const known = controllerArgs(config).platformNamespaces ?? [];
    const tenants = config.handoff.access.namespaces;

    assert.deepEqual([...made].sort(), [...known, ...tenants].sort());
  });

  it("include Argo CD, wherever the platform repository looks for the cluster", () => {
    const { config } = resolved({ handoff: { namespace: "delivery" } });

    assert.deepEqual(controllerArgs(config).platformNamespaces, [...platformDefaults.namespaces, "delivery"]);
  });
});

describe("the ports that controllers reach outside", () => {
  const ports = (changes: Parameters<typeof resolved>[0]) =>
    controllerArgs(resolved(changes).config).platformPorts;

  it("are the usual ones where every address has the port of its scheme", () => {
    assert.deepEqual(ports({}), platformDefaults.ports);
  });

  it("are those too that the configuration names, each once", () => {
    const changes = {
      gitops: { url: "https://git.example.org:3000/infraflux" },
      mirrors: {
        charts: "oci://registry.example.org:5000/charts",
        capiManifests: "oci://registry.example.org:5000/capi",
      },
      backup: {
        etcd: {
          enabled: true,
          ageRecipient: `age1${"q".repeat(58)}`,
          target: { s3: { bucket: "snapshots", endpoint: "https://s3.example.org:9000" } },
        },
      },
    };

    assert.deepEqual(ports(changes), [...platformDefaults.ports, 3000, 5000, 9000]);
  });
});
