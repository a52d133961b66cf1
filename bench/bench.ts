import process from "node:process";

import { Command } from "commander";

import { providersSuite } from "./providers.ts";
import { site, table, write } from "./report.ts";
import { policySuite, previewSuite, readySuite, upSuite } from "./suites.ts";

// Entry of `npm run bench`: measures what docs/benchmarks.md explains, and prints it. Progress goes to stderr.

const command = new Command("npm run bench --")
  .description("Measures InfraFlux on the simulator, as docs/benchmarks.md explains.")
  .option("--write", "also put the numbers into docs/benchmarks.md", false)
  .parse();

const note = (text: string) => {
  console.error(text);
};
const where = await site();
const rows = [
  ...(await previewSuite(note)),
  ...(await policySuite(note)),
  ...(await upSuite(note)),
  ...(await readySuite(note)),
  ...(await providersSuite(note)),
];
process.stdout.write(`${where}\n\n${table(rows)}\n`);
if (command.opts<{ write: boolean }>().write) {
  write(rows, where);
}
