// @ts-check
import { sourceDigest } from "./source-digest.mjs";

/**
 * The command line tools that our commands use, each pinned to one version. To update a tool, change its version
 * here and in the go.mod of its folder, then run `go mod tidy` there.
 *
 * @typedef {object} Tool
 * @property {string} name name of the executable
 * @property {string} version exact version, without a leading `v`
 * @property {string} purpose what we need it for; shown when it cannot be provided
 * @property {string} home where people find it
 * @property {readonly string[]} versionArgs arguments that make it print its version
 * @property {(platform: Platform) => Release} [release] the official release; a program of this repository has none, and
 *   what has its name on PATH is something else
 * @property {GoModule} goModule how it is built from source
 *
 * @typedef {object} Platform
 * @property {string} os `linux` or `darwin`
 * @property {string} arch in Node's words: `x64` or `arm64`
 *
 * @typedef {object} Release
 * @property {readonly string[]} files addresses of one and the same file, the preferred one first
 * @property {string} checksums address of the list of SHA-256 sums that was published with it
 * @property {"binary" | "tarball"} form the executable itself, or a .tar.gz with the executables in it
 *
 * @typedef {object} GoModule
 * @property {string} [folder] folder with the module, below `tools`; default: the name of the tool
 * @property {string} package import path of the main package
 * @property {string} [tags] build tags, mostly to leave out what is not needed
 * @property {string} [gcflags] compiler flags
 * @property {string} [ldflags] linker flags, mostly to make it know its own version
 * @property {string} duration how long a first build takes on two cores
 */

const versions = {
  pulumi: "3.259.0",
  talosctl: "1.13.0",
  kustomize: "5.8.1",
  sops: "3.13.3",
  etcd: "3.6.8",
  kubernetes: "1.36.3",
  promtool: "3.13.5",
  kyverno: "1.19.1",
  gator: "3.23.1",
  cilium: "1.20.0",
};

/** Where Kubernetes keeps what it knows of its own version; without it the API server does not know what it may serve. */
const kubernetesVersion = "k8s.io/component-base/version";
const [kubernetesMajor, kubernetesMinor] = versions.kubernetes.split(".");

/**
 * What judges policies. One Go module has all three, so that they share the versions of their dependencies, and what is
 * compiled for one is there for the others. Nor are they optimised: they run for seconds, and Kyverno compiles for minutes.
 */
const judges = { folder: "judges", gcflags: "all=-N -l -dwarf=false" };

/** The program of this repository changes without Cilium's version, and has to be built anew then. */
const policyVerdict = `${versions.cilium}-${sourceDigest(new URL("../judges/policy-verdict/", import.meta.url))}`;

