import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { AzureMachines, type AzureMachinesArgs } from "../../../../components/machines/azure/index.ts";
import { record, type How, type Recording } from "../../../support/record.ts";
import { armId, controlPlane, fakes, site } from "./samples.ts";

export const type = (name: string) => `azure-native:${name}`;
const RULE = type("network:SecurityRule");

/** As few resources as can be, for tests of a single thing: recording one costs. */
export const lean: AzureMachinesArgs = {
  ...site,
  pools: [{ ...controlPlane, count: 1 }],
  access: { ...site.access, needs: { tunnels: [], wireguard: false, hubble: false, metrics: false } },
  flowLogs: false,
};

export async function made(args: Partial<AzureMachinesArgs> = {}, how: How = {}) {
  let machines: AzureMachines | undefined;
  const seen = await record(
    () => {
      machines = new AzureMachines("edge-machines", { ...lean, ...args });
    },
    { fakes, ...how },
  );
  return { seen, machines: machines ?? assert.fail("no component") };
}

export const recordMachines = async (args: Partial<AzureMachinesArgs> = {}, how: How = {}) =>
  (await made(args, how)).seen;

let ordinary: Promise<Recording> | undefined;

/** The recording of what is made without anything special, which many tests look at. */
export const recordOrdinary = () => (ordinary ??= recordMachines(site));

/** The value of an output of the component. */
export const valueOf = (value: pulumi.Input<unknown>) =>
  new Promise<unknown>((resolve) => {
    pulumi.all([value]).apply(([known]) => {
      resolve(known);
    });
  });

let inGiven: Promise<Recording> | undefined;

/** What is made in a network that is there. */
export const recordInGiven = () => (inGiven ??= recordMachines({ network: existing }));

let forwarding: ReturnType<typeof made> | undefined;

/** What is made with native routing. */
export const native = () => (forwarding ??= made({ routing: "native" }));
export const recordNative = async () => (await native()).seen;

/** The resources of a type by their names, whatever was registered first. */
export const allOf = (seen: Recording, name: string) =>
  seen.all(type(name)).toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** The values of one input of all resources of a type. */
export const inputsOf = (seen: Recording, name: string, key: string) =>
  allOf(seen, name).map(({ inputs }) => inputs[key]);

/** The rules by their names. */
export const rulesOf = (seen: Recording) =>
  Object.fromEntries(seen.all(RULE).map(({ inputs }) => [inputs["securityRuleName"] as string, inputs]));

export const existing = {
  subnetId: armId("network", "Microsoft.Network/virtualNetworks/hub/subnets/machines"),
  egressCidrs: ["192.0.2.99/32"],
};
