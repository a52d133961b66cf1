import process from "node:process";

import { ExitCode } from "../../automation/exit-codes.ts";
import { Interrupt } from "../../automation/interrupt.ts";
import { execute } from "./acceptance.ts";

// Entry of `npm run acceptance`. Asked to stop, it first takes away what it has made; asked again, it stops at once.

const stop = new AbortController();
const interrupt = new Interrupt((count) => {
  if (count > 1) {
    process.exit(ExitCode.cancelled);
  }
  stop.abort();
});
const { env, stdout, stderr } = process;
process.exitCode = await execute(process.argv.slice(2), { env, stdout, stderr, signal: stop.signal });
interrupt[Symbol.dispose]();
