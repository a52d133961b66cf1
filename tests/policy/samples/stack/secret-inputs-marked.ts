import { secretInputsMarked } from "../../../../policy/rules/stack/secret-inputs-marked.ts";
import type { Samples } from "../../support/sample.ts";
import { secret, unknown } from "../../support/sample.ts";
import { base64, cronJob, envPath, privateKey, variable } from "./builders.ts";

const stored = "is what a store of secrets is to keep, but is not marked as a secret";

export const samples: Samples = {
  rule: secretInputsMarked,
  good: {
    "a marked token of a provider": {
      type: "pulumi:providers:proxmoxve",
      props: { endpoint: "https://pve.example.org:8006/", apiToken: secret("abc"), insecure: "false" },
    },
    "references to secrets": {
      type: "pulumi:providers:kubernetes",
      props: {
        kubeconfig: "~/.kube/config",
        existingSecret: "access",
        tokenName: "ci",
        passwordPolicy: "strict",
      },
    },
    "a token that only names a request": {
      type: "aws:efs/fileSystem:FileSystem",
      props: { creationToken: "shared-files", encrypted: true },
    },
    "the id of a secret of Google Cloud, and its marked content": {
      type: "gcp:secretmanager/secretVersion:SecretVersion",
      props: { secret: "projects/p/secrets/s", secretData: secret("abc") },
    },
    "units in which tokens live": {
      type: "aws:cognito/userPoolClient:UserPoolClient",
      props: { tokenValidityUnits: { accessToken: "hours", idToken: "minutes", refreshToken: "days" } },
    },
    "variables of a function that say where credentials are": {
      type: "aws:lambda/function:Function",
      props: {
        environment: {
          variables: {
            MAX_TOKEN: "4096",
            SESSION_TOKEN: "1.5h",
            DB_PASSWORD_SECRET: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf",
            DB_PASSWORD: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf",
            API_TOKEN: "https://vault.example.org/v1/secret/api",
            KUBECONFIG: "kubeconfig.yaml",
            ADMIN_CREDENTIALS: "prod/team-a/admin",
          },
        },
      },
    },
    "settings of an app that Azure takes from a vault": {
      type: "azure-native:web:WebApp",
      props: {
        siteConfig: {
          appSettings: [
            variable("DB_PASSWORD", "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/db)"),
          ],
        },
      },
    },
    "values of a chart that name secrets": {
      type: "kubernetes:helm.sh/v3:Release",
      props: {
        chart: "grafana",
        values: {
          passwordSecret: "grafana-admin",
          tokenSecret: "platform/grafana-admin-7d9f8b6c5d-x2x4z",
          signingSecret: "grafanaSigningSecretOfProduction2",
        },
      },
    },
    "entries of stores whose content is marked, sealed or empty": {
      type: "github:index/actionsSecret:ActionsSecret",
      props: { repository: "edge", secretName: "TOKEN", encryptedValue: "c2VhbGVk", plaintextValue: "" },
    },
    "fields of a Kubernetes object that name secrets": {
      type: "kubernetes:external-secrets.io/v1:ExternalSecret",
      props: {
        apiVersion: "external-secrets.io/v1",
        kind: "ExternalSecret",
        metadata: { name: "database", namespace: "default" },
        spec: { data: [{ secretKey: "password", remoteRef: { key: "database" } }] },
      },
    },
    "variables that come from elsewhere": cronJob({
      image: "docker.io/library/busybox:1.37",
      env: [variable("TOKEN_FILE", "/var/run/token"), variable("DB_PASSWORD", "$(PASSWORD)")],
    }),
    "a public certificate": {
      type: "kubernetes:core/v1:ConfigMap",
      props: {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "ca" },
        data: { "ca.crt": base64(`-----BEGIN CERTIFICATE-----\n${"A".repeat(64)}`) },
      },
    },
  },
  bad: {
    "a provider with a token in the clear": {
      subject: {
        type: "pulumi:providers:proxmoxve",
        props: { endpoint: "https://pve.example.org:8006/", apiToken: "abc" },
      },
      messages: ["apiToken: is a credential by its name, but is not marked as a secret"],
    },
    "a database with a password in the clear": {
      subject: {
        type: "aws:rds/instance:Instance",
        props: { instanceClass: "db.t4g.small", password: "abc" },
      },
      messages: ["password: is a credential by its name, but is not marked as a secret"],
    },
    "an administrator's password of a machine on Azure": {
      subject: {
        type: "azure-native:compute:VirtualMachine",
        props: { resourceGroupName: "clusters", osProfile: { adminPassword: "abc" } },
      },
      messages: ["osProfile.adminPassword: is a credential by its name, but is not marked as a secret"],
    },
    "a machine configuration in user data": {
      subject: {
        type: "aws:ec2/instance:Instance",
        props: {
          instanceType: "m7i.large",
          userDataBase64: base64(`machine:\n  type: worker\n  ca:\n    key: ${base64(privateKey)}\n`),
        },
      },
      messages: ["userDataBase64: holds a private key in base64, but is not marked as a secret"],
    },
    "a key in a ConfigMap, and an age key": {
      subject: {
        type: "kubernetes:core/v1:ConfigMap",
        props: {
          apiVersion: "v1",
          kind: "ConfigMap",
          metadata: { name: "keys" },
          data: { "tls.key": privateKey, note: `# keep\nAGE-SECRET-KEY-1${"Q".repeat(58)}` },
        },
      },
      messages: [
        "data.tls.key: holds a private key, but is not marked as a secret",
        "data.note: holds an age secret key, but is not marked as a secret",
      ],
    },
    "an access key of AWS, and a signed token": {
      subject: {
        type: "kubernetes:core/v1:ConfigMap",
        props: {
          apiVersion: "v1",
          kind: "ConfigMap",
          metadata: { name: "access" },
          data: {
            id: `AKIA${"A".repeat(16)}`,
            session: `eyJ${"a".repeat(20)}.eyJ${"b".repeat(20)}.${"c".repeat(20)}`,
          },
        },
      },
      messages: [
        "data.id: holds an AWS access key, but is not marked as a secret",
        "data.session: holds a signed token, but is not marked as a secret",
      ],
    },
    "a password in a variable of a container": {
      subject: cronJob({ image: "docker.io/library/busybox:1.37", env: [variable("DB_PASSWORD", "abc")] }),
      messages: [`${envPath}[0].value: is a credential by its name, but is not marked as a secret`],
    },
    "values of a chart": {
      subject: {
        type: "kubernetes:helm.sh/v3:Release",
        props: { chart: "minio", values: { rootPassword: "abc", existingSecret: "minio", debug: false } },
      },
      messages: ["values.rootPassword: is a credential by its name, but is not marked as a secret"],
    },
    "a secret that is random, and one of OAuth": {
      subject: {
        type: "kubernetes:helm.sh/v3:Release",
        props: {
          chart: "dex",
          values: {
            webhookSecret: "9f86d081884c7d659a2feaa0c55ad015",
            sessionSecret: "Hx08Q~K9m_3dF.aB7xyZ12q-Lw",
            signingSecret: "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
            clientSecret: "abc",
          },
        },
      },
      messages: ["webhookSecret", "sessionSecret", "signingSecret", "clientSecret"].map(
        (name) => `values.${name}: is a credential by its name, but is not marked as a secret`,
      ),
    },
    "a credential that only resembles a number, a path or an address": {
      subject: {
        type: "aws:lambda/function:Function",
        props: {
          environment: {
            variables: {
              DB_PASSWORD: "20260101",
              AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
              REGISTRY_TOKEN: "https://ci:abc@registry.example.org",
              STORE_TOKEN: "https://store.blob.example.org/c?sig=abc",
            },
          },
        },
      },
      messages: ["DB_PASSWORD", "AWS_SECRET_ACCESS_KEY", "REGISTRY_TOKEN", "STORE_TOKEN"].map(
        (name) => `environment.variables.${name}: is a credential by its name, but is not marked as a secret`,
      ),
    },
    "a secret of a repository on GitHub": {
      subject: {
        type: "github:index/actionsSecret:ActionsSecret",
        props: { repository: "edge", secretName: "GREETING", plaintextValue: "abc" },
      },
      messages: [`plaintextValue: ${stored}`],
    },
    "a secret of an environment on GitHub": {
      subject: {
        type: "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
        props: { repository: "edge", environment: "prod", secretName: "GREETING", plaintextValue: "abc" },
      },
      messages: [`plaintextValue: ${stored}`],
    },
    "a secret in a vault on Azure": {
      subject: {
        type: "azure-native:keyvault/v20230701:Secret",
        props: { vaultName: "edge", secretName: "db", properties: { contentType: "text", value: "abc" } },
      },
      messages: [`properties.value: ${stored}`],
    },
    "a secret in Vault": {
      subject: {
        type: "vault:generic/secret:Secret",
        props: { path: "secret/db", dataJson: '{"user":"db"}' },
      },
      messages: [`dataJson: ${stored}`],
    },
    "a secret in the second version of Vault's store": {
      subject: {
        type: "vault:kv/secretV2:SecretV2",
        props: { mount: "kv", name: "db", dataJson: '{"user":"db"}' },
      },
      messages: [`dataJson: ${stored}`],
    },
    "a secret of Google Cloud": {
      subject: {
        type: "gcp:secretmanager/secretVersion:SecretVersion",
        props: { secret: "projects/p/secrets/s", secretData: "abc" },
      },
      messages: [`secretData: ${stored}`],
    },
    "a token of a forge, beside what is not known": {
      subject: {
        type: "kubernetes:core/v1:Secret",
        props: {
          apiVersion: "v1",
          kind: "Secret",
          metadata: { name: "git", namespace: unknown },
          stringData: { bearer: `ghp_${"a".repeat(36)}` },
        },
      },
      messages: ["stringData.bearer: holds an access token, but is not marked as a secret"],
    },
  },
  notJudged: {
    "inputs that are not known": {
      subject: { type: "aws:ec2/instance:Instance", props: { subnetId: unknown, tags: { team: unknown } } },
      paths: ["subnetId", "tags.team"],
    },
    "a secret for a store that is not known": {
      subject: { type: "vault:generic/secret:Secret", props: { path: "secret/db", dataJson: unknown } },
      paths: ["dataJson"],
    },
  },
};
