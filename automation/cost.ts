import process from "node:process";

import { z } from "zod";

import { estimatedCost, type CostEstimate, type StackConfig } from "../config/index.ts";
import { table } from "./commands/report-text.ts";
import { style } from "./progress/lines.ts";

const amount = z.number().min(0);

/** The part of a result about what the cluster costs. */
export const costResult = z
  .strictObject({
    currency: z.literal("USD"),
    region: z.string(),
    lines: z
      .array(
        z.strictObject({
          what: z.string(),
          count: z.int().min(1),
          unitPrice: amount.describe("Price of one for a month."),
          monthly: amount,
        }),
      )
      .readonly(),
    total: amount.describe("Sum of the lines."),
    asOf: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .describe("Day of the oldest of the prices."),
    sources: z.array(z.string()).readonly().describe("Where the prices are from."),
    notes: z.array(z.string()).readonly().describe("What to know about the prices."),
    notIncluded: z.array(z.string()).readonly().describe("What is paid for and not in the total."),
  })
  .describe("What the cluster costs for a month, estimated at list prices. Only on a cloud.");

/** What the cluster of a configuration costs, where somebody asks and a cloud sells it. */
export function costOf(config: StackConfig): CostEstimate | undefined {
  return config.environment.costEstimate ? estimatedCost(config) : undefined;
}

/** The estimate for people, with its heading; nothing where there is none. */
export function costLines(estimate: CostEstimate | undefined): string[] {
  if (estimate === undefined) {
    return [];
  }
  const { lines, total, region, asOf, notes, notIncluded } = estimate;
  const rows = lines.map(({ what, count, unitPrice, monthly }) => [
    what,
    String(count),
    dollars(unitPrice),
    dollars(monthly),
  ]);
  return [
    "",
    style(process.stdout, "bold", `Cost per month: about ${dollars(total)}`),
    ...table([["what", "count", "each", "per month"], ...rows]),
    `  List prices for ${region}, the oldest of ${asOf}; docs/cost.md says where they are from.`,
    ...notes.map((note) => `  ${note}`),
    `  Not included: ${notIncluded.join("; ")}.`,
  ];
}

const format = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });

/** An amount as a person reads it: `$1,234.50`. */
function dollars(value: number): string {
  return format.format(value);
}
