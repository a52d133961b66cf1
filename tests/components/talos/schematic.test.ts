import assert from "node:assert/strict";

import { schematicId, schematicYaml, type SchematicSpec } from "../../../components/talos/index.ts";
import { registrationProblem } from "../../../components/talos/schematic.ts";

describe("schematicId", () => {
  // Published by the Image Factory and in its documentation.
  const published: [string, SchematicSpec, string][] = [
    ["no customization", {}, "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba"],
    [
      "the guest agent",
      { extensions: ["siderolabs/qemu-guest-agent"] },
      "ce4c980550dd2ab1b17bbf2b08801c7eb59418eafe8f279833297925d67c7515",
    ],
    [
      "what Longhorn needs",
      { extensions: ["siderolabs/util-linux-tools", "siderolabs/iscsi-tools"] },
      "613e1592b2da41ae5e265e8789429f22e121aab91cb4deb6bc3c0b6262961245",
    ],
  ];

  for (const [what, spec, id] of published) {
    it(`is the Image Factory's for ${what}`, () => {
      assert.equal(schematicId(spec), id);
    });
  }

  it("does not depend on the order of extensions, nor on repetition", () => {
    assert.equal(
      schematicId({ extensions: ["b/b", "a/a", "b/b"] }),
      schematicId({ extensions: ["a/a", "b/b"] }),
    );
  });

  it("depends on the order of kernel arguments, of which the last one wins", () => {
    assert.notEqual(
      schematicId({ extraKernelArgs: ["console=tty0", "console=ttyS0"] }),
      schematicId({ extraKernelArgs: ["console=ttyS0", "console=tty0"] }),
    );
  });
});

describe("schematicYaml", () => {
  it("writes kernel arguments before extensions, four spaces deep, and breaks no line", () => {
    const long = `dyndbg="${"file x.c +p; ".repeat(20)}"`;

    assert.equal(
      schematicYaml({
        extensions: ["siderolabs/qemu-guest-agent"],
        extraKernelArgs: ["console=ttyS0", long],
      }),
      `customization:
    extraKernelArgs:
        - console=ttyS0
        - ${long}
    systemExtensions:
        officialExtensions:
            - siderolabs/qemu-guest-agent
`,
    );
  });
});

describe("registrationProblem", () => {
  it("finds none where the Image Factory computed the same id", () => {
    assert.equal(registrationProblem({}, schematicId({})), undefined);
  });

  it("shows both ids and where to look", () => {
    assert.equal(
      registrationProblem({}, "abc"),
      `the Image Factory registered the schematic as abc, but its id was computed as ${schematicId({})}; ` +
        "look for unusual characters in extraKernelArgs, which the two may write differently",
    );
  });
});
