import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { parse } from "yaml";
import type { Properties } from "../../../simulator/core/kind.ts";
import { isApiUp, nodesOf, removeAbandonedClusters } from "../../../simulator/packages/kubernetes/index.ts";
import { simulated as talos } from "../../../simulator/packages/talos/index.ts";
import { Laboratory } from "./laboratory.ts";

const tokens = {
  secrets: "talos:machine/secrets:Secrets",
  apply: "talos:machine/configurationApply:ConfigurationApply",
  bootstrap: "talos:machine/bootstrap:Bootstrap",
  kubeconfig: "talos:cluster/kubeconfig:Kubeconfig",
  schematic: "talos:imageFactory/schematic:Schematic",
};

describe("Secrets", () => {
  const laboratory = new Laboratory();
  const secrets = laboratory.resource(talos, tokens.secrets);

  it("makes certificates that Node can read, the client's signed by the Talos authority", () => {
    const { outputs } = laboratory.create(talos, tokens.secrets, {});
    const client = outputs["clientConfiguration"] as Record<string, string>;
    const authority = certificate(client["caCertificate"]);
    assert.equal(authority.subject, "O=talos");
    assert.equal(authority.ca, true);
    assert.equal(certificate(client["clientCertificate"]).subject, "O=os:admin");
    assert.ok(certificate(client["clientCertificate"]).verify(authority.publicKey));
    assert.ok(certificate(client["clientCertificate"]).checkIssued(authority));
  });

  it("makes different secrets each time, unless the world has them prepared", () => {
    const id = () => clusterId(laboratory.create(talos, tokens.secrets, {}).outputs);
    assert.notEqual(id(), id());
    laboratory.world.put("identity", laboratory.context().urn, laboratory.identity);
    assert.equal(id(), laboratory.identity.machineSecrets.cluster.id);
  });

  it("keeps its secrets when the version contract rises and replaces them when it falls", () => {
    const replaced = (before: string, after: string) =>
      secrets.replaces?.({ talosVersion: before }, { talosVersion: after }, {});
    assert.deepEqual(replaced("v1.12", "v1.13"), []);
    assert.deepEqual(replaced("v1.13", "v1.12"), ["talosVersion"]);
    const { id, outputs } = laboratory.create(talos, tokens.secrets, { talosVersion: "v1.12" });
    const updated = secrets.update?.(id, outputs, { talosVersion: "v1.13" }, laboratory.context());
    assert.deepEqual(updated?.outputs, { ...outputs, talosVersion: "v1.13" });
  });

  it("refuses a version contract that is none, and one of another dialect", () => {
    const reasons = ["soon", "v1.14"].map(
      (talosVersion) => secrets.check?.({ talosVersion }, laboratory.context())[0]?.reason,
    );
    assert.match(String(reasons[0]), /error parsing version/);
    assert.match(String(reasons[1]), /use one of v1.12, v1.13/);
  });
});

