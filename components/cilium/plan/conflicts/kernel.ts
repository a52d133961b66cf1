import { bbrOf } from "../capabilities/bandwidth-manager.ts";
import { nicDriver } from "../nic-drivers.ts";
import type { CiliumPlan } from "../plan.ts";
import { isOlder } from "../versions/version.ts";
import { clashIf } from "./conflict.ts";
import type { Clash, Conflict } from "./conflict.ts";

/** What the features need of the kernel. Talos 1.13 has 6.18, which has them all. */
export const kernelConflict: Conflict = {
  id: "kernel-too-old",
  reason: "the kernel of the nodes lacks what it is built on",
  source: "Cilium documentation, Tuning Guide, Bandwidth Manager and Multicast, requirements",
  remedy: "Leave it off, or choose a Talos with a newer kernel.",
  clashes: (plan) => floors(plan).flatMap((floor) => clashesOf(floor, plan)),
};

/** A feature that is in use, and the first kernel that can run it. */
interface Floor {
  readonly path: string;
  readonly value: unknown;
  readonly off: string;
  readonly kernel: string | undefined;
}

function floors(plan: CiliumPlan): Floor[] {
  const { on, settings } = plan;
  const { acceleration } = settings.loadBalancing;
  const bbr = bbrOf(plan);
  return [
    // The floor of 64-bit ARM; AMD64 has had it since 5.10.
    ...used(on.multicast, { path: "capabilities.multicast", value: true, off: "false", kernel: "6.0" }),
    ...used(bbr === "pods", {
      path: "settings.bandwidth.bbr",
      value: bbr,
      off: "host or off",
      kernel: "5.18",
    }),
    ...used(settings.bandwidth.bigTcp, {
      path: "settings.bandwidth.bigTcp",
      value: true,
      off: "false",
      kernel: "6.3",
    }),
    ...used(acceleration === "native", {
      path: "settings.loadBalancing.acceleration",
      value: acceleration,
      off: "disabled or best-effort",
      kernel: nicDriver(settings.nicDriver).xdp,
    }),
  ];
}

function used(isUsed: boolean, floor: Floor): Floor[] {
  return isUsed ? [floor] : [];
}

function clashesOf({ path, value, off, kernel }: Floor, { kernelVersion }: CiliumPlan): Clash[] {
  const tooOld = kernel !== undefined && isOlder(kernelVersion, kernel);
  return clashIf(
    tooOld,
    path,
    value,
    `${off} before Linux ${kernel ?? ""}, while the nodes have ${kernelVersion}`,
  );
}
