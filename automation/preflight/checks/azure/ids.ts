/** Kinds of things that ARM ids name, as they are written here: Azure itself does not care for upper and lower case. */
const kinds = [
  "resourceGroups",
  "virtualNetworks",
  "subnets",
  "images",
  "galleries",
  "versions",
  "diskEncryptionSets",
  "dnsZones",
] as const;

type Kind = (typeof kinds)[number];

/** The names in an ARM id by their kind: `…/resourceGroups/infra/…` gives `{ resourceGroups: "infra" }`. */
export function partsOf(id: string): Partial<Record<Kind, string>> {
  const segments = id.split("/").slice(1);
  // An id is made of pairs: what stands at an odd place is a name, whatever it reads like.
  const named = segments.flatMap((segment, index) => {
    const kind = kinds.find((one) => index % 2 === 0 && one.toLowerCase() === segment.toLowerCase());
    const name = segments[index + 1];
    return kind === undefined || name === undefined ? [] : [[kind, name] as const];
  });
  return Object.fromEntries(named);
}
