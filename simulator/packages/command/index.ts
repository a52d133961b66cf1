import schemas from "../../schemas/command.json" with { type: "json" };
import { gateSeconds } from "../../core/durations.ts";
import type { InputSchema, Properties, SimulatedPackage, SimulatedResource } from "../../core/kind.ts";
import { gateCommand, gateId, pass } from "./gate.ts";

const commandToken = "command:local:Command";

/**
 * A local command. The simulator runs none: it serves the readiness gates, which it recognises by their environment and
 * judges by the world. `delete` commands are not part of a gate.
 */
const command: SimulatedResource = {
  schema: schemas[commandToken] as InputSchema,
  replaceOn: ["triggers"],
  volatileOutputs: ["stdout", "stderr"],

  seconds: (operation, inputs) => (operation === "create" ? gateSeconds(kindOf(inputs)) : 0),

  create: (inputs, { world, urn }) => ({
    id: gateId(urn),
    outputs: outputsOf(inputs, pass(gateCommand(inputs), world)),
  }),

  // Without an `update` command, the real provider runs `create` again.
  update: (id, _outputs, inputs, { world }) => ({
    id,
    outputs: outputsOf(inputs, pass(gateCommand(inputs), world)),
  }),
};

/** Readiness gates as local commands. */
export const simulated: SimulatedPackage = {
  name: "command",
  version: "4.5.0",
  resource: (token) => (token === commandToken ? command : undefined),
};

/** Undefined where the command is not a gate, or where its client is not known yet. */
function kindOf(inputs: Properties): string | undefined {
  const { environment = {} } = inputs as { environment?: Record<string, string> };
  const gate = environment["INFRAFLUX_GATE"];
  return gate === undefined ? undefined : (JSON.parse(gate) as { kind: string }).kind;
}

function outputsOf(inputs: Properties, stdout: string): Properties {
  return { ...inputs, stdout, stderr: "" };
}
