import { type Measurement, measure, stackFolder } from "./run.ts";
import { clusterValues, devValues } from "./stacks.ts";
import type { Job } from "./worker.ts";

/** Something measured, what it is compared with, and how far the one may be above the other. */
export interface Row {
  readonly what: string;
  readonly unit: "s" | "MB" | "ms/machine";
  readonly measured: number;
  readonly baseline: number;
  /** Largest ratio of the two that is wanted. Undefined: it is only told. */
  readonly aim?: number;
}

/** Tells what is being measured. */
export type Note = (text: string) => void;

/** Rounds in which each side is measured once, one after the other, so that a busy moment hits both. */
const rounds = { preview: 7, memory: 3, policies: 3 };

/** Sizes of the clusters that `up` is measured with, and the rounds for each. */
const sizes = [
  { machines: 10, rounds: 3 },
  { machines: 100, rounds: 2 },
  { machines: 300, rounds: 1 },
];

/** Machines of the cluster that the policies judge. */
const judgedMachines = 300;

/** Most that the fastest run may take above the fastest of the baseline, by what is compared. */
export const aims = { preview: 1.5, policies: 1.3, up: 1.3, growth: 1.3, ready: 1.1 };

/** 1: a cold preview of dev against one of an empty program. */
export async function previewSuite(note: Note): Promise<Row[]> {
  using dev = stackFolder();
  using empty = stackFolder();
  const jobs = [
    { folder: dev.path, operation: "preview", values: devValues(), program: "infraflux" },
    { folder: empty.path, operation: "preview", values: devValues(), program: "empty" },
  ] as const satisfies Job[];

  note("preview: first runs, which make the stacks and are not counted");
  await alternating(jobs, 1);
  note(`preview: ${rounds.preview} rounds for the time`);
  const [time, emptyTime] = await alternating(jobs, rounds.preview);
  note(`preview: ${rounds.memory} rounds for the memory`);
  const [space, emptySpace] = await alternating(jobs, rounds.memory, { memory: true });
  return [
    ...compared("cold `preview` of dev, time", "s", aims.preview, time, emptyTime, (m) => m.processSeconds),
    ...compared("the same, processor time", "s", undefined, time, emptyTime, (m) => m.cpuSeconds),
    ...compared(
      "the same, peak memory of engine and program",
      "MB",
      aims.preview,
      space,
      emptySpace,
      (m) => m.memory && m.memory.engineAndProgram / 1e6,
    ),
    ...compared(
      "the same with the simulator's plugins",
      "MB",
      undefined,
      space,
      emptySpace,
      (m) => m.memory && m.memory.all / 1e6,
    ),
  ];
}

/** 2: a preview of a large cluster with the policy pack against one without. */
export async function policySuite(note: Note): Promise<Row[]> {
  using judged = stackFolder();
  using unjudged = stackFolder();
  const values = clusterValues({ machines: judgedMachines, profile: "turnkey" });
  const job = { operation: "preview", values, program: "infraflux" } as const;
  const jobs = [
    { ...job, folder: judged.path, policies: true },
    { ...job, folder: unjudged.path },
  ] as const satisfies Job[];

  note("policies: first runs, which make the stacks and are not counted");
  await alternating(jobs, 1);
  note(`policies: ${rounds.policies} rounds`);
  const [ours, theirs] = await alternating(jobs, rounds.policies);
  const what = `\`preview\` of ${judgedMachines} machines with the policy pack`;
  return [
    ...compared(`${what}, time`, "s", aims.policies, ours, theirs, (m) => m.processSeconds),
    ...compared("the same, processor time", "s", undefined, ours, theirs, (m) => m.cpuSeconds),
  ];
}

/** 3: `up` of clusters of several sizes against a bare program, and how the time grows with the size. */
export async function upSuite(note: Note): Promise<Row[]> {
  const rows: Row[] = [];
  const times: { machines: number; ours: number; bare: number }[] = [];
  for (const { machines, rounds: count } of sizes) {
    const ours: Measurement[] = [];
    const bare: Measurement[] = [];
    for (let round = 1; round <= count; round++) {
      note(`up: ${machines} machines, round ${round} of ${count}`);
      const values = clusterValues({ machines, profile: "blank" });
      const made = await up({ values, program: "infraflux" });
      ours.push(made);
      bare.push(await up({ values, program: made.made?.bare ?? "empty" }));
    }
    const what = `\`up\`, ${machines} machines`;
    rows.push(
      ...compared(`${what}, time`, "s", aims.up, ours, bare, (m) => m.operationSeconds),
      ...compared(`${what}, processor time`, "s", undefined, ours, bare, (m) => m.cpuSeconds),
    );
    const seconds = (runs: readonly Measurement[]) => Math.min(...runs.map((m) => m.operationSeconds));
    times.push({ machines, ours: seconds(ours), bare: seconds(bare) });
  }
  return [...rows, ...growth(times)];
}

/** 4: simulated time to ready of a large cluster against a small one. */
export async function readySuite(note: Note): Promise<Row[]> {
  const seconds = async (machines: number) => {
    note(`time to ready: 3 + ${machines - 3} machines`);
    const values = clusterValues({ machines, profile: "turnkey" });
    const { made } = await up({ values, program: "infraflux" });
    return made?.readySeconds ?? NaN;
  };
  const baseline = await seconds(6);
  const measured = await seconds(103);
  return [
    { what: "simulated time to ready, 3 + 100 machines", unit: "s", measured, baseline, aim: aims.ready },
  ];
}

export async function up(job: Pick<Job, "values" | "program">): Promise<Measurement> {
  using folder = stackFolder();
  return await measure({ ...job, folder: folder.path, operation: "up" });
}

/** Runs two jobs in turn, so that what else the machine does falls on both. */
export async function alternating(
  jobs: readonly [Job, Job],
  count: number,
  options?: { memory: boolean },
): Promise<[Measurement[], Measurement[]]> {
  const runs: [Measurement[], Measurement[]] = [[], []];
  for (let round = 0; round < count; round++) {
    runs[0].push(await measure(jobs[0], options));
    runs[1].push(await measure(jobs[1], options));
  }
  return runs;
}

/** The least of each side: whatever else the machine does only ever adds. Nothing where it can't be measured. */
export function compared(
  what: string,
  unit: Row["unit"],
  aim: number | undefined,
  ours: readonly Measurement[],
  theirs: readonly Measurement[],
  value: (measurement: Measurement) => number | undefined,
): Row[] {
  const least = (runs: readonly Measurement[]) => Math.min(...runs.map((run) => value(run) ?? NaN));
  const [measured, baseline] = [least(ours), least(theirs)];
  return Number.isNaN(measured + baseline) ? [] : [{ what, unit, measured, baseline, aim }];
}

/** What a further machine costs from the second size to the third, against from the first to the second. */
function growth(times: readonly { machines: number; ours: number; bare: number }[]): Row[] {
  const [small, medium, large] = times;
  if (small === undefined || medium === undefined || large === undefined) {
    return [];
  }
  const perMachine = (from: typeof small, to: typeof small, side: "ours" | "bare") =>
    (1000 * (to[side] - from[side])) / (to.machines - from.machines);
  const row = (what: string, side: "ours" | "bare", aim?: number): Row => ({
    what: `${what} from ${medium.machines} to ${large.machines}, against from ${small.machines} to ${medium.machines}`,
    unit: "ms/machine",
    measured: perMachine(medium, large, side),
    baseline: perMachine(small, medium, side),
    aim,
  });
  return [
    row("`up`, time of a further machine", "ours", aims.growth),
    row("the same of the bare program", "bare"),
  ];
}
