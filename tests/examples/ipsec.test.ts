import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Outcome } from "../../automation/session.ts";
import { Layers } from "../../config/layers.ts";
import { committedValues, simulatedStack } from "../support/engine.ts";
import type { TestStack } from "../support/engine.ts";
import { pretendInstalledIn } from "../support/installed-cilium.ts";
import { leaksIn } from "../support/leaks.ts";
import { layered, stateOf } from "./custom-layer.ts";

const example = layered("dev", "examples/ipsec/ipsec.yaml");

/** The example with the key of another number. */
const withKey = (keyId: number) =>
  Layers.merged([
    { name: "example", tree: example },
    { name: "key", tree: { cilium: { settings: { encryption: { ipsec: { keyId } } } } } },
  ]).tree;

/** What an operation changed, as change and name, without the providers that the engine makes by itself. */
const changes = ({ changed }: Outcome) =>
  changed
    .filter(({ name }) => !name.startsWith("default_"))
    .map(({ change, name }) => `${change} ${name}`)
    .sort();

/** The Secret that the agents mount, as the API server has it. */
function keySecret({ world }: TestStack) {
  const [secret] = world
    .list<{ metadata: { name: string; labels: Record<string, string> }; data: Record<string, string> }>(
      "object",
    )
    .map(({ value }) => value)
    .filter(({ metadata }) => metadata.name === "cilium-ipsec-keys");
  return secret && { labels: secret.metadata.labels, keys: atob(secret.data["keys"] ?? "") };
}

describe("examples/ipsec", function () {
  this.timeout(180_000);
  let stack: TestStack;
  let withWireguard: unknown;
  const seen: string[] = [];

  before(async () => {
    stack = await simulatedStack(committedValues("dev"), { localPlugins: true });
    await stack.up();
    withWireguard = await stateOf(stack);
  });

  after(() => stack[Symbol.asyncDispose]());

  /** The key as the agents have it; every one that was seen is searched for in the end. */
  function key(): string {
    const { keys = "" } = keySecret(stack) ?? {};
    const [, digits = ""] = /^\d+\+ rfc4106\(gcm\(aes\)\) ([0-9a-f]{40}) 128$/.exec(keys) ?? [];
    assert.notEqual(digits, "", "the Secret is not of the form that Cilium reads");
    seen.push(digits, keys);
    return digits;
  }

  /** The one message for which an operation was refused, without the sentence that the engine puts before it. */
  async function refusal(operation: "preview" | "up"): Promise<string> {
    const world = stack.world.snapshot();
    const { failure, changed, diagnostics } = await stack.run(operation);
    assert.ok(failure, `${operation} was not refused`);
    assert.ok(!changed.some(({ name }) => name.endsWith("-cilium-release")));
    assert.equal(stack.world.snapshot(), world);
    assert.equal(diagnostics.length, 1);
    const [diagnostic = assert.fail()] = diagnostics;
    return diagnostic.message.replace(
      /^.*before hook "infraflux-dev-cilium-(key|version)-check" failed: /,
      "",
    );
  }

  it("makes a key and gives it to the agents before they start with IPsec", async () => {
    stack.configure(example);
    assert.deepEqual(
      changes(await stack.up()).filter((change) => change.startsWith("create")),
      ["create infraflux-dev-cilium-ipsec-keys", "create infraflux-dev-ipsec-key"],
    );

    key();
    assert.deepEqual(keySecret(stack)?.labels["infraflux.io/ipsec-key-id"], "1");
  });

  it("rotates the key under the next number, while the agents run on", async () => {
    const before = key();
    stack.configure(withKey(2));

    assert.deepEqual(changes(await stack.up()), [
      "replace infraflux-dev-ipsec-key",
      // The component's own inputs, which nothing on the cluster comes from.
      "update infraflux-dev-cilium",
      "update infraflux-dev-cilium-ipsec-keys",
    ]);
    assert.notEqual(key(), before);
    assert.match(keySecret(stack)?.keys ?? "", /^2\+ /);
  });

  it("changes nothing when it is brought up again", async () => {
    assert.deepEqual(changes(await stack.up()), []);
  });

  it("refuses a number that agents would not take for the next one, in a preview as in an update", async () => {
    stack.configure(withKey(4));
    const message =
      "key-number: settings.encryption.ipsec.keyId: want 3 after 2, got 4: agents tell a rotation by the next number, which is 1 after 15 (Cilium documentation, IPsec Transparent Encryption, Key Rotation). Set it to 3.";

    assert.equal(await refusal("preview"), message);
    assert.equal(await refusal("up"), message);
  });

  it("refuses to rotate the key and to move to another version of Cilium at once", async () => {
    await pretendInstalledIn(stack, "1.19.6");
    stack.configure(withKey(3));

    assert.match(
      await refusal("preview"),
      /^rotation-during-upgrade: charts\.ciliumVersion: want 1\.19\.6 while settings\.encryption\.ipsec\.keyId changes, got 1\.20\.0: .* Change one of them now, and the other when every agent runs\.$/,
    );
    await pretendInstalledIn(stack, "1.20.0");
  });

  it("takes a key that the stack is given, under the next number only", async () => {
    const given = "0123456789abcdef0123456789abcdef01234567";
    stack.configure(withKey(2));
    await stack.session.setSecrets({ "infraflux:ipsecKey": given });
    assert.match(await refusal("preview"), /^key-number: .*: want 3 with a new key, got 2: /);

    stack.configure(withKey(3));
    await stack.session.setSecrets({ "infraflux:ipsecKey": given });
    await stack.up();
    assert.equal(key(), given);
  });

  it("shows no key: not in the state, the logs nor what the engine prints", () => {
    const state = join(stack.folder, "backend/.pulumi/stacks/infraflux/dev.json");
    const texts = [
      { source: "state", text: readFileSync(state, "utf8") },
      { source: "log", text: stack.log },
    ];
    assert.equal(new Set(seen).size, 6);
    assert.deepEqual(leaksIn(texts, Object.fromEntries(seen.map((one) => [one, one]))), []);
  });

  it("leaves nothing behind when it goes back to WireGuard", async () => {
    stack.configure(committedValues("dev"));
    await stack.up();
    assert.deepEqual(await stateOf(stack), withWireguard);
  });
});
