export { CloudDnsEndpointRecord, type CloudDnsEndpointRecordArgs } from "./cloud-dns-endpoint-record.ts";
