import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { stringify } from "yaml";

import type { AlertGroup } from "../../../../components/cilium/plan/index.ts";

const program = fileURLToPath(new URL("../../../../.tools/bin/promtool", import.meta.url));
const run = promisify(execFile);

/** What Prometheus scraped, and which alerts have to fire at some moments, and no others. */
export interface AlertCase {
  readonly title: string;

  /** Series with a sample for each minute, in promtool's notation. */
  readonly series: Readonly<Record<string, string>>;

  /** By the minute. */
  readonly firing: Readonly<Record<number, readonly FiringAlert[]>>;
}

export interface FiringAlert {
  readonly alert: string;

  /** Labels beside those of the rule. */
  readonly labels: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Lets promtool look for mistakes in the rules. */
export async function checkRules(groups: readonly AlertGroup[]): Promise<void> {
  await inFolder({ "rules.yaml": { groups } }, [
    "check",
    "rules",
    "--lint=all",
    "--lint-fatal",
    "rules.yaml",
  ]);
}

/** Lets promtool evaluate the rules each minute, and compare what fires. */
export async function testRules(groups: readonly AlertGroup[], cases: readonly AlertCase[]): Promise<void> {
  const rules = groups.flatMap((group) => group.rules);
  const tests = cases.map(({ title, series, firing }) => ({
    name: title,
    interval: "1m",
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    ...atMoments(firing, rules),
  }));
  await inFolder(
    {
      "rules.yaml": { groups },
      "tests.yaml": { rule_files: ["rules.yaml"], evaluation_interval: "1m", tests },
    },
    ["test", "rules", "tests.yaml"],
  );
}

type Rule = AlertGroup["rules"][number];

function atMoments(firing: AlertCase["firing"], rules: readonly Rule[]) {
  const moments = Object.entries(firing).map(([minute, alerts]) => ({ time: `${minute}m`, alerts }));
  return {
    // Exactly these, whatever else there is.
    promql_expr_test: moments.map(({ time, alerts }) => ({
      eval_time: time,
      expr: 'ALERTS{alertstate="firing"}',
      exp_samples: alerts.map(({ alert, labels }) => ({
        labels: seriesOf({
          alertname: alert,
          alertstate: "firing",
          ...ruleOf(alert, rules).labels,
          ...labels,
        }),
        value: 1,
      })),
    })),
    // What they say.
    alert_rule_test: moments.flatMap(({ time, alerts }) =>
      alerts.map(({ alert, labels, summary }) => {
        const rule = ruleOf(alert, rules);
        return {
          eval_time: time,
          alertname: alert,
          exp_alerts: [
            {
              exp_labels: { ...rule.labels, ...labels },
              exp_annotations: { ...rule.annotations, summary },
            },
          ],
        };
      }),
    ),
  };
}

function ruleOf(alert: string, rules: readonly Rule[]): Rule {
  const rule = rules.find((candidate) => candidate.alert === alert);
  if (rule === undefined) {
    throw new Error(`there is no alert ${alert}`);
  }
  return rule;
}

function seriesOf(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `ALERTS{${pairs.join(",")}}`;
}

async function inFolder(files: Readonly<Record<string, object>>, args: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "infraflux-alerts-"));
  try {
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(folder, name), stringify(content, { aliasDuplicateObjects: false }));
    }
    await run(program, args, { cwd: folder });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { readonly stdout?: string; readonly stderr?: string };
    throw new Error(`promtool ${args.join(" ")}:\n${stdout}${stderr}`, { cause: error });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
