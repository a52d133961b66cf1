/** Clouds by their word in the configuration, with the SDK that only their folders use. */
const clouds = { aws: "aws", azure: "azure-native", gcp: "gcp" };

/** Folders of a cloud; the same stand in `tsconfig.json` and `tools/lib/parts.mjs`. @param {string} cloud */
const foldersOf = (cloud) => [
  `^components/(machines|dns)/${cloud}/`,
  `^stack/providers/${cloud}/`,
  `^tests/(${cloud}|.+/${cloud})/`,
];

/** @param {string} sdk */
const filesOfSdk = (sdk) => `(^|node_modules/)@pulumi/${sdk}(/|$)`;

const everyCloud = `(${Object.keys(clouds).join("|")})`;
const everySdk = `(${Object.values(clouds).join("|")})`;

/**
 * The walls between the folders: dependencies point one way, index.ts → config, components; components → sdks.
 * Each rule says what breaks when it is ignored.
 *
 * @type {import("dependency-cruiser").IConfiguration}
 */
export default {
  forbidden: [
    {
      name: "no-cycle",
      comment: "Modules in a circle cannot be understood, tested or moved one at a time.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-missing-module",
      comment: "The module is not there, or its package is not in package.json.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "program-uses-config-and-components",
      comment: "The stack program composes components by the configuration; it knows nothing of who runs it.",
      severity: "error",
      from: { path: "^(index\\.ts$|stack/)" },
      to: {
        pathNot: [
          "^stack/",
          "^config/",
          // Versions that are pinned there stand nowhere else.
          "^package\\.json$",
          "^components/.*index\\.ts$",
          "^components/shared/",
          "^sdks/",
          "node_modules/",
        ],
        dependencyTypesNot: ["core"],
      },
    },
    {
      name: "components-stand-alone",
      comment: "Components are published as a package of their own; what they need comes in as arguments.",
      severity: "error",
      from: { path: "^components/" },
      to: { pathNot: ["^components/", "^sdks/", "node_modules/"], dependencyTypesNot: ["core"] },
    },
    {
      name: "components-through-their-index",
      comment: "What a component folder does not export by its index.ts may change at any time.",
      severity: "error",
      from: { path: "^components/([^/]+)/" },
      to: {
        path: "^components/[^/]+/",
        pathNot: ["^components/$1/", "^components/shared/", "^components/[^/]+/index\\.ts$"],
      },
    },
    {
      name: "package-index-exports-folders",
      comment: "The package exports what its folders export, no more.",
      severity: "error",
      from: { path: "^components/index\\.ts$" },
      to: { path: "^components/", pathNot: ["^components/.+/index\\.ts$", "^components/shared/"] },
    },
    {
      name: "shared-knows-no-component",
      comment:
        "Everything may use the shared helpers; if they used a component, everything would depend on it.",
      severity: "error",
      from: { path: "^components/shared/" },
      to: { path: "^components/", pathNot: ["^components/shared/"] },
    },
    {
      name: "machine-providers-apart",
      comment: "A machine provider can be added, changed or removed without touching another one.",
      severity: "error",
      from: { path: "^components/machines/([^/]+)/" },
      to: { path: "^components/machines/[^/]+/", pathNot: ["^components/machines/$1/"] },
    },
    {
      name: "provider-mappings-apart",
      comment: "A provider can be added, changed or removed without touching another one.",
      severity: "error",
      from: { path: "^stack/providers/([^/]+)/" },
      to: {
        path: "^(stack/providers|components/(machines|dns))/[^/]+/",
        pathNot: ["^stack/providers/$1/", "^components/(machines|dns)/$1/"],
      },
    },
    {
      name: "clouds-are-loaded-when-chosen",
      comment:
        "A stack, a type check and an installation for one provider hold no SDK of another: the folders of a cloud are reached by stack/providers/load.ts, whose path no compiler can read.",
      severity: "error",
      from: { pathNot: foldersOf(everyCloud) },
      to: { path: foldersOf(everyCloud) },
    },
    ...Object.entries(clouds).flatMap(([cloud, sdk]) => [
      {
        name: `${cloud}-apart`,
        comment: "The type check of a cloud reads one SDK: its own.",
        severity: /** @type {const} */ ("error"),
        from: { path: foldersOf(cloud) },
        to: { path: foldersOf(everyCloud), pathNot: foldersOf(cloud) },
      },
      {
        name: `${cloud}-sdk-in-its-folders`,
        comment: "The SDK of a cloud is not installed where other providers are used.",
        severity: /** @type {const} */ ("error"),
        from: { pathNot: foldersOf(cloud) },
        to: { path: filesOfSdk(sdk) },
      },
    ]),
    {
      name: "sdks-by-the-file",
      comment:
        "Import the file that defines the resource, such as @pulumi/aws/ec2/instance.js: an index makes the type check read every resource of its module, or of the whole cloud.",
      severity: "error",
      from: {},
      to: { path: `(^|node_modules/)@pulumi/${everySdk}($|/(index|.+/index)\\.(js|d\\.ts)$)` },
    },
    {
      name: "config-is-data",
      comment:
        "The configuration describes clusters and builds nothing; of the components it shares pure arithmetic, the plan of Cilium, whose conflicts it refuses, and the list of what clouds sell.",
      severity: "error",
      from: { path: "^config/" },
      to: {
        pathNot: [
          "^config/",
          "^components/shared/",
          "^components/cilium/plan/index\\.ts$",
          "^components/machines/instances\\.ts$",
          "node_modules/",
        ],
        dependencyTypesNot: ["core"],
      },
    },
    {
      name: "instances-are-pure",
      comment:
        "What a machine of a cloud is called, has and costs are plain values, so that the configuration can judge them before anything exists.",
      severity: "error",
      from: { path: "^components/machines/instances(/|\\.ts$)" },
      to: {
        pathNot: ["^components/machines/instances/", "^components/shared/(cidr|address-plan)\\.ts$"],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "cilium-plan-is-pure",
      comment:
        "What Cilium is to be follows from plain values, so that the configuration can judge it before anything exists.",
      severity: "error",
      from: { path: "^components/cilium/plan/" },
      to: {
        pathNot: ["^components/cilium/plan/", "^components/shared/(cidr|address-plan)\\.ts$"],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "one-reader-of-the-stack-configuration",
      comment:
        "Only config/load.ts touches Pulumi, so that everything else can be used and tested without a stack.",
      severity: "error",
      from: { path: "^config/", pathNot: ["^config/load\\.ts$"] },
      to: { path: "node_modules/@pulumi/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "simulator-stands-alone",
      comment: "The simulator judges the program; sharing code with it would share its mistakes.",
      severity: "error",
      from: { path: "^simulator/" },
      to: { pathNot: ["^simulator/", "node_modules/"], dependencyTypesNot: ["core"] },
    },
    {
      name: "runner-uses-config-and-simulator",
      comment: "The runner starts the program as an operator would; it does not build anything itself.",
      severity: "error",
      from: { path: "^automation/" },
      to: {
        pathNot: ["^automation/", "^config/", "^simulator/", "^index\\.ts$", "node_modules/"],
        dependencyTypesNot: ["core"],
      },
    },
    {
      name: "program-is-loaded-per-run",
      comment: "Importing the program runs it: the runner imports it dynamically, once per run.",
      severity: "error",
      from: { path: "^automation/" },
      to: { path: "^index\\.ts$", dynamic: false },
    },
    {
      name: "policies-stand-alone",
      comment:
        "The policy pack judges the resources of any program; the engine loads it apart from ours, and it is published alone.",
      severity: "error",
      from: { path: "^policy/" },
      to: { pathNot: ["^policy/", "node_modules/"], dependencyTypesNot: ["core"] },
    },
    {
      name: "sdks-stand-alone",
      comment: "Bindings of a provider know nothing of what is built with them.",
      severity: "error",
      from: { path: "^sdks/([^/]+)/" },
      to: { pathNot: ["^sdks/$1/", "node_modules/"], dependencyTypesNot: ["core"] },
    },
    {
      name: "nobody-needs-the-tests",
      comment: "The tests are not there where the product runs.",
      severity: "error",
      from: { pathNot: ["^tests/"] },
      to: { path: "^tests/" },
    },
    {
      name: "nobody-needs-the-tools",
      comment: "The tools prepare a work tree; the product also runs where there is none.",
      severity: "error",
      from: { pathNot: ["^tools/", "^tests/", "^bench/"] },
      to: { path: "^tools/" },
    },
    {
      name: "no-development-package-in-the-product",
      comment: "Packages under devDependencies are not installed where the product runs.",
      severity: "error",
      from: {
        path: "^(index\\.ts$|stack/|config/|components/|automation/|simulator/|policy/|sdks/|tools/(run\\.mjs$|lib/|provide/|acceptance/))",
        // Generators run in a work tree and write what is committed.
        pathNot: ["/generate[^/]*\\.ts$"],
      },
      // SDKs of clouds are optional, and have walls of their own.
      to: {
        dependencyTypes: ["npm-dev"],
        dependencyTypesNot: ["type-only"],
        pathNot: filesOfSdk(everySdk),
      },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["(^|/)dist/", "^\\.tools/"] },
    // Imports of types count: they couple two folders just as well.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".mts", ".mjs", ".js", ".json"],
    },
  },
};
