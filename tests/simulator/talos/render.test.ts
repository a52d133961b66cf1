import assert from "node:assert/strict";
import { parseAllDocuments } from "yaml";
import { generateIdentity } from "../../../simulator/packages/talos/pki/secrets.ts";
import {
  patchMachineConfiguration,
  renderMachineConfiguration,
  type GenerationInput,
} from "../../../simulator/packages/talos/render/index.ts";
import { Talosctl } from "./talosctl.ts";

const input: Omit<GenerationInput, "machineSecrets"> = {
  clusterName: "edge",
  clusterEndpoint: "https://10.0.0.10:6443",
  machineType: "controlplane",
  talosVersion: "v1.13",
  kubernetesVersion: "1.35.4",
};

/** Patches that talosctl accepts on a control plane, one list per case. */
const patches: Readonly<Record<string, readonly string[]>> = {
  "merges maps and appends lists": [
    "machine:\n  certSANs: [10.0.0.9]\n  nodeLabels: {zone: a}\n",
    "machine:\n  certSANs: [api.example.org]\n  nodeLabels: {pool: b}\n",
  ],
  "overwrites pod and service subnets": [
    "cluster:\n  network:\n    podSubnets: [10.1.0.0/16]\n    serviceSubnets: [10.2.0.0/16]\n    cni: {name: none}\n  proxy: {disabled: true}\n",
  ],
  "merges admission plugins by name and appends the lists in them": [
    "cluster:\n  apiServer:\n    admissionControl:\n      - name: PodSecurity\n        configuration:\n          defaults: {enforce: restricted}\n          exemptions: {namespaces: [longhorn-system]}\n",
  ],
  "replaces the audit policy": [
    "cluster:\n  apiServer:\n    auditPolicy:\n      apiVersion: audit.k8s.io/v1\n      kind: Policy\n      rules: [{level: RequestResponse}]\n",
  ],
  "merges documents by kind": [
    'apiVersion: v1alpha1\nkind: HostnameConfig\nhostname: edge-cp-1\nauto: "off"\n',
  ],
  "adds documents that are not there yet": [
    "apiVersion: v1alpha1\nkind: Layer2VIPConfig\nname: 10.0.0.9\nlink: eth0\n---\napiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\ningress: block\n",
  ],
  "keeps documents of one kind apart by name and replaces rule lists": [
    "apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: api\nportSelector: {ports: [6443], protocol: tcp}\ningress: [{subnet: 10.0.0.0/8}]\n",
    "apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: api\nportSelector: {ports: [6443, 50000], protocol: tcp}\ningress: [{subnet: 10.1.0.0/16}]\n---\napiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: etcd\nportSelector: {ports: [2379-2380], protocol: tcp}\ningress: [{subnet: 10.0.0.0/8}]\n",
  ],
  "deletes a key, an element of a list and a document": [
    "machine:\n  nodeLabels:\n    node.kubernetes.io/exclude-from-external-load-balancers:\n      $patch: delete\ncluster:\n  apiServer:\n    admissionControl:\n      - name: PodSecurity\n        $patch: delete\n---\napiVersion: v1alpha1\nkind: HostnameConfig\n$patch: delete\n",
  ],
  "merges interfaces by name": [
    "machine:\n  network:\n    interfaces:\n      - interface: eth0\n        addresses: [10.0.0.2/24]\n",
    "machine:\n  network:\n    interfaces:\n      - interface: eth0\n        mtu: 9000\n      - interface: eth1\n        dhcp: true\n",
  ],
  "lets an argument that is given again win": [
    "machine:\n  kubelet:\n    extraArgs: {rotate-server-certificates: 'false', v: '2'}\n",
    "machine:\n  kubelet:\n    extraArgs: {rotate-server-certificates: 'true'}\n",
  ],
  "leaves a scalar that is patched with the empty string": [
    "machine:\n  install:\n    image: ''\n    wipe: true\n",
  ],
};

/** Patches that talosctl refuses, and what the refusal says. */
const refusals: Readonly<Record<string, readonly [string, RegExp]>> = {
  "an unknown key": ["machine:\n  nodeLabel: {a: b}\n", /unknown keys found/],
  "an unknown section": ["machines:\n  type: worker\n", /missing kind/],
  "an unknown kind": ["apiVersion: v1alpha1\nkind: KubeFlannelConfig\n", /not registered/],
  "a JSON patch": [
    '[{"op": "add", "path": "/machine/env", "value": {}}]',
    /JSON6902 patches are not supported/,
  ],
  "a list where a map belongs": ["machine: [a]\n", /cannot construct !!seq/],
  "the deletion of a label that is not there": [
    "machine:\n  nodeLabels:\n    x:\n      $patch: delete\n",
    /lookup failed/,
  ],
  "the deletion of the original document": ["machine: {}\n$patch: delete\n", /delete/],
};

