import { relative } from "node:path";

import type { MochaOptions, Runnable, Runner, Test } from "mocha";
import Mocha from "mocha";

const { EVENT_RUN_END, EVENT_TEST_END, EVENT_TEST_FAIL } = Mocha.Runner.constants;

/** How many of the slowest tests are listed. */
const slowestShown = 10;

/** What is known of one test file so far. */
interface FileResult {
  tests: number;
  failed: number;
  milliseconds: number;
}

/** An error as mocha hands it on: with the file that could not be loaded, and with what node:assert notes. */
type ReportedError = Error & { file?: string; generatedMessage?: boolean; showDiff?: boolean };

/**
 * Shows one line per test file, then the failures, the slowest tests, and as the very last line how many passed and
 * failed. Works in parallel runs, where the results of a file arrive all at once.
 */
export default class TestReporter extends Mocha.reporters.Base {
  readonly #tests: Test[] = [];
  readonly #files = new Map<string, FileResult>();
  #current: string | undefined;

  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    runner.on(EVENT_TEST_END, (test) => {
      const result = this.#resultOf(test);
      result.tests += 1;
      result.milliseconds += test.duration ?? 0;
      this.#tests.push(test);
    });
    // A failing hook is no test: it only comes up here.
    runner.on(EVENT_TEST_FAIL, (runnable, error: ReportedError) => {
      this.#resultOf(runnable, error).failed += 1;
      // The message that node:assert makes up holds the difference already.
      error.showDiff = error.generatedMessage !== true;
    });
    runner.once(EVENT_RUN_END, () => {
      this.#finish();
    });
  }

  /** Turns a run of nothing, which mocha counts as a success, into a failure. */
  override done(failures: number, callback?: (failures: number) => void): void {
    callback?.(this.stats.tests + failures === 0 ? 1 : failures);
  }

  /** What is known of the file that a test or hook stands in; the line of the file before it is shown first. */
  #resultOf(runnable: Runnable, error?: ReportedError): FileResult {
    const file = relative(process.cwd(), runnable.file ?? error?.file ?? this.#current ?? "");
    if (file !== this.#current) {
      this.#showFile();
      this.#current = file;
    }
    const result = this.#files.get(file) ?? { tests: 0, failed: 0, milliseconds: 0 };
    this.#files.set(file, result);
    return result;
  }

  #showFile(): void {
    const result = this.#current === undefined ? undefined : this.#files.get(this.#current);
    if (result !== undefined) {
      const mark = result.failed === 0 ? "ok    " : "FAILED";
      const count = `${String(result.tests)} tests`;
      console.log(`${mark} ${seconds(result.milliseconds)} ${count.padStart(10)}  ${this.#current ?? ""}`);
    }
  }

  #finish(): void {
    this.#showFile();
    const { passes, failures, pending } = this.stats;
    if (this.failures.length > 0) {
      console.log("\nFailures:");
      Mocha.reporters.Base.list(this.failures);
    }
    console.log("\nThe slowest tests:");
    const slowest = this.#tests
      .toSorted((a, b) => (b.duration ?? 0) - (a.duration ?? 0))
      .slice(0, slowestShown);
    for (const test of slowest) {
      console.log(`${seconds(test.duration ?? 0)}  ${test.fullTitle()}`);
    }
    const skipped = pending === 0 ? "" : `, ${String(pending)} skipped`;
    console.log(`\n${String(passes)} passed, ${String(failures)} failed${skipped}`);
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2).padStart(7)} s`;
}

// mocha looks for a reporter under this name only.
