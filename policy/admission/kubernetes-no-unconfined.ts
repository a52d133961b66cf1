import {
  appArmorAnnotation,
  kubernetesNoUnconfined,
  ownSysctls,
} from "../rules/kubernetes/kubernetes-no-unconfined.ts";
import { aboutPods, containerVariables, everyContainer, podAnnotationsOf, texts } from "./pods.ts";
import type { AdmissionPolicy } from "./policy.ts";

const ofPod = "variables.podSpec.?securityContext";
const appArmor = '?appArmorProfile.?type.orValue("") != "Unconfined"';

export const noUnconfined: AdmissionPolicy = {
  rule: kubernetesNoUnconfined,
  ...aboutPods,
  judged: [...aboutPods.judged, podAnnotationsOf],
  variables: [
    ...containerVariables(),
    { name: "annotations", expression: `${podAnnotationsOf("object")}.orValue({})` },
  ],
  validations: [
    {
      expression: `${ofPod}.${appArmor} && ${everyContainer(`c.?securityContext.${appArmor}`)}`,
      message: "appArmorProfile.type: Unconfined is not allowed",
    },
    {
      expression: `variables.annotations.all(key, !key.startsWith("${appArmorAnnotation}") || variables.annotations[key] != "unconfined")`,
      message: `metadata.annotations: "unconfined" is not allowed for ${appArmorAnnotation}`,
    },
    {
      expression: everyContainer('c.?securityContext.?procMount.orValue("Default") == "Default"'),
      message: "securityContext.procMount: only Default is allowed",
    },
    {
      expression: `${ofPod}.?sysctls.orValue([]).all(sysctl, sysctl.name in ${texts(ownSysctls)})`,
      message: "securityContext.sysctls: a parameter belongs to the kernel of the node",
    },
  ],
};
