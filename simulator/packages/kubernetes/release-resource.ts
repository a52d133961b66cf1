import type {
  CheckFailure,
  InputSchema,
  Properties,
  ResourceState,
  SimulatedResource,
} from "../../core/kind.ts";
import { typicalSeconds } from "../../core/durations.ts";
import type { ClusterApi } from "./api.ts";
import { chartOf } from "./charts.ts";
import { connect } from "./connection.ts";
import { connectUnlessGone } from "./object-resource.ts";
import { ApiError, at, textAt } from "./objects.ts";

const token = "kubernetes:helm.sh/v3:Release";

/** What the cluster keeps of a release. */
export interface ReleaseRecord {
  readonly chart: string;
  readonly version: string;
  readonly values: unknown;
  readonly revision: number;
}

const flags = [
  ...[
    "allowNullValues",
    "atomic",
    "cleanupOnFail",
    "createNamespace",
    "dependencyUpdate",
    "devel",
    "disableCRDHooks",
  ],
  ...[
    "disableOpenapiValidation",
    "disableWebhooks",
    "forceUpdate",
    "lint",
    "recreatePods",
    "renderSubchartNotes",
  ],
  ...["replace", "resetValues", "reuseValues", "skipAwait", "skipCrds", "verify", "waitForJobs"],
];
const texts = ["compat", "description", "keyring", "manifest", "name", "namespace", "postrender", "version"];

const schema: InputSchema = {
  chart: { type: "string", required: true },
  maxHistory: { type: "number" },
  timeout: { type: "number" },
  repositoryOpts: { type: "object" },
  resourceNames: { type: "any" },
  valueYamlFiles: { type: "any" },
  values: { type: "map" },
  ...Object.fromEntries(flags.map((name) => [name, { type: "boolean" }])),
  ...Object.fromEntries(texts.map((name) => [name, { type: name === "manifest" ? "any" : "string" }])),
};

/**
 * A Helm release: `kubernetes:helm.sh/v3:Release`.
 *
 * Charts are not rendered: what a chart brings to a cluster is in the table of `charts.ts`. Names are required here, so that
 * two runs make the same world.
 */
export const releaseResource: SimulatedResource = {
  schema,
  replaceOn: ["name", "namespace"],
  deleteBeforeReplace: true,
  volatileOutputs: ["status"],

  defaults: (inputs) => ({ namespace: "default", ...inputs }),
  check,

  create(inputs, { world, config }) {
    const api = connect(world, config);
    const { namespace } = identityOf(inputs);
    if (!api.hasNamespace(namespace)) {
      if (inputs["createNamespace"] !== true) {
        throw new ApiError(`create: failed to create: namespaces "${namespace}" not found`);
      }
      api.createNamespace(namespace);
    }
    if (world.get("release", recordId(api, inputs)) !== undefined) {
      throw new ApiError("cannot re-use a name that is still in use");
    }
    return deployed(inputs, api, 1);
  },

  update(_id, _outputs, inputs, { world, config }) {
    const api = connect(world, config);
    const { name } = identityOf(inputs);
    const record = world.get<ReleaseRecord>("release", recordId(api, inputs));
    if (record === undefined) {
      throw new ApiError(`"${name}" has no deployed releases`);
    }
    return deployed(inputs, api, record.revision + 1);
  },

  read(id, outputs, { world, config }) {
    const api = connect(world, config);
    const record = world.get<ReleaseRecord>("release", recordId(api, outputs));
    if (record === undefined) {
      return undefined;
    }
    const { version, values, revision } = record;
    return { id, outputs: { ...outputs, version, values, status: status(outputs, revision) } };
  },

  delete(_id, outputs, { world, config }) {
    const api = connectUnlessGone(world, config);
    if (api === undefined) {
      return;
    }
    world.remove("release", recordId(api, outputs));
    const { network } = chartOf(textAt(outputs, "chart") ?? "");
    if (network !== undefined && api.cluster.cni === network) {
      api.setNetwork(undefined);
    }
  },

  seconds(operation, inputs) {
    const awaits = (operation === "create" || operation === "update") && inputs["skipAwait"] !== true;
    return (
      typicalSeconds(token, operation) + (awaits ? chartOf(textAt(inputs, "chart") ?? "").startSeconds : 0)
    );
  },
};

