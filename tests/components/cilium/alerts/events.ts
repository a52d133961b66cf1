import { readdirSync, readFileSync } from "node:fs";

/** What these tests look at in an event of Tetragon. */
interface TetragonEvent {
  readonly node_name: string;
  readonly process_kprobe?: Found;
  readonly process_lsm?: Found;
}

interface Found {
  readonly function_name: string;
  readonly policy_name: string;
  readonly message: string;
  readonly process: { readonly pod: { readonly namespace: string; readonly workload: string } };
}

/** A series of `tetragon_policy_events_total`, by its labels. */
export interface PolicySeries {
  readonly policy: string;
  readonly hook: string;
  readonly namespace: string;
  readonly workload: string;
  readonly node_name: string;
}

const folder = new URL("../../../fixtures/tetragon-events/", import.meta.url);

/** The events, by the name of their file. */
export const events: ReadonlyMap<string, TetragonEvent> = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => [
      file.replace(".json", ""),
      JSON.parse(readFileSync(new URL(file, folder), "utf8")) as TetragonEvent,
    ]),
);

/** What a policy found; nothing if the event is none of a policy. */
export function foundIn({ process_kprobe, process_lsm }: TetragonEvent): Found | undefined {
  return process_kprobe ?? process_lsm;
}

/**
 * The series that Tetragon 1.7 counts an event in, with the labels that our values keep (pkg/metrics/eventmetrics and
 * `PolicyInfo` of each kind of event). Events of no policy are counted elsewhere.
 */
export function countedIn(event: TetragonEvent): PolicySeries | undefined {
  const found = foundIn(event);
  return (
    found && {
      policy: found.policy_name,
      hook: `${event.process_lsm ? "lsm" : "kprobe"}:${found.function_name}`,
      namespace: found.process.pod.namespace,
      workload: found.process.pod.workload,
      node_name: event.node_name,
    }
  );
}
