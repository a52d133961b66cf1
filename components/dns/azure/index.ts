export { AzureEndpointRecord, type AzureEndpointRecordArgs } from "./azure-endpoint-record.ts";
