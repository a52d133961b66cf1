import { stackFolder } from "./run.ts";
import { providers, providerValues } from "./stacks.ts";
import { aims, alternating, compared, up, type Note, type Row } from "./suites.ts";
import type { Job } from "./worker.ts";

/** Rounds in which each side is measured once. */
const rounds = { time: 5, memory: 2 };

/** 5: on each provider a cold preview of the small example against one of an empty program, and the simulated time to ready. */
export async function providersSuite(note: Note): Promise<Row[]> {
  const rows: Row[] = [];
  const ready: { provider: string; seconds: number }[] = [];
  for (const provider of providers) {
    using ours = stackFolder();
    using empty = stackFolder();
    const values = providerValues(provider);
    const jobs = [
      { folder: ours.path, operation: "preview", values, program: "infraflux" },
      { folder: empty.path, operation: "preview", values, program: "empty" },
    ] as const satisfies Job[];
    note(`${provider}: first runs, which make the stacks and are not counted`);
    await alternating(jobs, 1);
    note(`${provider}: ${rounds.time} rounds for the time, ${rounds.memory} for the memory`);
    const [time, emptyTime] = await alternating(jobs, rounds.time);
    const [space, emptySpace] = await alternating(jobs, rounds.memory, { memory: true });
    rows.push(
      ...compared(
        `cold \`preview\` of the small stack on ${provider}, time`,
        "s",
        aims.preview,
        time,
        emptyTime,
        (m) => m.processSeconds,
      ),
      ...compared(
        "the same, peak memory of engine and program",
        "MB",
        aims.preview,
        space,
        emptySpace,
        (m) => m.memory && m.memory.engineAndProgram / 1e6,
      ),
    );
    note(`${provider}: time to ready`);
    const { made } = await up({ values, program: "infraflux" });
    ready.push({ provider, seconds: made?.readySeconds ?? NaN });
  }
  const [own, ...others] = ready;
  return [
    ...rows,
    ...others.map(({ provider, seconds }): Row => ({
      what: `simulated time to ready, small stack on ${provider} against Proxmox`,
      unit: "s",
      measured: seconds,
      baseline: own?.seconds ?? NaN,
    })),
  ];
}
