import type { Inventory } from "./inventory.ts";
import { isTree, Layers, type Layer, type Tree } from "./layers.ts";
import { leavesOf, pathOf, pathText, valueAt } from "./paths.ts";
import { ConfigurationError, NOT_SET, type Problem } from "./problems.ts";
import { ADVICE, problemsOfRule, RULES, type Rule, type RuleContext } from "./rules/index.ts";
import { ENVIRONMENTS } from "./schema/cluster.ts";
import type { Settings } from "./schema.ts";
import type { SecretKey } from "./secrets.ts";
import { checkShape, type ShapeResult } from "./shape.ts";
import { SIZE_TEMPLATES, sizeLayer } from "./sizes.ts";
import { stackConfigOf, type StackConfig } from "./stack-config.ts";

/** All that the configuration of a stack is made from. */
export interface ConfigInput {
  /** Name of the Pulumi stack. */
  readonly stack: string;

  /** What the stack file says. */
  readonly stackFile: Layer;

  /** What the custom file says. Default: there is none. */
  readonly customFile?: Layer | undefined;

  /** What the inventory of machines says. Default: there is none. */
  readonly inventory?: Inventory | undefined;

  /** Secrets that the stack or the environment holds; of a simulated stack, all. */
  readonly secrets: ReadonlySet<SecretKey>;

  /** Problems met while the layers were read. Default: none. */
  readonly problems?: readonly Problem[];
}

/** A configuration that passed every check. */
export interface ResolvedConfig {
  readonly config: StackConfig;

  /** The merged configuration in the form that users write, defaults filled in. */
  readonly settings: Settings;

  /** The layer of every value in `settings`, by its path. */
  readonly provenance: Readonly<Record<string, string>>;

  /** What is allowed and still worth saying. */
  readonly warnings: readonly Problem[];
}

/**
 * Merges the layers, checks the result and derives the configuration. Pure: it reads nothing.
 *
 * @throws ConfigurationError with every problem.
 */
export function resolveConfig(input: ConfigInput): ResolvedConfig {
  const { stack, secrets, inventory } = input;
  const earlier = [...(input.problems ?? []), ...(inventory?.problems ?? [])];
  const layers = layersOf(input);
  const shape = withInventory(checkShape(layers.tree, stack), inventory);
  // A file that could not be read may hold what seems to be missing.
  const unreadable = earlier.some(({ rule }) => ["custom-file", "stack-file", "inventory"].includes(rule));
  const ofShape = shape.problems.filter(({ rule }) => !(unreadable && rule === "missing-key"));
  const context: RuleContext = { stack, secrets };
  const broken = [...earlier, ...ofShape];
  const ofRules = unreadable
    ? []
    : problemsOf(RULES, shape.settings, context).filter(
        ({ key }) => !broken.some((other) => related(key, other.key)),
      );

  const problems = [...broken, ...ofRules].map((problem) => withLayer(problem, layers));
  if (problems.length > 0) {
    throw new ConfigurationError(stack, problems);
  }
  const settings = shape.settings as Settings;
  return {
    config: stackConfigOf(settings, stack),
    settings,
    provenance: {
      ...Object.fromEntries(leavesOf(settings).map(({ path }) => [pathText(path), layers.layerAt(path)])),
      ...(inventory && settings.metal && { "metal.machines": inventory.name }),
    },
    warnings: problemsOf(ADVICE, settings, context).map((warning) => withLayer(warning, layers)),
  };
}

/** The layers in their order: name of the stack, size template, stack file, custom file. */
function layersOf({ stack, stackFile, customFile }: ConfigInput): Layers {
  const files = customFile ? [stackFile, customFile] : [stackFile];
  const { tree } = Layers.merged(files);
  const size = sizeOf(tree);
  const pools = isTree(tree["workers"]) ? Object.keys(tree["workers"]) : [];
  return Layers.merged([
    { name: "name of the stack", tree: environmentOf(stack) },
    { name: `size ${size}`, tree: sizeLayer(size, pools) },
    ...files,
  ]);
}

/** The settings with the machines of the inventory after those that are given. */
function withInventory(shape: ShapeResult, inventory: Inventory | undefined): ShapeResult {
  const { metal } = shape.settings;
  return metal && inventory
    ? {
        ...shape,
        settings: {
          ...shape.settings,
          metal: { ...metal, machines: [...metal.machines, ...inventory.machines] },
        },
      }
    : shape;
}

function environmentOf(stack: string): Tree {
  return (ENVIRONMENTS as readonly string[]).includes(stack) ? { environment: { name: stack } } : {};
}

function sizeOf(tree: Tree): keyof typeof SIZE_TEMPLATES {
  const size = valueAt(tree, ["cluster", "size"]);
  return typeof size === "string" && size in SIZE_TEMPLATES ? (size as keyof typeof SIZE_TEMPLATES) : "small";
}

function problemsOf(rules: readonly Rule[], settings: Partial<Settings>, context: RuleContext): Problem[] {
  return rules.flatMap((rule) => problemsOfRule(rule, settings, context));
}

/** Whether two keys are the same or one lies below the other. */
function related(a: string, b: string): boolean {
  const below = (key: string, parent: string) => key.startsWith(`${parent}.`) || key.startsWith(`${parent}[`);
  return a === b || below(a, b) || below(b, a);
}

function withLayer(problem: Problem, layers: Layers): Problem {
  return problem.layer !== undefined || problem.value === NOT_SET || problem.key === "customFile"
    ? problem
    : { ...problem, layer: layers.layerAt(pathOf(problem.key)) };
}
