/** The sample application comes to clusters that have nobody to issue certificates, and has nothing to hide. */
export const sampleWithoutCertificates: Readonly<Record<string, string>> = {
  podinfo:
    "a sample that is reached over plain HTTP, so that it works before there is an issuer of certificates",
};
