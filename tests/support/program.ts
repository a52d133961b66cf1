import * as pulumi from "@pulumi/pulumi";

import { SECRET_KEYS, SECRETS } from "../../config/index.ts";
import { record, type Recording } from "./record.ts";

const fakes = {
  "proxmoxve:index/getDatastores:getDatastores": () => ({
    datastores: ["local", "local-lvm", "local-ssd", "ssd", "ceph"].map((id) => ({
      id,
      contentTypes: ["images", "import"],
    })),
  }),
  "aws:ec2/getAmi:getAmi": () => ({ id: "ami-0123456789abcdef0" }),
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({ accountId: "123456789012" }),
  "gcp:organizations/getProject:getProject": () => ({ number: "123456789012" }),
  "talos:machine/getConfiguration:getConfiguration": () => ({ machineConfiguration: "" }),
  "talos:client/getConfiguration:getConfiguration": () => ({ talosConfig: "" }),
};

let evaluations = 0;

/**
 * Runs the stack program in this process as a first preview does, when no output of a resource is known, and returns
 * what it registered. No engine and no simulator are involved.
 *
 * @param stack Name of the stack.
 * @param values Top-level configuration values, as a stack file has them, without the prefix; every secret is made up.
 */
export async function recordProgram(
  stack: string,
  values: Readonly<Record<string, unknown>>,
): Promise<Recording> {
  const settings = Object.entries(values).map(([key, value]) => [
    `infraflux:${key}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  const secrets = SECRET_KEYS.map((key) => [`infraflux:${key}`, SECRETS[key].simulated("0".repeat(64))]);
  pulumi.runtime.setAllConfig(
    Object.fromEntries([...settings, ...secrets]) as Record<string, string>,
    SECRET_KEYS.map((key) => `infraflux:${key}`),
  );
  evaluations += 1;
  const program = () => import(`../../index.ts?recorded=${evaluations}`) as Promise<unknown>;
  return await record(program, { fakes, stack, preview: true });
}