describe("ConfigurationApply", () => {
  it("fails for a machine that is not there, and for one that is switched off", () => {
    const laboratory = new Laboratory();
    laboratory.machine("10.0.0.2", "stopped");
    assert.throws(
      () => applied(laboratory, { node: "10.0.0.1" }),
      /dial tcp 10.0.0.1:50000: connect: no route to host/,
    );
    assert.throws(() => applied(laboratory, { node: "10.0.0.2" }), /dial tcp 10.0.0.2:50000: i\/o timeout/);
  });

  it("configures a machine and says what it was given", () => {
    const laboratory = new Laboratory();
    const outputs = laboratory.configure("10.0.0.1", "controlplane");
    const machine = laboratory.world.get<{ talos: Properties }>("machine", "10.0.0.1");
    assert.partialDeepStrictEqual(machine?.talos, {
      mode: "configured",
      role: "controlplane",
      hostname: "node-1",
      clusterId: laboratory.identity.machineSecrets.cluster.id,
      endpoint: "https://10.0.0.9:6443",
      config: outputs["machineConfigurationHash"],
    });
    assert.match(String(outputs["machineConfiguration"]), /hostname: node-1/);
    assert.equal(outputs["resolvedApplyMode"], "auto");
  });

  it("refuses a patch that Talos can't decode and a configuration that contradicts itself", () => {
    const laboratory = new Laboratory();
    laboratory.machine("10.0.0.1");
    assert.throws(
      () => applied(laboratory, { configPatches: ["machine:\n  nope: 1\n"] }),
      /unknown keys found/,
    );
    assert.throws(
      () =>
        applied(laboratory, {
          configPatches: ["apiVersion: v1alpha1\nkind: HostnameConfig\nhostname: cp-1\n"],
        }),
      /InvalidArgument.*'auto' and 'hostname' cannot be set at the same time/,
    );
    assert.equal(laboratory.world.get<Properties>("machine", "10.0.0.1")?.["talos"], undefined);
  });

  it("refuses a machine's old client only once the machine has its configuration", () => {
    const laboratory = new Laboratory();
    laboratory.machine("10.0.0.1");
    const stranger = {
      clientConfiguration: { ...laboratory.identity.clientConfiguration, caCertificate: "b3RoZXI=" },
    };
    applied(laboratory, stranger);
    assert.throws(() => applied(laboratory, stranger), /certificate signed by unknown authority/);
  });

  it("does not go through an address that no control plane has, such as a virtual one", () => {
    const laboratory = new Laboratory();
    laboratory.configure("10.0.0.1", "controlplane");
    assert.throws(() => applied(laboratory, { endpoint: "10.0.0.9" }), /dial tcp 10.0.0.9:50000/);
    laboratory.configure("10.0.0.2", "worker");
    assert.throws(() => applied(laboratory, { endpoint: "10.0.0.2" }), /no configured control plane/);
  });

  it("leaves the machine alone when it is deleted, and resets it when it was told so", () => {
    const laboratory = new Laboratory();
    laboratory.configure("10.0.0.1", "controlplane");
    const resource = laboratory.resource(talos, tokens.apply);
    const outputs = laboratory.configure("10.0.0.2", "worker");
    resource.delete?.("", outputs, laboratory.context());
    assert.equal(mode(laboratory, "10.0.0.2"), "configured");
    resource.delete?.("", { ...outputs, onDestroy: { reset: true, reboot: true } }, laboratory.context());
    assert.equal(mode(laboratory, "10.0.0.2"), "maintenance");
  });

  it("does not reset the last control plane gracefully", () => {
    const laboratory = new Laboratory();
    laboratory.cluster();
    const outputs = { node: "10.0.0.1", clientConfiguration: laboratory.identity.clientConfiguration };
    const reset = (onDestroy: Properties) =>
      laboratory.resource(talos, tokens.apply).delete?.("", { ...outputs, onDestroy }, laboratory.context());
    assert.throws(() => reset({ reset: true }), /last member of the cluster/);
    reset({ reset: true, graceful: false });
    assert.equal(mode(laboratory, "10.0.0.1"), "maintenance");
  });

  it("lets a control plane leave etcd only while a majority is there, and counts one that is wiped without leaving", () => {
    const laboratory = new Laboratory();
    laboratory.cluster();
    const { identity } = laboratory;
    laboratory.configure("10.0.0.3", "controlplane");
    laboratory.configure("10.0.0.4", "controlplane");
    const clusterId = identity.machineSecrets.cluster.id;
    const reset = (node: string, graceful: boolean) =>
      laboratory
        .resource(talos, tokens.apply)
        .delete?.(
          "",
          { node, clientConfiguration: identity.clientConfiguration, onDestroy: { reset: true, graceful } },
          laboratory.context(),
        );

    reset("10.0.0.4", true);
    assert.equal(isApiUp(laboratory.world, clusterId), true);
    reset("10.0.0.3", false);
    assert.equal(isApiUp(laboratory.world, clusterId), false);
    assert.throws(() => reset("10.0.0.1", true), /failed to leave etcd: etcdserver: no leader/);
  });

  it("gives a machine without a host name one that depends on the machine only", () => {
    const laboratory = new Laboratory();
    laboratory.machine("10.0.0.1");
    const hostname = () => {
      applied(laboratory, {});
      return (
        laboratory.world.get<{ talos: { hostname: string } }>("machine", "10.0.0.1")?.talos.hostname ?? ""
      );
    };
    const first = hostname();
    assert.match(first, /^talos-\w{3}-\w{3}$/);
    assert.equal(hostname(), first);
  });
});

