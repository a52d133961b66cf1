/** Patch releases of one minor version. */
export interface PatchSpan {
  /** The minor version, such as `1.19`. */
  readonly minor: string;

  /** First and last patch release, both included. Default: every one. */
  readonly patches?: readonly [first: number, last: number];
}

/** A version in its parts. A leading `v`, as tags have it, and what follows a patch release are passed over. */
export function partsOf(version: string): [major: number, minor: number, patch: number] {
  const parts = version.replace(/^v/, "").split(".");
  const [major = 0, minor = 0, patch = 0] = parts.map((part) => Number.parseInt(part, 10));
  return [major, minor, patch];
}

/** Whether a version comes before a minor version, such as `1.20`. One that cannot be read comes before none. */
export function isOlder(version: string, than: string): boolean {
  const [major, minor] = partsOf(version);
  const [wantedMajor, wantedMinor] = partsOf(than);
  return major === wantedMajor ? minor < wantedMinor : major < wantedMajor;
}

/** Whether a version is one of a span. */
export function isIn(version: string, { minor: wanted, patches = [0, Infinity] }: PatchSpan): boolean {
  const [major, minor, patch] = partsOf(version);
  const [first, last] = patches;
  return `${major}.${minor}` === wanted && first <= patch && patch <= last;
}

/** A span as people write it: `1.18.x`, or `1.19.0 to 1.19.4`. */
export function spanText({ minor, patches }: PatchSpan): string {
  return patches === undefined ? `${minor}.x` : `${minor}.${patches[0]} to ${minor}.${patches[1]}`;
}