/** @type {readonly Tool[]} */
export const tools = [
  {
    name: "pulumi",
    version: versions.pulumi,
    purpose: "the engine that runs every stack",
    home: "https://www.pulumi.com/docs/iac/download-install/",
    versionArgs: ["version"],
    release: ({ os, arch }) => {
      const file = `pulumi-v${versions.pulumi}-${os}-${arch}.tar.gz`;
      const github = `https://github.com/pulumi/pulumi/releases/download/v${versions.pulumi}`;
      return {
        files: [`${github}/${file}`, `https://get.pulumi.com/releases/sdk/${file}`],
        checksums: `${github}/pulumi-${versions.pulumi}-checksums.txt`,
        form: "tarball",
      };
    },
    goModule: {
      package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
      ldflags: `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${versions.pulumi}`,
      duration: "2 to 4 minutes",
    },
  },
  {
    // Judges machine configurations. The newest of the 1.13 line that builds from Go modules; the configuration
    // format is the same in the whole line.
    name: "talosctl",
    version: versions.talosctl,
    purpose: "the judge of machine configurations in the tests",
    home: "https://www.talos.dev/latest/talos-guides/install/talosctl/",
    versionArgs: ["version", "--client"],
    release: ({ os, arch }) => {
      const github = `https://github.com/siderolabs/talos/releases/download/v${versions.talosctl}`;
      return {
        files: [`${github}/talosctl-${os}-${goArch(arch)}`],
        checksums: `${github}/sha256sum.txt`,
        form: "binary",
      };
    },
    goModule: {
      package: "github.com/siderolabs/talos/cmd/talosctl",
      ldflags: "-s -w",
      duration: "2 to 3 minutes",
    },
  },
  {
    name: "kustomize",
    version: versions.kustomize,
    purpose: "the builder of the GitOps tree in the tests",
    home: "https://kubectl.docs.kubernetes.io/installation/kustomize/",
    versionArgs: ["version"],
    release: ({ os, arch }) => {
      const github = `https://github.com/kubernetes-sigs/kustomize/releases/download/kustomize%2Fv${versions.kustomize}`;
      return {
        files: [`${github}/kustomize_v${versions.kustomize}_${os}_${goArch(arch)}.tar.gz`],
        checksums: `${github}/checksums.txt`,
        form: "tarball",
      };
    },
    goModule: {
      package: "sigs.k8s.io/kustomize/kustomize/v5",
      ldflags: "-s -w",
      duration: "10 to 20 seconds",
    },
  },
  {
    name: "sops",
    version: versions.sops,
    purpose: "the writer and reader of encrypted Secrets in the tests",
    home: "https://getsops.io/docs/#download",
    versionArgs: ["--version", "--disable-version-check"],
    release: ({ os, arch }) => {
      const github = `https://github.com/getsops/sops/releases/download/v${versions.sops}`;
      return {
        files: [`${github}/sops-v${versions.sops}.${os}.${goArch(arch)}`],
        checksums: `${github}/sops-v${versions.sops}.checksums.txt`,
        form: "binary",
      };
    },
    goModule: {
      package: "github.com/getsops/sops/v3/cmd/sops",
      ldflags: "-s -w",
      duration: "about a minute",
    },
  },
  {
    // Released for macOS as a .zip, which is not taken: it is built there.
    name: "etcd",
    version: versions.etcd,
    purpose: "the store of the API server in the tests",
    home: "https://etcd.io/docs/latest/install/",
    versionArgs: ["--version"],
    release: ({ os, arch }) => {
      const github = `https://github.com/etcd-io/etcd/releases/download/v${versions.etcd}`;
      return {
        files: [`${github}/etcd-v${versions.etcd}-${os}-${goArch(arch)}.tar.gz`],
        checksums: `${github}/SHA256SUMS`,
        form: "tarball",
      };
    },
    goModule: {
      package: "go.etcd.io/etcd/server/v3",
      ldflags: "-s -w",
      duration: "about half a minute",
    },
  },
  {
    // Released for Linux only; built elsewhere.
    name: "kube-apiserver",
    version: versions.kubernetes,
    purpose: "the judge of Kubernetes objects in the tests",
    home: "https://kubernetes.io/releases/download/",
    versionArgs: ["--version"],
    release: ({ os, arch }) => {
      const file = `https://dl.k8s.io/release/v${versions.kubernetes}/bin/${os}/${goArch(arch)}/kube-apiserver`;
      return { files: [file], checksums: `${file}.sha256`, form: "binary" };
    },
    goModule: {
      package: "k8s.io/kubernetes/cmd/kube-apiserver",
      ldflags: [
        "-s -w",
        `-X ${kubernetesVersion}.gitVersion=v${versions.kubernetes}`,
        `-X ${kubernetesVersion}.gitMajor=${kubernetesMajor} -X ${kubernetesVersion}.gitMinor=${kubernetesMinor}`,
        `-X ${kubernetesVersion}.gitTreeState=clean`,
      ].join(" "),
      duration: "2 to 4 minutes",
    },
  },
  {
    name: "promtool",
    version: versions.promtool,
    purpose: "the judge of alert rules in the tests",
    home: "https://prometheus.io/download/",
    versionArgs: ["--version"],
    release: ({ os, arch }) => {
      const github = `https://github.com/prometheus/prometheus/releases/download/v${versions.promtool}`;
      return {
        files: [`${github}/prometheus-${versions.promtool}.${os}-${goArch(arch)}.tar.gz`],
        checksums: `${github}/sha256sums.txt`,
        form: "tarball",
      };
    },
    goModule: {
      package: "github.com/prometheus/prometheus/cmd/promtool",
      // Without the ways to discover targets, which take most of the time and judge no rule.
      tags: "remove_all_sd",
      ldflags: `-s -w -X github.com/prometheus/common/version.Version=${versions.promtool}`,
      duration: "about 2 minutes",
    },
  },
  {
    name: "kyverno",
    version: versions.kyverno,
    purpose: "the judge of Kyverno policies in the tests",
    home: "https://kyverno.io/docs/subprojects/kyverno-cli/",
    versionArgs: ["version"],
    release: ({ os, arch }) => {
      const github = `https://github.com/kyverno/kyverno/releases/download/v${versions.kyverno}`;
      const machine = arch === "x64" ? "x86_64" : arch;
      return {
        files: [`${github}/kyverno-cli_v${versions.kyverno}_${os}_${machine}.tar.gz`],
        checksums: `${github}/checksums.txt`,
        form: "tarball",
      };
    },
    goModule: {
      ...judges,
      package: "github.com/kyverno/kyverno/cmd/cli/kubectl-kyverno",
      ldflags: `-s -w -X github.com/kyverno/kyverno/pkg/version.BuildVersion=${versions.kyverno}`,
      duration: "about 3 minutes",
    },
  },
  {
    name: "gator",
    version: versions.gator,
    purpose: "the judge of Gatekeeper policies in the tests",
    home: "https://open-policy-agent.github.io/gatekeeper/website/docs/gator/",
    versionArgs: ["version"],
    release: ({ os, arch }) => {
      const github = `https://github.com/open-policy-agent/gatekeeper/releases/download/v${versions.gator}`;
      return {
        files: [`${github}/gator-v${versions.gator}-${os}-${goArch(arch)}.tar.gz`],
        checksums: `${github}/sha256sums.txt`,
        form: "tarball",
      };
    },
    goModule: {
      ...judges,
      package: "github.com/open-policy-agent/gatekeeper/v3/cmd/gator",
      ldflags: `-s -w -X github.com/open-policy-agent/gatekeeper/v3/pkg/version.Version=v${versions.gator}`,
      duration: "about 10 seconds after kyverno, else 2 minutes",
    },
  },
  {
    name: "policy-verdict",
    version: policyVerdict,
    purpose: "the judge of network policies in the tests",
    home: "tools/judges/policy-verdict",
    versionArgs: ["--version"],
    goModule: {
      ...judges,
      package: "./policy-verdict",
      ldflags: `-s -w -X main.version=${policyVerdict}`,
      duration: "about 20 seconds after kyverno, else a minute",
    },
  },
];

/**
 * @param {string} arch in Node's words
 * @returns {string} in Go's words
 */
function goArch(arch) {
  return arch === "x64" ? "amd64" : arch;
}
