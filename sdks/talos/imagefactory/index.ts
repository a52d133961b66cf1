export { Schematic, type SchematicArgs } from "./schematic.ts";
