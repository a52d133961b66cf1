import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { programOf } from "../../tools/lib/package-program.mjs";
import { root } from "../../tools/lib/paths.mjs";

const checker = programOf("dependency-cruiser", "depcruise");

const installed = "node_modules/";

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
  readonly to: string;
}

/** One import per wall, and the rule that it breaks. */
const forbidden: readonly [from: string, to: string, rule: string][] = [
  ["index.ts", "automation/cli.ts", "program-uses-config-and-components"],
  ["stack/cilium.ts", "simulator/plugin.ts", "program-uses-config-and-components"],
  ["stack/cilium.ts", "components/cilium/plan/values.ts", "program-uses-config-and-components"],
  ["automation/cli.ts", "stack/cilium.ts", "runner-uses-config-and-simulator"],
  ["components/talos/talos.ts", "config/load.ts", "components-stand-alone"],
  ["components/talos/talos.ts", "simulator/plugin.ts", "components-stand-alone"],
  ["components/talos/talos.ts", "index.ts", "components-stand-alone"],
  ["components/talos/talos.ts", "components/cilium/plan/values.ts", "components-through-their-index"],
  ["components/index.ts", "components/cilium/plan/values.ts", "package-index-exports-folders"],
  ["components/shared/cidr.ts", "components/talos/index.ts", "shared-knows-no-component"],
  ["components/machines/aws/aws.ts", "components/machines/proxmox/index.ts", "machine-providers-apart"],
  ["stack/providers/metal/index.ts", "components/machines/proxmox/index.ts", "provider-mappings-apart"],
  ["stack/providers/metal/index.ts", "stack/providers/proxmox/index.ts", "provider-mappings-apart"],
  ["stack/providers/load.ts", "stack/providers/aws/index.ts", "clouds-are-loaded-when-chosen"],
  ["components/index.ts", "components/machines/aws/index.ts", "clouds-are-loaded-when-chosen"],
  ["components/machines/index.ts", "components/machines/azure/index.ts", "clouds-are-loaded-when-chosen"],
  ["tests/stack/mapping.test.ts", "stack/providers/gcp/index.ts", "clouds-are-loaded-when-chosen"],
  ["tests/stack/providers/aws/aws.test.ts", "components/machines/gcp/index.ts", "aws-apart"],
  ["simulator/plugin.ts", "node_modules/@pulumi/aws/ec2/vpc.js", "aws-sdk-in-its-folders"],
  ["tests/machines.test.ts", "node_modules/@pulumi/azure-native/provider.js", "azure-sdk-in-its-folders"],
  ["components/dns/aws/aws.ts", "node_modules/@pulumi/gcp/dns/recordSet.js", "gcp-sdk-in-its-folders"],
  ["components/machines/aws/aws.ts", "node_modules/@pulumi/aws/index.js", "sdks-by-the-file"],
  ["components/machines/aws/aws.ts", "node_modules/@pulumi/aws/ec2/index.js", "sdks-by-the-file"],
  ["components/machines/instances.ts", "components/shared/args-check.ts", "instances-are-pure"],
  ["config/schema.ts", "components/machines/machines.ts", "config-is-data"],
  ["config/schema.ts", "components/talos/index.ts", "config-is-data"],
  ["config/schema.ts", "components/cilium/index.ts", "config-is-data"],
  ["components/cilium/plan/plan.ts", "components/cilium/cilium-stack.ts", "cilium-plan-is-pure"],
  ["components/cilium/plan/plan.ts", "components/gates/index.ts", "cilium-plan-is-pure"],
  ["config/schema.ts", "automation/cli.ts", "config-is-data"],
  ["simulator/plugin.ts", "components/shared/cidr.ts", "simulator-stands-alone"],
  ["simulator/plugin.ts", "config/load.ts", "simulator-stands-alone"],
  ["automation/cli.ts", "components/talos/index.ts", "runner-uses-config-and-simulator"],
  ["automation/cli.ts", "index.ts", "program-is-loaded-per-run"],
  ["policy/main.ts", "config/load.ts", "policies-stand-alone"],
  ["policy/main.ts", "components/flux/index.ts", "policies-stand-alone"],
  ["sdks/talos/index.ts", "components/shared/cidr.ts", "sdks-stand-alone"],
  ["config/schema.ts", "tests/support.ts", "nobody-needs-the-tests"],
  ["simulator/plugin.ts", "tools/lib.ts", "nobody-needs-the-tools"],
];

