import fc from "fast-check";
import { z } from "zod";

/**
 * Texts that settings may hold. Each text of a schema is drawn from those of them that the schema takes, so a new kind
 * of text needs an example here, and a new key of a known kind nothing.
 */
const texts = [
  ...[
    "a",
    "edge",
    "kube-system",
    "worker-1",
    "apps",
    "default",
    "example.org/tier",
    "app",
    "eth0",
    "^eth[0-9]+",
  ],
  ...[
    "10.0.0.5",
    "10.0.0.6",
    "10.0.0.210",
    "192.168.10.1",
    "203.0.113.7",
    "10.0.0.0/24",
    "10.8.0.0/16",
    "0.0.0.0/0",
  ],
  ...["64512:100", "64512:100:50", "no-export", "io.cilium/l2-announcer", "io.cilium/bgp-control-plane"],
  ...[
    "organization/infraflux/prod",
    "virtio_net",
    "mlx5_core",
    "api.example.org",
    "*.example.org",
    "**.example.org",
  ],
  ...[
    "https://logs.example.org",
    "/usr/bin/curl",
    "1.19.0",
    "1.20.0",
    "http",
    "GET",
    "3",
    "3+",
    "128",
    "2026-11-01T00:00:00Z",
  ],
];

/** Numbers that are told apart: small ones, powers, and limits that are met often. */
const numbers = [
  -1, 0, 0.2, 0.5, 1, 2, 3, 4, 5, 7, 10, 15, 30, 60, 80, 90, 128, 255, 443, 1024, 1280, 8080, 16381, 65521,
];

/** How many times a key that may be left out is so, for each time that it is given: often enough for groups to fit together. */
const leftOut = 3;

/** Values that a schema takes, as a text file would have them: defaults are left to the schema. */
export function arbitraryOf(schema: z.core.$ZodType, path: string): fc.Arbitrary<unknown> {
  return shapeOf(schema as z.core.$ZodTypes, path).filter((value) => takes(schema, value));
}

function shapeOf(schema: z.core.$ZodTypes, path: string): fc.Arbitrary<unknown> {
  const { def } = schema._zod;
  switch (def.type) {
    case "object":
      return fieldsOf(def.shape, path);
    case "boolean":
      return fc.boolean();
    case "enum":
      return fc.constantFrom(...Object.values(def.entries));
    case "literal":
      return fc.constantFrom(...def.values);
    case "array":
      return fc.array(arbitraryOf(def.element, `${path}[]`), { minLength: 1, maxLength: 2 });
    case "record":
      return fc.dictionary(
        arbitraryOf(def.keyType, `${path}<name>`) as fc.Arbitrary<string>,
        arbitraryOf(def.valueType, `${path}.<name>`),
        { maxKeys: 2 },
      );
    case "union":
      return fc.oneof(...def.options.map((option) => arbitraryOf(option, path)));
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "readonly":
      return arbitraryOf(def.innerType, path);
    case "pipe":
      return arbitraryOf(def.in, path);
    case "string":
    case "number":
      return oneTakenBy(schema, path);
    default:
      throw new Error(`${path}: nothing is drawn for the type ${def.type} yet; add it here`);
  }
}

function fieldsOf(shape: Readonly<Record<string, z.core.$ZodType>>, path: string): fc.Arbitrary<unknown> {
  const fields = Object.entries(shape).map(([key, schema]) => {
    const value = arbitraryOf(schema, `${path}.${key}`).map((drawn): [string, unknown][] => [[key, drawn]]);
    return takes(schema, undefined)
      ? fc.oneof({ weight: 1, arbitrary: value }, { weight: leftOut, arbitrary: fc.constant([]) })
      : value;
  });
  return fc.tuple(...fields).map((entries) => Object.fromEntries(entries.flat()));
}

function oneTakenBy(schema: z.core.$ZodType, path: string): fc.Arbitrary<unknown> {
  const { minimum, maximum } = limitsOf(schema);
  const candidates = [...texts, ...numbers, minimum, maximum].filter((value) => takes(schema, value));
  if (candidates.length === 0) {
    throw new Error(`${path}: no example here is taken; add one`);
  }
  return fc.constantFrom(...new Set(candidates));
}

/** The least and the greatest number that a schema takes, if it is about a number. */
function limitsOf(schema: z.core.$ZodType): { readonly minimum?: number; readonly maximum?: number } {
  const { minimum, maximum } = z.toJSONSchema(schema, { unrepresentable: "any" });
  return { ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
}

function takes(schema: z.core.$ZodType, value: unknown): boolean {
  return z.safeParse(schema, value).success;
}
