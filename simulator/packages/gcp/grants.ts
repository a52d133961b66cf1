/** Who opens disks for the machines of a project. */
function computeAgent(projectNumber: string): string {
  return `serviceAccount:service-${projectNumber}@compute-system.iam.gserviceaccount.com`;
}

/** The role by which a key is used. */
const useRole = "roles/cloudkms.cryptoKeyEncrypterDecrypter";

/** Id of somebody's right to use a key. */
export function keyGrantId(key: string, projectNumber: string): string {
  return `${key}/${useRole}/${computeAgent(projectNumber)}`;
}
