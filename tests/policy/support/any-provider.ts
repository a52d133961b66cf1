import { main } from "@pulumi/pulumi/provider/index.js";

// Stands in for the provider of any package and takes every input as it is: the policies are judged, not the provider.
await main({ version: "0.0.0" }, process.argv.slice(2));
