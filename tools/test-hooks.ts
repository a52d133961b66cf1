import { setImmediate } from "node:timers/promises";
import { inspect } from "node:util";

import type { RootHookObject } from "mocha";

/** What the Pulumi SDK leaves behind, in many copies, for each failure that the engine has reported already. */
const echoes =
  /^resource .* failed to register$|^(error serializing property "|invocation of \S+ returned an error: )|Resource monitor is terminating$|^14 UNAVAILABLE: /;

const unawaited = new Set<unknown>();

/**
 * Makes a promise that nobody waits for a failure, shown as one of the hook after the test it was left in. mocha lets
 * such a rejection pass, so that a forgotten `await` before an assertion would be green for ever.
 */
export const mochaHooks: RootHookObject = {
  // Per file: mocha takes all listeners away between two files of a parallel run.
  beforeAll() {
    process.on("unhandledRejection", note);
  },
  async afterEach() {
    // Node tells of a rejection only after all that is due now is done.
    await setImmediate();
    const [reason] = unawaited;
    if (unawaited.size > 0) {
      unawaited.clear();
      throw new Error(`a promise that nobody waits for was rejected: ${inspect(reason)}`);
    }
  },
  afterAll() {
    process.off("unhandledRejection", note);
  },
};

function note(reason: unknown): void {
  if (!(reason instanceof Error && echoes.test(reason.message))) {
    unawaited.add(reason);
  }
}