/** Imports that the walls let through. */
const allowed: readonly [from: string, to: string][] = [
  ["index.ts", "config/load.ts"],
  ["index.ts", "stack/cilium.ts"],
  ["stack/cilium.ts", "config/load.ts"],
  ["stack/cilium.ts", "components/cilium/index.ts"],
  ["index.ts", "components/machines/proxmox/index.ts"],
  ["components/talos/talos.ts", "components/cilium/index.ts"],
  ["components/talos/talos.ts", "components/shared/cidr.ts"],
  ["components/talos/talos.ts", "sdks/talos/index.ts"],
  ["components/machines/proxmox/proxmox.ts", "components/machines/machines.ts"],
  ["stack/providers/aws/index.ts", "components/machines/aws/index.ts"],
  ["stack/providers/aws/index.ts", "components/dns/aws/index.ts"],
  ["tests/stack/providers/aws/aws.test.ts", "stack/providers/aws/index.ts"],
  ["components/machines/aws/aws.ts", "components/machines/machines.ts"],
  ["components/machines/aws/aws.ts", "node_modules/@pulumi/aws/ec2/vpc.js"],
  ["components/machines/instances.ts", "components/machines/instances/aws.ts"],
  ["config/schema.ts", "components/machines/instances.ts"],
  ["config/schema.ts", "components/shared/cidr.ts"],
  ["config/schema.ts", "components/cilium/plan/index.ts"],
  ["automation/cli.ts", "config/load.ts"],
  ["automation/cli.ts", "simulator/environment.ts"],
  ["tests/support.ts", "simulator/plugin.ts"],
];

describe("the walls between the folders", () => {
  const folder = mkdtempSync(join(tmpdir(), "infraflux-layers-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** What a repository with these imports is accused of. */
  const violations = (imports: readonly (readonly string[])[]): string[] => {
    const tree = mkdtempSync(join(folder, "tree-"));
    const put = (file: string, text: string) => {
      mkdirSync(dirname(join(tree, file)), { recursive: true });
      writeFileSync(join(tree, file), text, { flag: "a" });
    };
    put("tsconfig.json", "{}");
    put("package.json", "{}");
    for (const [from = "", to = ""] of imports) {
      put(to, "");
      const up = "../".repeat(from.split("/").length - 1) || "./";
      put(from, `import "${to.startsWith(installed) ? to.replace(installed, "") : up + to}";\n`);
    }
    const config = `--config=${join(root, ".dependency-cruiser.js")}`;
    const { stdout } = spawnSync("node", [checker, config, "--output-type=json", "."], {
      cwd: tree,
      encoding: "utf8",
    });
    const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[] } };
    return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  };

  describe("let nothing through that", () => {
    let seen: string[] = [];
    before(() => {
      seen = violations(forbidden);
    });

    for (const [from, to, rule] of forbidden) {
      it(`goes from ${from} to ${to}`, () => {
        assert.ok(seen.includes(`${rule}: ${from} → ${to}`), `${rule} is not among\n${seen.join("\n")}`);
      });
    }
  });

  it("let no circle through", () => {
    const circle = [
      ["config/a.ts", "config/b.ts"],
      ["config/b.ts", "config/a.ts"],
    ];

    assert.deepEqual(violations(circle), ["no-cycle: config/a.ts → config/b.ts"]);
  });

  it("let everything else through", () => {
    assert.deepEqual(violations(allowed), []);
  });
});
