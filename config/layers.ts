/** A mapping of configuration keys as it is read from a file. */
export type Tree = Readonly<Record<string, unknown>>;

/** One source of configuration values. */
export interface Layer {
  /** What the user knows the layer by, such as `Pulumi.dev.yaml`. */
  readonly name: string;
  readonly tree: Tree;
}

/** A value that one layer gave; `null` takes the key away. */
interface Leaf {
  readonly value: unknown;
  readonly layer: string;
}

/** A mapping that may come from several layers. */
interface Branch {
  /** Whether the mapping stands in place of whatever earlier layers had there, instead of adding to it. */
  readonly replaces: boolean;

  /** The last layer that has the mapping. */
  readonly layer: string;
  readonly entries: ReadonlyMap<string, Node>;
}

type Node = Leaf | Branch;

/** Name of the layer of values that no other layer gave: the defaults of the schema. */
const DEFAULT_LAYER = "default";

/**
 * Several layers merged, with the origin of every value.
 *
 * Mappings are merged key by key and the later layer wins. Everything else is replaced whole, lists too. `null` takes
 * a key away with all that earlier layers put under it, so that the default holds again; a mapping that a still later
 * layer gives for that key starts from nothing. Merging is associative: (a + b) + c equals a + (b + c) for any trees.
 */
export class Layers {
  readonly #root: Node;

  private constructor(root: Node) {
    this.#root = root;
  }

  /** One layer by itself. */
  static of({ name, tree }: Layer): Layers {
    return new Layers(nodeOf(tree, name));
  }

  /** All layers, the earliest first. */
  static merged(layers: readonly Layer[]): Layers {
    const none = Layers.of({ name: DEFAULT_LAYER, tree: {} });
    return layers.map((layer) => Layers.of(layer)).reduce((sum, next) => sum.with(next), none);
  }

  /** These layers with later ones on top. */
  with(later: Layers): Layers {
    return new Layers(merge(this.#root, later.#root));
  }

  /** The values that are left in the end. */
  get tree(): Tree {
    return valueOf(this.#root) as Tree;
  }

  /**
   * The layer of the value at a path. Below a list that is the layer of the list; where no layer gave a value it is
   * the default layer.
   */
  layerAt(path: readonly (string | number)[]): string {
    let node: Node | undefined = this.#root;
    for (const key of path) {
      if (node === undefined || !isBranch(node)) {
        break;
      }
      node = node.entries.get(String(key));
    }
    if (node === undefined) {
      return DEFAULT_LAYER;
    }
    return !isBranch(node) && node.value === null ? DEFAULT_LAYER : node.layer;
  }
}

/** Whether a value is a mapping, and so is merged instead of replaced. */
export function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isBranch(node: Node): node is Branch {
  return "entries" in node;
}

function nodeOf(value: unknown, layer: string): Node {
  if (!isTree(value)) {
    return { value, layer };
  }
  return {
    replaces: false,
    layer,
    entries: new Map(Object.entries(value).map(([key, entry]) => [key, nodeOf(entry, layer)])),
  };
}

function merge(earlier: Node, later: Node): Node {
  if (!isBranch(later) || later.replaces) {
    return later;
  }
  if (!isBranch(earlier)) {
    return { ...later, replaces: true };
  }
  const entries = new Map(earlier.entries);
  for (const [key, entry] of later.entries) {
    const before = entries.get(key);
    entries.set(key, before ? merge(before, entry) : entry);
  }
  return { replaces: earlier.replaces, layer: later.layer, entries };
}

function valueOf(node: Node): unknown {
  if (!isBranch(node)) {
    return node.value;
  }
  const kept = [...node.entries].filter(([, entry]) => isBranch(entry) || entry.value !== null);
  return Object.fromEntries(kept.map(([key, entry]) => [key, valueOf(entry)]));
}
