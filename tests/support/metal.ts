import type { Values } from "./engine.ts";
import { smallest } from "./smallest.ts";

/** A machine of a test's inventory. */
export const metalMachine = (number: number, more: object = {}): object => ({
  name: `m${number}`,
  address: `192.168.10.${20 + number}`,
  mac: `02:00:00:00:00:0${number}`,
  ...more,
});

/** The smallest stack on machines that are there already. */
export const smallestOnMetal: Values = {
  ...smallest,
  provider: "metal",
  metal: {
    vip: "192.168.10.5",
    gateway: "192.168.10.1",
    installDisk: { path: "/dev/sda" },
    machines: [metalMachine(1, { pool: "cp" }), metalMachine(2)],
  },
};
