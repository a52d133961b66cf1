import { parseAllDocuments, stringify } from "yaml";

/** Inputs of a resource, or any part of them. */
type Json = Record<string, unknown>;

/** Something that a resource sets, by its type token and its path: `memory.floating`, `spec.containers[].image`. */
export interface Leaf {
  readonly type: string;
  readonly path: string;
}

/** The property of Talos resources that holds patches as texts. Paths go on into them: `<VolumeConfig>.encryption.provider`. */
const patches = "configPatches";

/** Everything that the inputs of a resource set, each path once, whichever element of a list sets it. */
export function leavesOf(type: string, inputs: unknown): Leaf[] {
  const paths = new Set<string>();
  walk(inputs, "", (path, value) => {
    if (path === `${patches}[]` && typeof value === "string") {
      for (const document of documentsOf(value)) {
        walk(document, headOf(document), (inner) => paths.add(inner));
      }
    } else {
      paths.add(path);
    }
  });
  return [...paths].map((path) => ({ type, path }));
}

/**
 * The inputs with every value under a path replaced, or taken out where the replacement is undefined. Inputs that have
 * nothing there come back as they are.
 */
export function changed(inputs: Json, path: string, value: unknown): Json {
  const [, head, rest = ""] = /^(<\w+>)\.?(.*)$/.exec(path) ?? [];
  if (head === undefined) {
    return replaced(inputs, stepsOf(path), value) as Json;
  }
  const texts = inputs[patches];
  return Array.isArray(texts)
    ? { ...inputs, [patches]: texts.map((text: unknown) => changedPatch(text, head, rest, value)) }
    : inputs;
}

function changedPatch(text: unknown, head: string, rest: string, value: unknown): unknown {
  if (typeof text !== "string") {
    return text;
  }
  const documents = documentsOf(text);
  if (!documents.some((document) => headOf(document) === head)) {
    return text;
  }
  return documents
    .map((document) => (headOf(document) === head ? replaced(document, stepsOf(rest), value) : document))
    .map((document) => stringify(document))
    .join("---\n");
}

function documentsOf(text: string): unknown[] {
  return parseAllDocuments(text).map((document) => document.toJS() as unknown);
}

/** What a path into a document begins with: its kind, or `main` for the one that has none. */
function headOf(document: unknown): string {
  const { kind } = document as { kind?: string };
  return `<${kind ?? "main"}>`;
}

/** A path as its steps; `[]` stands for every element. A dot within a key is written `\.`. */
function stepsOf(path: string): string[] {
  return path
    .replaceAll("[]", ".[]")
    .split(/(?<!\\)\./)
    .map((step) => step.replaceAll("\\.", "."))
    .filter((step) => step !== "");
}

function replaced(container: unknown, steps: readonly string[], value: unknown): unknown {
  const [step, ...further] = steps;
  if (step === undefined) {
    return value;
  }
  if (step === "[]") {
    return Array.isArray(container)
      ? container.map((item) => replaced(item, further, value)).filter((item) => item !== undefined)
      : container;
  }
  if (typeof container !== "object" || container === null || !Object.hasOwn(container, step)) {
    return container;
  }
  const { [step]: held, ...others } = container as Json;
  const inner = replaced(held, further, value);
  return inner === undefined ? others : { ...(container as Json), [step]: inner };
}

function walk(value: unknown, path: string, visit: (path: string, value: unknown) => void): void {
  if (Array.isArray(value) && value.length > 0) {
    value.forEach((item) => {
      walk(item, `${path}[]`, visit);
    });
  } else if (typeof value === "object" && value !== null && Object.keys(value).length > 0) {
    for (const [key, inner] of Object.entries(value)) {
      const step = key.replaceAll(".", "\\.");
      walk(inner, path === "" ? step : `${path}.${step}`, visit);
    }
  } else {
    visit(path, value);
  }
}
