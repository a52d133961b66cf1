import assert from "node:assert/strict";

import { simulatedStack, type TestStack } from "../support/engine.ts";
import { smallest } from "../support/smallest.ts";

const peer = {
  name: "west",
  id: 8,
  podCidr: "10.245.0.0/16",
  nodeCidr: "192.168.20.0/24",
  addresses: ["192.168.20.200"],
};
const mesh = { authority: "own", peers: [peer] };
const meshed = { ...smallest, cilium: { settings: { mesh } } };

interface SecretObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly data?: Readonly<Record<string, string>>;
}

const authorityOf = ({ world }: TestStack) =>
  world
    .list<SecretObject>("object")
    .find(({ value }) => value.kind === "Secret" && value.metadata.name === "cilium-ca")?.value;

/** What the chart's certificate jobs leave behind on a cluster without a mesh. */
function leaveOwnAuthority({ world }: TestStack): void {
  const [cluster] = world.list("cluster");
  const made = { kind: "Secret", metadata: { name: "cilium-ca", namespace: "kube-system" } };
  world.put("object", [cluster?.id, "v1", "Secret", "kube-system", "cilium-ca"].join("|"), {
    ...{ apiVersion: "v1", ...made },
    data: { "ca.crt": "b3du", "ca.key": "b3du" },
  });
}

describe("a cluster that runs already", function () {
  this.timeout(300_000);
  let stack: TestStack;
  before(async () => {
    stack = await simulatedStack(smallest, { localPlugins: true });
    await stack.up();
    leaveOwnAuthority(stack);
  });
  after(async () => {
    await stack[Symbol.asyncDispose]();
  });

  it("joins a mesh in one update, which takes over the authority that its certificate jobs made", async () => {
    stack.configure(meshed);
    const { changed } = await stack.up();

    const { data = {} } = authorityOf(stack) ?? {};
    assert.deepEqual(Object.keys(data).sort(), ["ca.crt", "ca.key"]);
    assert.ok(!Object.values(data).includes("b3du"));
    // A gate that waits anew is one made anew.
    assert.deepEqual(
      changed.filter(({ change, type }) => /replace|delete/.test(change) && type !== "command:local:Command"),
      [],
    );
    const { failure, changes: again } = await stack.preview();
    assert.deepEqual([failure, again.create, again.update], [undefined, 0, 0]);
  });

  it("leaves it again, and what belonged to the mesh goes with it", async () => {
    await stack.session.unprotect();
    stack.configure(smallest);
    await stack.up();
    const types = (await stack.resources()).map(({ type }) => type);

    assert.equal(authorityOf(stack), undefined);
    assert.ok(!types.some((type) => type.startsWith("tls:") || type.endsWith(":MeshAuthority")));
    const [release] = stack.world
      .list<{ values: { clustermesh: { config: object }; certgen?: object } }>("release")
      .filter(({ id }) => id.endsWith("|cilium"));
    assert.deepEqual(release?.value.values.clustermesh.config, { enabled: true, clusters: {} });
    assert.equal(release.value.values.certgen, undefined);
  });
});
