export type { ApiEndpointRecordArgs } from "./api-endpoint-record.ts";
export { ApiEndpointRecord } from "./api-endpoint-record.ts";