describe("Bootstrap", () => {
  it("fails on a machine without configuration and on a worker", () => {
    const laboratory = new Laboratory();
    laboratory.machine("10.0.0.1");
    laboratory.configure("10.0.0.2", "worker");
    assert.throws(() => {
      laboratory.bootstrap("10.0.0.1");
    }, /not implemented in maintenance mode/);
    assert.throws(() => {
      laboratory.bootstrap("10.0.0.2");
    }, /only available on control plane nodes/);
  });

  it("works once per cluster, whichever control plane is asked", () => {
    const laboratory = new Laboratory();
    laboratory.configure("10.0.0.1", "controlplane");
    laboratory.configure("10.0.0.2", "controlplane");
    laboratory.bootstrap();
    for (const node of ["10.0.0.1", "10.0.0.2"]) {
      assert.throws(() => {
        laboratory.bootstrap(node);
      }, /AlreadyExists desc = etcd data directory is not empty/);
    }
  });

  it("makes nodes of the machines that are configured, and of those that are later", () => {
    const laboratory = new Laboratory();
    laboratory.cluster({ network: false });
    laboratory.configure("10.0.0.3", "worker");
    assert.deepEqual(readiness(laboratory), { "node-1": false, "node-2": false, "node-3": false });
  });

  it("installs flannel unless it is told not to, so that nodes become Ready", () => {
    const laboratory = new Laboratory();
    laboratory.machine("10.0.0.1");
    applied(laboratory, { machineConfigurationInput: laboratory.configuration("controlplane", []) });
    laboratory.bootstrap();
    assert.deepEqual(Object.values(readiness(laboratory)), [true]);
  });

  it("lets nodes be Ready only while a network runs, their machine too", () => {
    const laboratory = new Laboratory();
    laboratory.cluster();
    assert.deepEqual(readiness(laboratory), { "node-1": true, "node-2": true });
    laboratory.world.remove("machine", "10.0.0.2");
    assert.deepEqual(readiness(laboratory), { "node-1": true, "node-2": false });
  });

  it("applies the manifests of the configuration: kinds of the Gateway API and objects", () => {
    const laboratory = new Laboratory();
    const address =
      "https://github.com/kubernetes-sigs/gateway-api/releases/download/v1.6.1/standard-install.yaml";
    const contents = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: from-talos\n";
    const patch = { cluster: { extraManifests: [address], inlineManifests: [{ name: "one", contents }] } };
    laboratory.cluster({ patches: [JSON.stringify(patch, undefined, 1)] });
    laboratory.object("gateway.networking.k8s.io/v1:GatewayClass", {
      metadata: { name: "cilium" },
      spec: { controllerName: "io.cilium/gateway-controller" },
    });
    laboratory.object("core/v1:ConfigMap", { metadata: { name: "facts", namespace: "from-talos" } });
    assert.throws(
      () =>
        laboratory.object("gateway.networking.k8s.io/v1alpha2:TCPRoute", {
          metadata: { name: "tcp" },
          spec: {},
        }),
      /no matches for kind "TCPRoute" in version "gateway.networking.k8s.io\/v1alpha2"/,
    );
  });
});

