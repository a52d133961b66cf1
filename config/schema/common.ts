import { z } from "zod";

/**
 * Building blocks of the configuration schema. Every message given here is the "allowed" part of a problem, so it
 * says what is accepted and never what was found.
 */

/** A DNS label: what Kubernetes, Talos and Proxmox all take as a name. */
export const label = z
  .string()
  .max(63)
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    "lower-case letters, digits and hyphens, starting and ending with a letter or digit",
  );

/** A DNS name of one or more labels. The last one is never a number: such a text is a mistyped address. */
export const hostname = z
  .string()
  .max(253)
  .regex(
    /^(?!(.*\.)?\d+$)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/,
    "a lower-case DNS name such as platform.example.org",
  );

/** A DNS name below a public suffix, as a zone of a DNS provider holds it. */
export const fullHostname = z
  .string()
  .max(253)
  .regex(
    /^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    "a full DNS name in lower case such as api.dev.example.org",
  );

/** An IPv4 address. */
export const address = z.ipv4("an IPv4 address such as 192.168.10.20");

/** An IPv4 network in CIDR notation. */
export const cidr = z.cidrv4("an IPv4 network in CIDR notation such as 10.244.0.0/16");

/** Both ends of a run of IPv4 addresses, each included. */
export const addressRange = z.strictObject({
  from: address.describe("First address, included."),
  to: address.describe("Last address, included."),
});

/** An address with scheme `https`. */
export const httpsUrl = z.url({ protocol: /^https$/, error: "an address that starts with https://" });

/** An exact version without a leading `v`. */
export const exactVersion = z
  .string()
  .regex(/^\d+\.\d+\.\d+$/, "an exact version such as 1.35.4, in quotes and without a leading v");

/** A Kubernetes quantity of bytes, as far as memory and disks need it. */
export const QUANTITY = /^[1-9]\d*(Mi|Gi|Ti|M|G|T)$/;

const mebibytes: Readonly<Record<string, number>> = {
  Mi: 1,
  Gi: 1024,
  Ti: 1024 * 1024,
  M: 1e6 / 2 ** 20,
  G: 1e9 / 2 ** 20,
  T: 1e12 / 2 ** 20,
};

/**
 * A size that a stack file may give as a plain number of `unit` or as a Kubernetes quantity (`8Gi`, `512Mi`, `200G`).
 * The parsed value is a whole number of `unit`; decimal quantities are rounded down, since a machine must not get more
 * than was asked for.
 */
export function size(unit: "MiB" | "GiB") {
  const example = unit === "MiB" ? "8192 or 8Gi" : "100 or 100Gi";
  const divisor = unit === "MiB" ? 1 : 1024;
  const error = `a whole number of ${unit}, or a quantity with Mi, Gi, Ti, M, G or T: ${example}`;
  return z
    .union([z.int(error).min(1, error), z.string(error).regex(QUANTITY, error)], {
      error,
    })
    .transform((value) => {
      if (typeof value === "number") {
        return value;
      }
      const [, amount = "", suffix = ""] = /^(\d+)(\w+)$/.exec(value) ?? [];
      return Math.floor((Number(amount) * (mebibytes[suffix] ?? 0)) / divisor);
    })
    .pipe(z.number().min(1, `at least 1 ${unit}`));
}

/** Kubernetes labels: keys with an optional DNS prefix, values of at most 63 characters. */
export const labels = z.record(
  z
    .string()
    .regex(
      /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/,
      "a Kubernetes label key such as example.org/tier",
    ),
  z
    .string()
    .regex(
      /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/,
      "a Kubernetes label value of at most 63 letters, digits, '-', '_' and '.'",
    ),
);
