import process from "node:process";

import { main } from "./cli.ts";

// The demo is an ordinary `up`, on the simulator. Further options are passed on, such as `--json`.
await main(["up", "--stack", "dev", "--simulate", ...process.argv.slice(2)]);