/** What Helm says of a release without waiting for the cluster. */
function check(inputs: Properties): CheckFailure[] {
  const { chart, name, version } = inputs;
  const failures: CheckFailure[] = [];
  const isAddress = typeof chart === "string" && /^(oci|https?):\/\//.test(chart);
  const isPath = typeof chart === "string" && /^[./]/.test(chart);
  if (
    typeof chart === "string" &&
    !isAddress &&
    !isPath &&
    at(inputs, "repositoryOpts", "repo") === undefined
  ) {
    const reason = `chart "${chart}" not found; check the chart name and repository configuration: give repositoryOpts.repo or an oci:// address`;
    failures.push({ property: "chart", reason });
  }
  if (isAddress && at(inputs, "repositoryOpts", "repo") !== undefined) {
    failures.push({
      property: "repositoryOpts.repo",
      reason: `not used with a chart address such as "${chart}"`,
    });
  }
  if (typeof version === "string" && !/^v?\d+\.\d+\.\d+/.test(version)) {
    failures.push({
      property: "version",
      reason: `"${version}" is not an exact version: the simulator resolves no ranges`,
    });
  }
  if (typeof name === "string" && !/^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$/.test(name)) {
    const reason = `invalid release name "${name}", must match regex of lower case letters, digits and '-', and the length must not be longer than 53`;
    failures.push({ property: "name", reason });
  }
  return failures;
}

function deployed(inputs: Properties, api: ClusterApi, revision: number): ResourceState {
  const { namespace, name } = identityOf(inputs);
  const { values = {}, version } = inputs;
  const reference = textAt(inputs, "chart") ?? "";
  const chart = chartOf(reference);
  const obstacle = chart.obstacle?.(values, api);
  if (obstacle !== undefined) {
    throw new ApiError(obstacle);
  }
  if (typeof version !== "string" || version === "") {
    throw new ApiError(`chart "${reference}": version is required: the simulator knows no newest version`);
  }
  api.define(chart.definitions?.(values) ?? [], `Release/${namespace}/${name}`);
  if (chart.network !== undefined) {
    api.setNetwork(chart.network);
  }
  if (inputs["skipAwait"] !== true) {
    const delay = api.hasReadyNode
      ? chart.waitObstacle?.(values, api)
      : "no node is Ready: context deadline exceeded";
    if (delay !== undefined) {
      throw new ApiError(
        `Helm release "${namespace}/${name}" failed to become available within allocated timeout. Error: ${delay}`,
      );
    }
  }
  const record: ReleaseRecord = { chart: reference, version, values, revision };
  api.world.put("release", recordId(api, inputs), record);
  return { id: `${namespace}/${name}`, outputs: { ...inputs, status: status(inputs, revision) } };
}

function status(inputs: Properties, revision: number): Record<string, unknown> {
  const { namespace, name } = identityOf(inputs);
  const chart = textAt(inputs, "chart")?.split("/").at(-1);
  return { status: "deployed", revision, name, namespace, chart, version: inputs["version"] };
}

function identityOf({ name, namespace }: Properties): { namespace: string; name: string } {
  if (typeof name !== "string" || name === "") {
    throw new ApiError("name: Required value: the simulator makes up no release names");
  }
  return { name, namespace: typeof namespace === "string" ? namespace : "default" };
}

function recordId(api: ClusterApi, properties: Properties): string {
  const { namespace, name } = identityOf(properties);
  return [api.id, namespace, name].join("|");
}
