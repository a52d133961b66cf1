/** Zones by region where they are not a, b and c. Source: AWS documentation, "AWS Availability Zones". */
const letters: Readonly<Record<string, readonly string[]>> = {
  "us-east-1": ["a", "b", "c", "d", "e", "f"],
  "us-west-2": ["a", "b", "c", "d"],
  "us-west-1": ["a", "c"],
};

/** The availability zones of a region. */
export function zonesOf(region: string): string[] {
  return (letters[region] ?? ["a", "b", "c"]).map((letter) => `${region}${letter}`);
}

/** Whether a text is the name of a region. */
export function isRegion(text: string): boolean {
  return /^(us|eu|ap|sa|ca|me|af|il|mx|cn|us-gov)-(north|south|east|west|central|northeast|northwest|southeast|southwest)-\d$/.test(
    text,
  );
}

/**
 * Hosted zones of the names of network load balancers, by region. Source: AWS General Reference, "Elastic Load Balancing
 * endpoints and quotas". Others are made up.
 */
export const balancerZones: Readonly<Record<string, string>> = {
  "eu-central-1": "Z3F0SRJ5LGBH90",
  "eu-west-1": "Z2IFOLAFXWLO4F",
  "us-east-1": "Z26RNL4JYFTOTI",
};