describe("Kubeconfig", () => {
  it("is refused before the bootstrap", () => {
    const laboratory = new Laboratory();
    laboratory.configure("10.0.0.1", "controlplane");
    const inputs = { node: "10.0.0.1", clientConfiguration: laboratory.identity.clientConfiguration };
    assert.throws(() => laboratory.create(talos, tokens.kubeconfig, inputs), /not bootstrapped yet/);
  });

  it("holds a certificate of the administrators that the cluster's authority signed", () => {
    const laboratory = new Laboratory();
    laboratory.cluster();
    const kubeconfig = parse(String(laboratory.kubernetesConfig["kubeconfig"])) as {
      clusters: { cluster: Record<string, string> }[];
      users: { user: Record<string, string> }[];
    };
    const cluster = kubeconfig.clusters[0]?.cluster;
    const authority = certificate(cluster?.["certificate-authority-data"]);
    const client = certificate(kubeconfig.users[0]?.user["client-certificate-data"]);
    assert.equal(cluster?.["server"], "https://10.0.0.9:6443");
    assert.equal(client.subject, "O=system:masters\nCN=admin");
    assert.ok(client.verify(authority.publicKey));
  });
});

describe("Schematic", () => {
  /** Ids that the public Image Factory gives these schematics. */
  const known = {
    "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba": "customization: {}",
    ce4c980550dd2ab1b17bbf2b08801c7eb59418eafe8f279833297925d67c7515:
      "customization:\n  systemExtensions:\n    officialExtensions: [siderolabs/qemu-guest-agent]\n",
    "613e1592b2da41ae5e265e8789429f22e121aab91cb4deb6bc3c0b6262961245":
      "customization:\n  systemExtensions:\n    officialExtensions: [siderolabs/iscsi-tools, siderolabs/util-linux-tools]\n",
  };

  for (const [id, schematic] of Object.entries(known)) {
    it(`has the factory's id ${id.slice(0, 8)} and is registered under it`, () => {
      const laboratory = new Laboratory();
      assert.equal(laboratory.create(talos, tokens.schematic, { schematic }).id, id);
      assert.notEqual(laboratory.world.get("schematic", id), undefined);
    });
  }

  it("refuses what is not YAML, unknown keys and unknown extensions", () => {
    const check = (schematic: string) =>
      talos.resource(tokens.schematic)?.check?.({ schematic }, new Laboratory().context())[0]?.reason ?? "";
    assert.match(check("a: ["), /failed to unmarshal schematic/);
    assert.match(check("customisation: {}"), /field customisation not found/);
    assert.match(
      check("customization: {systemExtensions: {officialExtensions: [siderolabs/qemu-agent]}}"),
      /official extension "siderolabs\/qemu-agent" is not available/,
    );
  });
});

describe("removeAbandonedClusters", () => {
  it("removes a cluster with all that is in it once its last machine is gone", () => {
    const laboratory = new Laboratory();
    laboratory.cluster();
    laboratory.object("core/v1:ConfigMap", { metadata: { name: "facts", namespace: "default" } });
    laboratory.world.remove("machine", "10.0.0.1");
    removeAbandonedClusters(laboratory.world);
    assert.equal(laboratory.world.list("cluster").length, 1);
    laboratory.world.remove("machine", "10.0.0.2");
    removeAbandonedClusters(laboratory.world);
    const left = ["cluster", "object", "fieldManagers", "crd", "release"].map(
      (collection) => laboratory.world.list(collection).length,
    );
    assert.deepEqual(left, [0, 0, 0, 0, 0]);
  });
});

/** Applies the configuration of a control plane to 10.0.0.1, but for the inputs that are given. */
function applied(laboratory: Laboratory, inputs: Properties): unknown {
  return laboratory.create(talos, tokens.apply, {
    node: "10.0.0.1",
    clientConfiguration: laboratory.identity.clientConfiguration,
    machineConfigurationInput: laboratory.configuration("controlplane"),
    ...inputs,
  });
}

function readiness(laboratory: Laboratory): Record<string, boolean> {
  const nodes = nodesOf(laboratory.world, laboratory.identity.machineSecrets.cluster.id);
  return Object.fromEntries(nodes.map(({ name, ready }) => [name, ready]));
}

function mode(laboratory: Laboratory, address: string): string | undefined {
  return laboratory.world.get<{ talos: { mode: string } }>("machine", address)?.talos.mode;
}

function certificate(text: string | undefined): X509Certificate {
  return new X509Certificate(Buffer.from(text ?? "", "base64"));
}

function clusterId(outputs: Properties): string {
  return (outputs["machineSecrets"] as { cluster: { id: string } }).cluster.id;
}
