import assert from "node:assert/strict";

import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";

import { CloudController } from "../../../components/cloud/index.ts";
import type { CloudControllerArgs } from "../../../components/cloud/index.ts";
import { covers } from "../../../policy/judge/exemptions.ts";
import { judgeResource } from "../../../policy/judge/judge.ts";
import { settingsOf } from "../../../policy/judge/levels.ts";
import { rules } from "../../../policy/rules/index.ts";
import { resourceOf } from "../../policy/support/sample.ts";
import { record } from "../../support/record.ts";
import type { Recorded } from "../../support/record.ts";
import { aws, azure, controllers, gcp } from "./samples.ts";

const TYPE = "infraflux:index:CloudController";
const RELEASE = "kubernetes:helm.sh/v3:Release";

/** What the policy pack refuses of a child of the component, in the strictest environment. */
function findings({ type, name, inputs }: Recorded): string[] {
  const resource = resourceOf({ type, name, props: inputs, parentType: TYPE });
  const settings = settingsOf("prod");
  return rules
    .filter((rule) => rule.scope === "resource")
    .filter(({ id }) => !settings.exemptions.some((exemption) => covers(exemption, id, resource.urn)))
    .flatMap((rule) =>
      judgeResource(rule, resource, settings).violations.map(
        ({ message }) => `${rule.id}: ${name}: ${message}`,
      ),
    );
}

describe("CloudController", () => {
  for (const args of controllers) {
    describe(`on ${args.cloud}`, () => {
      it("has children that wait for what it waits for, and that nothing waits for", async () => {
        const seen = await record(() => {
          const before = new Namespace("before");
          return new CloudController("edge-cloud", args, { dependsOn: [before] });
        });
        const children = seen.resources.filter(
          ({ type }) => ![TYPE, "kubernetes:core/v1:Namespace"].includes(type),
        );
        const awaited = children.filter(
          ({ type, inputs: { skipAwait, metadata } }) =>
            (type === RELEASE && skipAwait !== true) ||
            (type.startsWith("kubernetes:apps/") &&
              (metadata as { annotations?: Record<string, string> }).annotations?.["pulumi.com/skipAwait"] !==
                "true"),
        );

        assert.ok(children.length > 0);
        assert.deepEqual(
          children.map(({ name, parent, dependsOn }) => [name, parent, dependsOn.includes("before")]),
          children.map(({ name }) => [name, "edge-cloud", true]),
        );
        assert.deepEqual(
          awaited.map(({ name }) => name),
          [],
        );
      });

      it("may be there for two clusters in one program", async () => {
        const seen = await record(() => [
          new CloudController("one", args),
          new CloudController("two", { ...args, clusterName: "two" }),
        ]);

        assert.equal(seen.all(TYPE).length, 2);
        assert.deepEqual(
          seen.resources.map(({ name }) => name).filter((name) => !/^(one|two)(-|$)/.test(name)),
          [],
        );
      });

      it("breaks no rule of the policy pack that it has no exemption of", async () => {
        const seen = await record(() => new CloudController("edge-cloud", args));

        assert.deepEqual(seen.resources.flatMap(findings), []);
      });

      it("holds nothing secret", async () => {
        const seen = await record(() => new CloudController("edge-cloud", args));

        assert.doesNotMatch(
          JSON.stringify(seen.toJSON()),
          /secretAccessKey|clientSecret|aadClientSecret|privateKey|password/i,
        );
      });
    });
  }

  it("takes charts from where their projects publish them, or from a mirror", async () => {
    const sourceOf = async (args: CloudControllerArgs) => {
      const { chart, version, repositoryOpts } = (
        await record(() => new CloudController("edge-cloud", args))
      ).only(RELEASE).inputs;
      return { chart, version, repositoryOpts };
    };
    const repository = "oci://registry.example.org/charts";

    assert.deepEqual(await sourceOf(aws), {
      chart: "aws-cloud-controller-manager",
      version: "0.0.11",
      repositoryOpts: { repo: "https://kubernetes.github.io/cloud-provider-aws" },
    });
    assert.deepEqual(await sourceOf(azure), {
      chart: "cloud-provider-azure",
      version: "1.36.0",
      repositoryOpts: {
        repo: "https://raw.githubusercontent.com/kubernetes-sigs/cloud-provider-azure/master/helm/repo",
      },
    });
    assert.deepEqual(await sourceOf({ ...aws, chart: { ...aws.chart, repository } }), {
      chart: `${repository}/aws-cloud-controller-manager`,
      version: "0.0.11",
      repositoryOpts: undefined,
    });
    assert.deepEqual(await sourceOf({ ...azure, chart: { ...azure.chart, repository } }), {
      chart: `${repository}/cloud-provider-azure`,
      version: "1.36.0",
      repositoryOpts: undefined,
    });
  });

  const refused: readonly [title: string, args: CloudControllerArgs, message: string][] = [
    [
      "a version that is not exact, of the controller and of the chart",
      { ...aws, version: "v1.35", chart: { version: "latest" } },
      'version: want an exact version such as "1.35.0", got "v1.35"\n' +
        'chart.version: want an exact version such as "1.36.0", got "latest"',
    ],
    [
      "a network of pods that is none",
      { ...gcp, podCidr: "10.244.0.0" },
      'podCidr: want a network in CIDR notation such as 10.0.0.0/24, got "10.244.0.0"',
    ],
    [
      "no control planes",
      { ...azure, controlPlanes: 0 },
      "controlPlanes: want a whole number of machines from 1, got 0",
    ],
    [
      "routes without a table for them on Azure",
      { ...azure, routes: true },
      "place.routeTable: want the name of the subnet's route table, which routes are kept in, got none; leave routes out for pods that talk through a tunnel",
    ],
  ];
  for (const [title, args, message] of refused) {
    it(`refuses ${title}`, async () => {
      await assert.rejects(
        record(() => new CloudController("edge-cloud", args)),
        { message },
      );
    });
  }
});
