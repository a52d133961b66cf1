import { failed, passed } from "../check.ts";
import type { Check } from "../check.ts";

/** Lines of a report that name what is wrong. */
const telling = /error|warning|unavailable|not ready|timeout/i;

/** Cilium's own judgement. */
export const cilium: Check = {
  name: "cilium",
  proves: "cilium status finds neither errors nor warnings",
  async prove(cluster) {
    // Without --wait it ends with 0 whatever it finds.
    const wait = ["--wait", `--wait-duration=${cluster.options.timeoutSeconds}s`, "--interactive=false"];
    const { exitCode, stdout, stderr } = await cluster.cilium("status", ...wait);
    if (exitCode === 0) {
      return passed("every agent, the operator and Envoy are up");
    }
    const lines = `${stdout}\n${stderr}`.split("\n").map((line) => line.trim());
    return failed(lines.filter((line) => telling.test(line)).join("\n") || stderr.trim());
  },
};