describe("renderMachineConfiguration", () => {
  let talosctl: Talosctl;
  before(() => {
    talosctl = new Talosctl();
  });
  after(() => {
    talosctl.dispose();
  });

  for (const machineType of ["controlplane", "worker"] as const) {
    for (const contract of ["v1.12", "v1.13"]) {
      it(`generates what talosctl generates for a ${machineType} under contract ${contract}`, () => {
        const rendered = renderMachineConfiguration({
          ...input,
          machineType,
          talosVersion: contract,
          machineSecrets: talosctl.secrets,
        });
        assert.deepEqual(content(rendered), content(talosctl.generate(machineType, contract)));
      });
    }

    for (const mode of ["cloud", "metal"] as const) {
      it(`makes of its own secrets a ${machineType} configuration that talosctl accepts in mode ${mode}`, () => {
        const { machineSecrets } = generateIdentity();
        talosctl.validate(renderMachineConfiguration({ ...input, machineType, machineSecrets }), mode);
      });
    }
  }

  it("gives the same text for the same input", () => {
    const render = () =>
      renderMachineConfiguration(
        { ...input, machineSecrets: talosctl.secrets },
        patches["merges documents by kind"],
      );
    assert.equal(render(), render());
  });

  it("quotes words that older YAML takes for booleans", () => {
    const patch = 'apiVersion: v1alpha1\nkind: HostnameConfig\nhostname: edge-cp-1\nauto: "off"\n';
    const rendered = renderMachineConfiguration({ ...input, machineSecrets: talosctl.secrets }, [patch]);
    assert.match(rendered, /^auto: "off"$/m);
  });

  it("refuses a contract of another dialect", () => {
    assert.throws(
      () => renderMachineConfiguration({ ...input, talosVersion: "v1.14", machineSecrets: talosctl.secrets }),
      /version contract v1.14 is not simulated/,
    );
  });

  it("refuses an endpoint without https", () => {
    assert.throws(
      () =>
        renderMachineConfiguration({
          ...input,
          clusterEndpoint: "10.0.0.10:6443",
          machineSecrets: talosctl.secrets,
        }),
      /should have scheme https/,
    );
  });

  it("renders a contradiction, which talosctl refuses", () => {
    const rendered = renderMachineConfiguration({ ...input, machineSecrets: talosctl.secrets }, [
      "apiVersion: v1alpha1\nkind: HostnameConfig\nhostname: edge-cp-1\n",
    ]);
    assert.throws(() => {
      talosctl.validate(rendered, "metal");
    }, /'auto' and 'hostname' cannot be set at the same time/);
  });
});

describe("patchMachineConfiguration", () => {
  let talosctl: Talosctl;
  let configuration: string;
  before(() => {
    talosctl = new Talosctl();
    configuration = talosctl.generate("controlplane", "v1.13");
  });
  after(() => {
    talosctl.dispose();
  });

  for (const [sentence, list] of Object.entries(patches)) {
    it(`${sentence}, as talosctl does`, () => {
      const patched = patchMachineConfiguration(configuration, list);
      assert.deepEqual(content(patched), content(talosctl.patch(configuration, list)));
    });
  }

  for (const [what, [patch, reason]] of Object.entries(refusals)) {
    it(`refuses ${what}, as talosctl does`, () => {
      assert.throws(() => talosctl.patch(configuration, [patch]));
      assert.throws(() => patchMachineConfiguration(configuration, [patch]), reason);
    });
  }
});

/** What a configuration says: its documents without empty values, which Talos leaves out or in by field. */
function content(configuration: string): unknown {
  const documents = parseAllDocuments(configuration).map((document) => document.toJS() as unknown);
  return documents.filter((document) => document !== null).map(withoutEmpty);
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((element: unknown) => withoutEmpty(element));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const entries = Object.entries(value).map(([key, nested]) => [key, withoutEmpty(nested)] as const);
  return Object.fromEntries(entries.filter(([, nested]) => !isEmpty(nested)));
}

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === "object" && Object.keys(value).length === 0);
}
