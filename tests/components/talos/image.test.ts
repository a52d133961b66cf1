import assert from "node:assert/strict";

import { TalosImage, type TalosImageArgs } from "../../../components/talos/index.ts";
import { record, type How } from "../../support/record.ts";

const SCHEMATIC = "talos:imageFactory/schematic:Schematic";
const agentId = "ce4c980550dd2ab1b17bbf2b08801c7eb59418eafe8f279833297925d67c7515";
const args: TalosImageArgs = { version: "1.13.9", extensions: ["siderolabs/qemu-guest-agent"] };

/** In a preview, because there the resource's id is unknown, and the mocks would make up a wrong one. */
async function image(changes: Partial<TalosImageArgs> = {}, how: How = { preview: true }) {
  const made: TalosImage[] = [];
  const seen = await record(() => made.push(new TalosImage("edge-image", { ...args, ...changes })), how);
  return { seen, image: made[0] };
}

describe("TalosImage", () => {
  it("knows its addresses before the schematic is registered", async () => {
    const { image: found } = await image();

    assert.equal(found?.schematicId, agentId);
    assert.equal(found.installerImage, `factory.talos.dev/nocloud-installer/${agentId}:v1.13.9`);
    assert.equal(found.url, `https://factory.talos.dev/image/${agentId}/v1.13.9/nocloud-amd64.qcow2`);
  });

  it("registers the schematic whose id it uses", async () => {
    const { seen } = await image();
    const { inputs, parent } = seen.only(SCHEMATIC);

    assert.equal(parent, "edge-image");
    assert.deepEqual(inputs, {
      schematic:
        "customization:\n    systemExtensions:\n        officialExtensions:\n            - siderolabs/qemu-guest-agent\n",
    });
  });

  it("takes the images of a mirror", async () => {
    const { image: found } = await image({ factoryUrl: "https://factory.example.org:8443" });

    assert.equal(found?.installerImage, `factory.example.org:8443/nocloud-installer/${agentId}:v1.13.9`);
    assert.equal(found.url, `https://factory.example.org:8443/image/${agentId}/v1.13.9/nocloud-amd64.qcow2`);
  });

  it("takes the signed images for Secure Boot", async () => {
    const { image: found } = await image({ secureBoot: true });

    assert.match(found?.installerImage ?? "", /^factory\.talos\.dev\/nocloud-installer-secureboot\//);
    assert.match(found?.url ?? "", /\/nocloud-amd64-secureboot\.qcow2$/);
  });

  it("takes the images of its platform", async () => {
    const { image: found } = await image({ platform: "metal" });

    assert.match(found?.installerImage ?? "", /^factory\.talos\.dev\/metal-installer\//);
    assert.match(found?.url ?? "", /\/metal-amd64\.raw\.xz$/);
  });

  const refused: [Partial<TalosImageArgs>, string][] = [
    [{ version: "v1.13.9" }, 'version: want an exact version without "v" such as "1.13.9", got "v1.13.9"'],
    [
      { factoryUrl: "factory.example.org" },
      'factoryUrl: want an address such as "https://factory.talos.dev", got "factory.example.org"',
    ],
    [
      { extensions: ["siderolabs/qemu-guest-agent", "iscsi-tools"] },
      'extensions: want names such as "siderolabs/qemu-guest-agent", got "iscsi-tools"',
    ],
  ];

  for (const [changes, message] of refused) {
    it(`refuses ${JSON.stringify(changes)}`, async () => {
      await assert.rejects(image(changes), { message });
    });
  }

  it("two of them can live in one stack", async () => {
    await record(() => [new TalosImage("a", args), new TalosImage("b", args)], { preview: true });
  });
});
